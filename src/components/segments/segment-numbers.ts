import type { SegmentRow } from "../../data/published/segments.js";
import { colour, segmentColour } from "../charts/palette.js";
import { element } from "../page/element.js";
import type { Formatter } from "../words/format.js";
import { fieldInWords, sentenceCase } from "../words/wording.js";

type NumberProfile = SegmentRow["numbers"][number];

/** Numeric fields of a segment: the middle half and the median on a line, with the median of all clients as a mark. */
export function segmentNumbers(
  segment: SegmentRow,
  segments: readonly SegmentRow[],
  f: Formatter,
): HTMLElement {
  const known = segment.numbers.filter((row) => row.median !== null);
  if (known.length === 0) return element`<p class="bw-note">No numeric field is known of these clients.</p>`;
  return element`<div>${known.map((row) => numberRow(row, rangeOf(row.field, segments), segmentColour(segment.colour), f))}<p class="bw-note">Bar: the middle half of the segment; dot: its median; mark: the median of all clients. A line has the same scale for every segment.</p></div>`;
}

function numberRow(
  row: NumberProfile,
  [low, high]: readonly [number, number],
  ink: string,
  f: Formatter,
): HTMLElement {
  const { median, medianAllClients, q25, q75 } = row;
  const text = (value: number | null) => (value === null ? "unknown" : numberInWords(row.field, value, f));
  const at = (value: number) => (100 * (value - low)) / (high - low);
  const mark = (left: number, style: Readonly<Record<string, string>>) =>
    element`<span style=${{ position: "absolute", left: `${left}%`, ...style }}></span>`;
  const drawing = [
    mark(0, { right: "0", top: "8px", height: "1px", background: colour.hairline }),
    q25 !== null && q75 !== null
      ? mark(at(q25), {
          width: `${at(q75) - at(q25)}%`,
          top: "4px",
          height: "9px",
          background: ink,
          opacity: "0.4",
        })
      : null,
    medianAllClients === null
      ? null
      : mark(at(medianAllClients), { top: "-2px", height: "21px", width: "2px", background: colour.ink }),
    median === null
      ? null
      : mark(at(median), {
          top: "2px",
          marginLeft: "-6px",
          width: "12px",
          height: "12px",
          borderRadius: "50%",
          background: ink,
        }),
  ];
  const range = q25 !== null && q75 !== null ? `half lie between ${text(q25)} and ${text(q75)}; ` : "";
  return element`<div style="margin: 0 0 1rem"><div><strong>${sentenceCase(fieldInWords(row.field))}</strong> ${text(median)} <span class="bw-note">${range}all clients ${text(medianAllClients)}</span></div><div aria-hidden="true" style="position: relative; height: 17px; margin-top: 5px">${drawing}</div></div>`;
}

/** Years stand as they are, other numbers with separators or, from a million, shortened. */
export function numberInWords(field: string, value: number, f: Formatter): string {
  if (/year|founded/i.test(field) && value >= 1000 && value < 2200) return String(Math.round(value));
  if (Math.abs(value) >= 1e6) return `${f.number(Math.round(value / 1e5) / 10)} million`;
  return Math.abs(value) >= 10 ? f.count(value) : f.number(value);
}

/** From the lowest to the highest value that any segment draws for a field, with some room at both ends. */
export function rangeOf(field: string, segments: readonly SegmentRow[]): readonly [number, number] {
  const values = segments
    .flatMap(({ numbers }) => numbers.filter((row) => row.field === field))
    .flatMap(({ median, medianAllClients, q25, q75 }) => [median, medianAllClients, q25, q75])
    .filter((value) => value !== null);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = 0.06 * (high - low || Math.abs(high) || 1);
  return [low - room, high + room];
}
