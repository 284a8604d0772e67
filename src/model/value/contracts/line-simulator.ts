import { changeDrawer, ratioDrawer } from "../expansion/fit-expansion.js";
import { swingDrawers } from "../expansion/swing-drawers.js";
import type { RenewalSchedule } from "../forecast/client-forecast.js";
import type { ForecastCalendar } from "../forecast/forecast-calendar.js";
import type { PeriodFutures } from "../forecast/simulated-period.js";
import { billDaysOf, cumulativeRenewals } from "../renewals/renewal-schedule.js";
import { billedWithin } from "./billing.js";

/** How many of falling chances lie above a draw. */
function renewedTimes(reached: readonly number[], uniform: number): number {
  let [low, high] = [0, reached.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (uniform < (reached[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A function that adds one simulated future of a line's renewals to the periods and returns the day until which it
 * lives.
 *
 * How often it is renewed is one draw from the survival curve; between changes of revenue, which come after a
 * geometric number of renewals, all terms bring alike and are added at once. Where they swing around a level they are
 * added one by one.
 */
export function lineSimulator(
  schedule: RenewalSchedule,
  periods: readonly PeriodFutures[],
  calendar: ForecastCalendar,
  margin: number,
  random: () => number,
): (draw: number) => number {
  const { days, expansion, expansionWeights, factors } = schedule;
  const reached = cumulativeRenewals(schedule);
  const forecastEnd = calendar.monthEnds.at(-1) ?? 0;
  const nextChange = changeDrawer(expansion, random);
  const drawRatio = ratioDrawer(expansion, random);
  const swings = schedule.swings === undefined ? null : swingDrawers(schedule.swings, random);
  /** Entry k of a period is what a unit of revenue in each of the first k renewals counts. */
  const running = periods.map((period) => {
    const totals = new Float64Array(days.length + 1);
    days.forEach((_, index) => {
      const weight = (factors?.[index] ?? 1) * (period.discounted ? margin : 1);
      const counted = billedWithin(billDaysOf(schedule, index), period, calendar);
      totals[index + 1] = (totals[index] ?? 0) + weight * counted;
    });
    return totals;
  });
  const addTerms = (draw: number, from: number, to: number, amount: number): void => {
    for (let index = 0; index < periods.length; index += 1) {
      const value = periods[index]?.value;
      const totals = running[index];
      if (value === undefined || totals === undefined) continue;
      value[draw] = (value[draw] ?? 0) + amount * ((totals[to] ?? 0) - (totals[from] ?? 0));
    }
  };
  return (draw) => {
    const renewals = renewedTimes(reached, random());
    let amount = schedule.revenue * (swings?.level() ?? 1);
    let from = 0;
    let change = -1;
    while (from < renewals) {
      change += 1 + nextChange();
      const to = Math.min(change, renewals);
      if (swings === null) addTerms(draw, from, to, amount);
      else for (let term = from; term < to; term += 1) addTerms(draw, term, term + 1, amount * swings.term());
      if (change < renewals) amount *= 1 + (expansionWeights[change] ?? 0) * (drawRatio() - 1);
      from = to;
    }
    return (days[renewals] ?? forecastEnd + 1) - 1;
  };
}
