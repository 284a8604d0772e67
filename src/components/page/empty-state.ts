import type { Report } from "../../data/published/report.js";
import { asSentence } from "../words/wording.js";
import { element } from "./element.js";

/** A table, or columns of it. */
export type Needs = string | { readonly table: string; readonly columns: readonly string[] };

/** What stands in place of a page, or of a part, whose analysis could not run: why, and what would change that. */
export function emptyState(options: {
  readonly reason: string;
  /** The table, or its columns, that would fill it; null when more rows are needed; left out when the reason says it all. */
  readonly needs?: Needs | null;
  readonly report: Pick<Report, "company" | "tables">;
}): HTMLElement {
  const { reason, needs, report } = options;
  const kicker =
    needs === undefined
      ? "Not available"
      : needs === null
        ? "Too little data to tell"
        : "Not in the data yet";
  return element`<div class="bw-empty" role="group" aria-label=${kicker}><p class="bw-empty-kicker">${kicker}</p><p class="bw-empty-reason">${asSentence(reason)}</p>${remedy(needs, report)}</div>`;
}

function remedy(
  needs: Needs | null | undefined,
  { company, tables }: Pick<Report, "company" | "tables">,
): HTMLElement | null {
  if (needs === undefined) return null;
  if (needs === null) {
    return element`<p>No other file is missing: the answer needs more clients, or a longer history, than there are.</p>`;
  }
  const file = typeof needs === "string" ? needs : needs.table;
  const columns =
    typeof needs === "string"
      ? []
      : needs.columns.flatMap((column, at) => [at === 0 ? "" : " or ", element`<code>${column}</code>`]);
  const readme = "The columns it takes are in the data folder’s README.";
  if (!tables.includes(file.replace(/\..*$/, ""))) {
    const named = columns.length > 0 ? [", with ", ...columns, ","] : [];
    return element`<p>Put <code>${file}</code>${named} into ${company}’s data folder and build again. ${readme}</p>`;
  }
  if (columns.length === 0) {
    return element`<p><code>${file}</code> is in ${company}’s data folder, but holds nothing that answers this. ${readme}</p>`;
  }
  return element`<p>Add the columns ${columns} to <code>${file}</code>, or fill them, and build again. ${readme}</p>`;
}
