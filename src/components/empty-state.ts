import { element } from "./element.js";
import type { ReportFacts } from "./report-facts.js";

/** What stands in place of a page, or of a part, whose analysis could not run: why, and what would change that. */
export function emptyState(options: {
  readonly reason: string;
  /** The table that would fill it, e.g. "prospects.csv"; null when more rows are needed, not another file. */
  readonly needs?: string | null;
  readonly report: Pick<ReportFacts, "company">;
}): HTMLElement {
  const { reason, needs, report } = options;
  const remedy = needs
    ? element`<p>Put <code>${needs}</code> into ${report.company}’s data folder and build again. The columns it takes are in the data folder’s README.</p>`
    : element`<p>No other file is missing: the answer needs more clients, or a longer history, than there are.</p>`;
  return element`<section class="bw-empty" aria-label="Not available yet"><p class="bw-empty-kicker">${needs ? "Not in the data yet" : "Too little data to tell"}</p><p class="bw-empty-reason">${reason}</p>${remedy}</section>`;
}
