import type { Interval } from "../../data/published/common.js";
import type { Report } from "../../data/published/report.js";
import type { ValuePage } from "../../data/published/value.js";
import { element } from "../page/element.js";
import { stat, stats } from "../page/stat.js";
import { formatter } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";

/** The headline numbers of client value, and why they do not add up. */
export function valueStats(value: ValuePage, report: Report): HTMLElement {
  const f = formatter(report);
  const { clv, historic, residual, expectedRevenue12m, revenueLast12Months } = value.totals;
  const months = `${f.count(report.horizonMonths)} months`;
  const between = ({ low, high }: Interval) => `80%: ${f.moneyTotal(low)} to ${f.moneyTotal(high)}`;
  const figures = stats(
    stat({
      label: `Lifetime value, first ${months}`,
      value: f.moneyTotal(clv.value),
      interval: between(clv),
    }),
    stat({
      label: `${sentenceCase(report.moneyIs)} earned so far`,
      value: f.moneyTotal(historic),
      note: `up to ${f.date(report.asOf)}`,
    }),
    stat({
      label: `${sentenceCase(report.moneyIs)} expected, next ${months}`,
      value: f.moneyTotal(residual.value),
      interval: between(residual),
    }),
    stat({
      label: "Revenue, next 12 months",
      value: f.moneyTotal(expectedRevenue12m.value),
      interval: between(expectedRevenue12m),
      note: `from today’s clients, without new ones; last 12 months: ${f.moneyTotal(revenueLast12Months)}`,
    }),
  );
  return element`<div>${figures}<p class="bw-note">These do not add up: lifetime value counts the first ${months} of each client alone, discounted to the day it was won; earned is all so far, not discounted; expected are the ${months} from ${f.date(report.asOf)}, discounted to that day.</p></div>`;
}
