import type { SegmentRow } from "../../data/published/segments.js";
import { plural } from "../../model/words/plural.js";
import { element } from "../page/element.js";
import { pageLink } from "../page/page-link.js";
import type { Formatter } from "../words/format.js";

/** Clients in the middle of a segment, and the best of the prospects that belong to it. */
export function segmentMembers(segment: SegmentRow, f: Formatter): HTMLElement {
  const all = pageLink("prospects", { segment: segment.name, within: "false" });
  const clients = segment.typicalMembers.map(({ clientId, name, clv }) =>
    row(pageLink("value", { client: clientId }), name, f.moneyShort(clv)),
  );
  const prospects = segment.topProspects.map(({ prospectId, name, rank, expectedClv }) =>
    row(
      pageLink("prospects", { segment: segment.name, within: "false", id: prospectId }),
      `${f.count(rank)}. ${name}`,
      f.moneyShort(expectedClv),
    ),
  );
  const typical = list(
    "Typical high-value clients",
    "CLV",
    clients,
    element`<p class="bw-note">Those nearest to the middle of the segment.</p>`,
  );
  if (segment.prospects === null) return typical;
  const belong =
    segment.prospects > 0
      ? element`<p><a href=${all}>${plural(f.count(segment.prospects), "prospect belongs", "prospects belong")} to this segment</a></p>`
      : element`<p>No prospect belongs to this segment.</p>`;
  return element`<div class="bw-grid-2">${typical}${list("Best prospects like them", "Expected CLV", prospects, belong)}</div>`;
}

function list(title: string, measure: string, rows: readonly HTMLElement[], after: HTMLElement): HTMLElement {
  const head =
    rows.length > 0
      ? element`<div style="display: flex; justify-content: space-between; border-bottom: 1px solid var(--bw-rule); color: var(--bw-muted)"><span>${title}</span><span>${measure}</span></div>`
      : null;
  return element`<div>${head}<ul style="margin: 0 0 0.75rem; padding: 0; list-style: none">${rows}</ul>${after}</div>`;
}

function row(link: string, name: string, money: string): HTMLElement {
  return element`<li style="display: flex; justify-content: space-between; gap: 1rem; padding: 0.3rem 0; border-bottom: 1px solid var(--bw-hairline)"><a href=${link}>${name}</a><span style="font-variant-numeric: tabular-nums">${money}</span></li>`;
}
