import { leadsPage } from "../leads/leads-page.js";
import { lookalikeValidation } from "../prospects/lookalike-validation.js";
import { prospectScores } from "../prospects/prospect-scores.js";
import { wonSince } from "../prospects/won-since.js";
import { impactPage } from "../sales/impact-page.js";
import { icpFinding } from "../targeting/icp-finding.js";
import { marketPage } from "../targeting/market-page.js";
import { segmentation } from "../targeting/segmentation.js";
import { behaviour } from "../value/behaviour.js";
import { clientValues } from "../value/client-values.js";
import { contractTournament } from "../value/contract-tournament.js";
import { portfolioTotals } from "../value/portfolio-totals.js";
import { valueBacktest } from "../value/value-backtest.js";
import { valueTournament } from "../value/value-tournament.js";
import { yearlyTotals } from "../value/yearly-totals.js";
import { inputs } from "./inputs.js";
import type { RunContext } from "./run-context.js";

/** The costly part of the notebook in the order of the argument, named for whoever watches it run. */
export const analysisSteps: readonly {
  title: string;
  run(context: RunContext): Promise<unknown>;
  /** True: no other step waits for it, so that another process may compute it meanwhile. */
  isLast?: boolean;
}[] = [
  { title: "Read and check the inputs", run: inputs },
  { title: "Let ways of predicting repeat business compete", run: valueTournament },
  { title: "Let ways of predicting clients under contract compete", run: contractTournament },
  { title: "Look back at how far all clients strayed together", run: portfolioTotals },
  { title: "Look back at whole years, where business turns with the seasons", run: yearlyTotals },
  { title: "Value every client", run: clientValues },
  { title: "Cluster the high-value clients", run: segmentation },
  { title: "Search the ideal customer profile", run: icpFinding },
  { title: "Score the prospects", run: prospectScores },
  { title: "Look for what goes with value", run: behaviour, isLast: true },
  { title: "Measure what the initiatives did", run: impactPage, isLast: true },
  { title: "See whether the profile still holds", run: marketPage, isLast: true },
  { title: "Value the open leads", run: leadsPage, isLast: true },
  { title: "Judge an earlier list on the clients won since", run: wonSince, isLast: true },
  { title: "Judge value on what came after earlier days", run: valueBacktest, isLast: true },
  { title: "Judge the scorer on clients it did not see", run: lookalikeValidation, isLast: true },
];
