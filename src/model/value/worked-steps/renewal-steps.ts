import { sum } from "d3";
import { isoDateOf } from "../../numerics/calendar.js";
import { type BillDays, billedWithin } from "../contracts/billing.js";
import { billDaysOf, cumulativeRenewals, renewedRevenue } from "../renewals/renewal-schedule.js";
import { figure, type ValueStep, type Workings } from "./value-step.js";

/** With more, each year's renewals are one line. */
const MOST_RENEWALS_ONE_BY_ONE = 24;

/** Each renewal within the horizon with its chance; by year where they are many. */
export function renewalSteps({ forecast, calendar, margins }: Workings): ValueStep[] {
  const margin = margins.renewals;
  const lastBill = (days: BillDays): string =>
    isoDateOf(calendar.asOfDay + (days.findLast((day) => day <= calendar.horizonEnd) ?? 0));
  const horizon = { afterDay: 0, lastDay: calendar.horizonEnd };
  const renewals = forecast.renewals
    .flatMap((schedule) => {
      const revenues = renewedRevenue(schedule);
      return cumulativeRenewals(schedule).map((reached, index) => {
        const days = billDaysOf(schedule, index);
        const inParts = days.length > 1;
        const share = billedWithin(days, { ...horizon, discounted: false }, calendar);
        return {
          day: schedule.days[index] ?? 0,
          reached,
          /** That part of the term's which is billed within the horizon. */
          revenue: (revenues[index] ?? 0) * share,
          discount: billedWithin(days, { ...horizon, discounted: true }, calendar) / share,
          billed: inParts ? `, billed until ${lastBill(days)}` : "",
        };
      });
    })
    .filter(({ day }) => day <= calendar.horizonEnd);
  if (renewals.length <= MOST_RENEWALS_ONE_BY_ONE) {
    return renewals.map(({ day, reached, revenue, discount, billed }) => ({
      kind: "residual part",
      label: `Renewal on ${isoDateOf(calendar.asOfDay + day)}${billed}`,
      formula: `chance ${figure(reached)} × ${figure(revenue)} × margin ${figure(margin)} × discount ${figure(discount)}`,
      value: margin * reached * revenue * discount,
      unit: "money",
    }));
  }
  return Array.from({ length: Math.ceil(calendar.horizonMonths / 12) }, (_, year): ValueStep => {
    const until = Math.min((year + 1) * 12, calendar.horizonMonths);
    const [from, to] = [calendar.monthEnds[year * 12 - 1] ?? 0, calendar.monthEnds[until - 1] ?? 0];
    const due = renewals.filter(({ day }) => day > from && day <= to);
    const expected = sum(due, ({ reached, revenue }) => reached * revenue);
    const discounted = sum(due, ({ reached, revenue, discount }) => reached * revenue * discount);
    return {
      kind: "residual part",
      label: `Renewals of months ${year * 12 + 1} to ${until}`,
      formula: `${due.length} renewals, by their chances ${figure(expected)} × margin ${figure(margin)} × discount ${figure(expected > 0 ? discounted / expected : 1)}`,
      value: margin * discounted,
      unit: "money",
    };
  });
}
