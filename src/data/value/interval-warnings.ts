import { greatest } from "d3";
import { DAYS_A_MONTH, daysBetween } from "../../model/numerics/calendar.js";
import type { CalendarIndex } from "../../model/value/uncertainty/calendar-index.js";
import { FEWEST_SHOCKS, tellsOfShock } from "../../model/value/uncertainty/common-shock.js";
import { dailyBuyers } from "../../model/value/uncertainty/daily-buyers.js";
import { unboundedShockOver } from "../../model/value/uncertainty/shock-growth.js";
import { FARTHEST_LOG_SHOCK, logError } from "../../model/value/uncertainty/total-outcome.js";
import { plural } from "../../model/words/plural.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { clientValues } from "./client-values.js";
import { portfolioShock, shockTotals } from "./portfolio-shock.js";
import { seasons } from "./seasons.js";
import { valueSnapshots } from "./value-snapshots.js";

const MONTHS = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
] as const;

/** Horizons of more times the history than this are called out. */
const FARTHEST_HORIZON = 2;

/** What a reader must know of the intervals of value: what they rest on, and what was held or left out. */
export const intervalWarnings = defineStep(
  "interval-warnings",
  async (context): Promise<readonly string[]> => {
    const { plan } = await valueSnapshots(context);
    const { asOf, histories, quality } = await inputs(context);
    const { fit } = await clientValues(context);
    const { totals, windowMonths } = await shockTotals(context);
    const calendar =
      windowMonths === plan.windowMonths && windowMonths % 12 === 0 ? null : await seasons(context);
    const shock = await portfolioShock(context);
    const { horizonMonths } = context.settings;
    const told = totals.filter(tellsOfShock);
    const leftOut = totals.length - told.length;
    const history = daysBetween(quality.firstDate, asOf) / DAYS_A_MONTH;
    const missed = told.filter((total) => Math.abs(logError(total)) >= FARTHEST_LOG_SHOCK).length;
    const daily = dailyBuyers(histories, fit, horizonMonths);
    const warnings: string[] = [];
    if (plan.caution !== null) warnings.push(plan.caution);
    if (shock === null) {
      warnings.push(
        `Intervals are not calibrated: ${told.length === 0 ? "no earlier day tells" : `only ${told.length} earlier ${told.length === 1 ? "day tells" : "days tell"}`} how far all clients together stray from what is expected, and ${FEWEST_SHOCKS} are needed. They hold each client’s own luck and what is not known of the models alone, so that those of sums are too narrow.`,
      );
    }
    if (calendar !== null) {
      warnings.push(
        `Business turns with the seasons: ${monthInWords(calendar)}. How far all clients together stray is told from ${windowMonths % 12 === 0 ? "whole years" : "parts of years less what the season brings"}; what is expected of a part of a year knows no season.`,
      );
    }
    const [long] = told.flatMap(({ origin, untilToday }) =>
      untilToday === undefined ? [] : [{ origin, ...untilToday }],
    );
    if (shock?.lasting !== undefined && long !== undefined) {
      const off = Math.round(100 * Math.abs(1 - long.actual / long.predicted));
      warnings.push(
        `Over longer times than were tested less is known: from ${long.origin} on, ${plural(long.months, "month")} brought ${off}% ${long.actual < long.predicted ? "less" : "more"} than was expected of them, which is beyond chance, though ${plural(windowMonths, "month")} came as expected. Intervals of longer times are as much wider; what is expected is left as it is.`,
      );
    }
    if (leftOut > 0) {
      warnings.push(
        `${leftOut} of ${totals.length} earlier days ${leftOut === 1 ? "does" : "do"} not count for how far all clients together stray: ${leftOut === 1 ? "its total hangs" : "their totals hang"} on a handful of large clients, or on no revenue.`,
      );
    }
    if (horizonMonths > FARTHEST_HORIZON * history) {
      warnings.push(
        `The data tell of ${inMonths(history)}, the values of ${plural(horizonMonths, "month")}: what lies beyond is drawn out from little, and no interval of it was tested.`,
      );
    }
    if (missed > 0) {
      warnings.push(
        `From ${plural(missed, "earlier day")} the total was missed by more than a factor of ten; it counts as ten, and intervals are too narrow should it come again.`,
      );
    }
    if (unboundedShockOver(shock, horizonMonths) > FARTHEST_LOG_SHOCK) {
      warnings.push(
        `What moves all clients together is held within a factor of ten over ${plural(horizonMonths, "month")}; what the earlier days show would grow beyond it.`,
      );
    }
    if (daily > 0) {
      warnings.push(
        `${daily === 1 ? "One client" : `${daily} clients`} may order as often as every day: a future with as many orders as it has days ends there, so that the intervals may be too low at the top.`,
      );
    }
    return warnings;
  },
);

/** The month that differs most, and by how much. */
function monthInWords({ factors }: CalendarIndex): string {
  const most = greatest(factors.keys(), (month) => factors[month] ?? 0) ?? 0;
  return `${MONTHS[most]} brings ${(factors[most] ?? 1).toFixed(1)} times a usual month`;
}

function inMonths(months: number): string {
  if (months < 1) return "less than a month";
  return plural(Math.round(months), "month");
}
