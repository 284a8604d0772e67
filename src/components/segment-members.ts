import { dataTable } from "./data-table.js";
import { element } from "./element.js";
import type { Formatter } from "./format.js";
import type { SegmentFacts } from "./segment-facts.js";
import { plural } from "./wording.js";

/** Clients in the middle of a segment, and the way to the prospects that belong to it. */
export function segmentMembers(segment: SegmentFacts, f: Formatter): HTMLElement {
  const table = dataTable({
    caption: `Typical clients of ${segment.name}`,
    rows: segment.typicalMembers,
    columns: [
      { key: "name", label: "Client" },
      { key: "clientId", label: "Id", only: "file" },
      { key: "clv", label: "CLV", format: (value) => f.moneyShort(Number(value)) },
    ],
  });
  const link = `./prospects?${new URLSearchParams({ segment: segment.name, within: "false" })}`;
  const prospects =
    segment.prospects > 0
      ? element`<p><a href=${link}>${plural(f.count(segment.prospects), "prospect belongs", "prospects belong")} to this segment</a></p>`
      : element`<p>No prospect belongs to this segment.</p>`;
  return element`<div>${segment.typicalMembers.length > 0 ? table : null}${prospects}</div>`;
}
