import { type CommonShock, commonShock } from "../../model/value/uncertainty/common-shock.js";
import type { TotalOutcome } from "../../model/value/uncertainty/total-outcome.js";
import { withoutSeasons } from "../../model/value/uncertainty/without-seasons.js";
import { defineStep } from "../run/step.js";
import { portfolioTotals } from "./portfolio-totals.js";
import { seasons } from "./seasons.js";
import { valueSnapshots } from "./value-snapshots.js";
import { yearlyTotals } from "./yearly-totals.js";

const YEAR_MONTHS = 12;

/** What tells how far all clients together stray. */
export interface ShockTotals {
  readonly windowMonths: number;
  readonly totals: readonly TotalOutcome[];
}

/** Totals of the windows of the contests; where seasons would pass for common straying, of whole years, or without the seasons. */
export const shockTotals = defineStep("shock-totals", async (context): Promise<ShockTotals> => {
  const yearly = await yearlyTotals(context);
  if (yearly !== null && commonShock(yearly, YEAR_MONTHS) !== null) {
    return { windowMonths: YEAR_MONTHS, totals: yearly };
  }
  const { plan, snapshots } = await valueSnapshots(context);
  const { windowMonths } = plan;
  const days = [...plan.apart, snapshots.at(-1)?.asOf ?? ""];
  const totals = withoutSeasons(await portfolioTotals(context), days, windowMonths, await seasons(context));
  return { windowMonths, totals };
});

/** What moves all clients together, as looking back shows it; null where it is not calibrated. */
export const portfolioShock = defineStep("portfolio-shock", async (context): Promise<CommonShock | null> => {
  const { totals, windowMonths } = await shockTotals(context);
  return commonShock(totals, windowMonths);
});
