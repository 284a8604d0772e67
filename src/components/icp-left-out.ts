import { dataTable } from "./data-table.js";
import { element } from "./element.js";
import type { IcpFacts } from "./icp-facts.js";
import { fieldInWords } from "./wording.js";

/** The fields that took no part, each with its reason. */
export function icpLeftOutTable(icp: Pick<IcpFacts, "leftOut">): HTMLElement {
  if (icp.leftOut.length === 0) return element`<p>Every field took part.</p>`;
  return dataTable({
    caption: "Fields left out",
    rows: icp.leftOut,
    download: { filename: "icp-fields-left-out.csv" },
    columns: [
      { key: "field", label: "Field", format: (value) => fieldInWords(String(value)) },
      { key: "reason", label: "Why" },
    ],
  });
}
