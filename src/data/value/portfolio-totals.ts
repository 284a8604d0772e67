import { originTotals } from "../../model/value/tournament/origin-totals.js";
import type { TotalOutcome } from "../../model/value/uncertainty/total-outcome.js";
import { defineStep } from "../run/step.js";
import { clientTraits } from "./client-traits.js";
import { contractTournament } from "./contract-tournament.js";
import { SEED } from "./value-options.js";
import { snapshotsApart, valueSnapshots } from "./value-snapshots.js";
import { valueTournament } from "./value-tournament.js";

/** The portfolio's revenue as predicted from earlier days, beside what came after them. */
export const portfolioTotals = defineStep(
  "portfolio-totals",
  async (context): Promise<readonly TotalOutcome[]> => {
    const known = await valueSnapshots(context);
    const [verdict, contracts] = [await valueTournament(context), await contractTournament(context)];
    return originTotals(
      snapshotsApart(known),
      known.plan.windowMonths,
      { repeat: verdict, contracts, traits: await clientTraits(context) },
      SEED,
    );
  },
  { costly: true, module: import.meta.url },
);
