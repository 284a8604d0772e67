import type { Report } from "../../data/published/report.js";
import { formatter } from "../words/format.js";
import { element } from "./element.js";
import { pageLink } from "./page-link.js";

/** The foot of a page: as of when, what its money is, which loaders made it, where to check it. */
export function pageFoot(options: {
  readonly loaders: readonly string[];
  readonly report: Report;
  /** From the page to the report's root: ".." on the page of an account. */
  readonly root?: "." | "..";
}): HTMLElement {
  const { loaders, report, root = "." } = options;
  const f = formatter(report);
  const files = loaders.flatMap((loader, index) => [index > 0 ? ", " : "", element`<code>${loader}</code>`]);
  return element`<footer class="bw-foot"><p>${report.company} as of ${f.date(report.asOf)}, data from ${f.date(
    report.dataFrom,
  )}. Money is ${report.moneyIs}${report.marginSet ? "" : ", no margin set"}, in ${report.currency}; values run over ${f.count(
    report.horizonMonths,
  )} months, discounted at ${f.percent(report.discountRateAnnual)} a year. Intervals are 80% unless named otherwise.</p><p><a href=${pageLink("method", {}, root)}>How the numbers are made</a> · <a href=${pageLink("quality", {}, root)}>What they rest on</a></p><p>Made by ${files}. Bellwether ${report.version}.</p></footer>`;
}
