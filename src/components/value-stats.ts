import { formatter } from "./format.js";
import type { Interval, ReportFacts } from "./report-facts.js";
import { stat, stats } from "./stat.js";
import type { ValueData } from "./value-data.js";

/** The headline numbers of client value. */
export function valueStats(value: ValueData, report: ReportFacts): HTMLElement {
  const f = formatter(report);
  const { clv, historic, residual, expectedRevenue12m, revenueLast12Months } = value.totals;
  const between = ({ low, high }: Interval) => `80%: ${f.moneyShort(low, 3)} to ${f.moneyShort(high, 3)}`;
  return stats(
    stat({ label: "Lifetime value", value: f.moneyShort(clv.value, 3), interval: between(clv) }),
    stat({
      label: "Earned so far",
      value: f.moneyShort(historic, 3),
      note: `${report.moneyIs} up to ${f.date(report.asOf)}`,
    }),
    stat({
      label: `Expected, next ${f.count(report.horizonMonths)} months`,
      value: f.moneyShort(residual.value, 3),
      interval: between(residual),
    }),
    stat({
      label: "Revenue, next 12 months",
      value: f.moneyShort(expectedRevenue12m.value, 3),
      interval: between(expectedRevenue12m),
      note: `last 12 months: ${f.moneyShort(revenueLast12Months, 3)}`,
    }),
  );
}
