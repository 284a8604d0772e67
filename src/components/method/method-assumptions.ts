import type { Report } from "../../data/published/report.js";
import type { RepeatAssumptions } from "../../model/value/repeat/assumptions/repeat-assumptions.js";
import { element } from "../page/element.js";
import { emptyState } from "../page/empty-state.js";
import { dataTable } from "../tables/data-table.js";
import { assumptionCaption, assumptionRows } from "./assumption-sentences.js";

/** What the models of repeat orders suppose, and whether the data speak against it. */
export function methodAssumptions(tested: RepeatAssumptions, report: Report): HTMLElement {
  if (tested.status === "skipped") {
    return emptyState({ reason: `What the models suppose is not tested. ${tested.reason}`, report });
  }
  const table = dataTable({
    rows: assumptionRows(tested, report),
    columns: [
      { key: "supposed", label: "Supposed" },
      {
        key: "answer",
        label: "Answer",
        sortable: false,
        render: ({ answer, meaning, test }) =>
          element`<span class="bw-client">${answer}<span class="bw-id">${meaning} ${test}</span></span>`,
      },
    ],
    caption: "What the models of repeat orders suppose, tested",
    locale: report.locale,
  });
  return element`<div>${table}<p class="bw-note">${assumptionCaption(tested, report)}</p></div>`;
}
