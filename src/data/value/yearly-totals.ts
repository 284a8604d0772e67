import { originTotals } from "../../model/value/tournament/origin-totals.js";
import type { TotalOutcome } from "../../model/value/uncertainty/total-outcome.js";
import { defineStep } from "../run/step.js";
import { clientTraits } from "./client-traits.js";
import { contractTournament } from "./contract-tournament.js";
import { seasons } from "./seasons.js";
import { SEED } from "./value-options.js";
import { valueSnapshots } from "./value-snapshots.js";
import { valueTournament } from "./value-tournament.js";

const YEAR_MONTHS = 12;

/**
 * The portfolio's revenue of whole years as predicted from days a year apart, where business turns with the seasons and
 * the windows that predicting is tested on are parts of a year; null elsewhere. By the models alone, unless the contests
 * know the day.
 */
export const yearlyTotals = defineStep(
  "yearly-totals",
  async (context): Promise<readonly TotalOutcome[] | null> => {
    const { yearly } = await valueSnapshots(context);
    if (yearly.length === 0 || (await seasons(context)) === null) return null;
    const ways = {
      repeat: await valueTournament(context),
      contracts: await contractTournament(context),
      traits: await clientTraits(context),
    };
    return originTotals(yearly, YEAR_MONTHS, ways, SEED);
  },
  { costly: true, module: import.meta.url },
);
