import { behaviour } from "./behaviour.js";
import { clientValues } from "./client-values.js";
import { contractTournament } from "./contract-tournament.js";
import { icpFinding } from "./icp-finding.js";
import { impactPage } from "./impact-page.js";
import { inputs } from "./inputs.js";
import { leadsPage } from "./leads-page.js";
import { lookalikeValidation } from "./lookalike-validation.js";
import { marketPage } from "./market-page.js";
import { portfolioTotals } from "./portfolio-totals.js";
import { prospectScores } from "./prospect-scores.js";
import type { RunContext } from "./run-context.js";
import { segmentation } from "./segmentation.js";
import { valueBacktest } from "./value-backtest.js";
import { valueTournament } from "./value-tournament.js";
import { wonSince } from "./won-since.js";
import { yearlyTotals } from "./yearly-totals.js";

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
