import { element } from "./element.js";
import type { ReportFacts } from "./report-facts.js";
import { asSentence } from "./wording.js";

/** What stands in place of a page, or of a part, whose analysis could not run: why, and what would change that. */
export function emptyState(options: {
  readonly reason: string;
  /** The table that would fill it, e.g. "prospects.csv"; null when more rows are needed; left out when the reason says it all. */
  readonly needs?: string | null;
  readonly report: Pick<ReportFacts, "company">;
}): HTMLElement {
  const { reason, needs, report } = options;
  const kicker =
    needs === undefined
      ? "Not available"
      : needs === null
        ? "Too little data to tell"
        : "Not in the data yet";
  return element`<section class="bw-empty" aria-label=${kicker}><p class="bw-empty-kicker">${kicker}</p><p class="bw-empty-reason">${asSentence(reason)}</p>${remedy(needs, report.company)}</section>`;
}

function remedy(needs: string | null | undefined, company: string): HTMLElement | null {
  if (needs === undefined) return null;
  if (needs === null) {
    return element`<p>No other file is missing: the answer needs more clients, or a longer history, than there are.</p>`;
  }
  return element`<p>Put <code>${needs}</code> into ${company}’s data folder and build again. The columns it takes are in the data folder’s README.</p>`;
}
