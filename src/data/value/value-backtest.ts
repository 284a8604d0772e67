import { type LookBack, lookBack } from "../../model/value/tournament/look-back.js";
import { DEFAULT_DRAWS } from "../../model/value/value-options.js";
import { defineStep } from "../run/step.js";
import { clientTraits } from "./client-traits.js";
import { contractTournament } from "./contract-tournament.js";
import { portfolioTotals } from "./portfolio-totals.js";
import { SEED } from "./value-options.js";
import { valueSnapshots } from "./value-snapshots.js";
import { valueTournament } from "./value-tournament.js";

/**
 * Value fitted on what the exports said at earlier days, judged on the revenue that came after them; null where the
 * data are too short to look back.
 */
export const valueBacktest = defineStep(
  "value-backtest",
  async (context): Promise<LookBack | null> => {
    const { plan, snapshots, revenueSince } = await valueSnapshots(context);
    const totals = await portfolioTotals(context);
    return lookBack(
      snapshots,
      plan.windowMonths,
      { totals, revenueSince },
      {
        repeat: await valueTournament(context),
        contracts: await contractTournament(context),
        traits: await clientTraits(context),
      },
      { seed: SEED, draws: DEFAULT_DRAWS },
    );
  },
  { costly: true, module: import.meta.url },
);
