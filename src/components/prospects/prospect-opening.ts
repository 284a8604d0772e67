import type { ProspectRow } from "../../data/published/prospect-row.js";
import type { SegmentOpening } from "../../model/lookalike/winning/segment-opening.js";
import { element } from "../page/element.js";
import type { Formatter } from "../words/format.js";

/** What to open a conversation with: how clients of the prospect's segment began; null where that is not known. */
export function openingSentence(
  prospect: Pick<ProspectRow, "segment">,
  openings: readonly SegmentOpening[],
  f: Formatter,
): string | null {
  const own = openings.find(({ segment }) => segment === prospect.segment);
  const [first, second] = own?.products ?? [];
  if (!own || !first) return null;
  const compared =
    first.began >= 1.2 * first.beganOfAll ? `, against ${f.percent(first.beganOfAll)} of all clients` : "";
  const lead = `Open with ${first.product}: ${f.percent(first.began)} of the ${f.count(own.clients)} clients of its segment began with it${compared}.`;
  return second ? `${lead} Next most often: ${second.product} (${f.percent(second.began)}).` : lead;
}

/** The opening as a paragraph; null where it is not known. */
export function prospectOpening(
  prospect: ProspectRow,
  openings: readonly SegmentOpening[],
  f: Formatter,
): HTMLElement | null {
  const sentence = openingSentence(prospect, openings, f);
  return sentence === null ? null : element`<p style="margin: 0">${sentence}</p>`;
}
