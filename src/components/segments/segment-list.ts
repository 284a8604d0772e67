import type { SegmentRow } from "../../data/published/segments.js";
import { intervalBar } from "../charts/interval-bar.js";
import { colour, segmentColour } from "../charts/palette.js";
import { element } from "../page/element.js";
import type { Formatter } from "../words/format.js";
import { byWorth, meanClv, segmentListTitle } from "./segment-sentences.js";

/** The segments, worth most first: value against size, mean CLV, prospects. Its value is the chosen segment's id. */
export function segmentList(
  segments: readonly SegmentRow[],
  options: { readonly f: Formatter; readonly value: string },
): HTMLElement & { value: string } {
  const { f } = options;
  const rows = byWorth(segments);
  const longest = Math.max(...rows.flatMap((row) => [row.shareOfClv ?? 0, row.shareOfClients]));
  const totals = rows.map(({ clv }) => clv.total);
  const clvMin = 1.05 * Math.min(0, ...rows.map(({ clv }) => clv.mean.low));
  const clvMax = 1.05 * Math.max(0, ...rows.map(({ clv }) => clv.mean.high));
  const name = "segment-choice";
  const lines = rows.map((row) => {
    const input = element`<input type="radio" name=${name} value=${row.segmentId} style="margin: 0 0.5em 0 0; accent-color: var(--bw-ink)">`;
    if (input instanceof HTMLInputElement) input.checked = row.segmentId === options.value;
    const ink = segmentColour(row.colour);
    const mean = f.moneyParts(row.clv.mean);
    return element`<label style="display: grid; grid-template-columns: repeat(auto-fit, minmax(12.5rem, 1fr)); gap: 0.5rem 2rem; padding: 0.8rem 0; border-bottom: 1px solid var(--bw-hairline); cursor: pointer"><span>${input}<span class="bw-swatch" style=${{ background: ink }}></span><strong>${row.name}</strong><span class="bw-note" style="display: block; padding-left: 1.6em">${f.count(row.clients)} clients, ${f.count(row.highValueClients)} high-value${row.prospects === null ? "" : `; ${f.count(row.prospects)} prospects`}${row.isNew ? "; new since the previous report" : ""}</span></span><span>${
      row.shareOfClv === null ? totalBar(row, totals, f) : shareBar(row, row.shareOfClv, longest, f)
    }${
      carriedByOne(row)
        ? element`<span class="bw-note" style="display: block">${carriedSentence(row, f)}</span>`
        : null
    }</span><span><span style="font-weight: 600">${mean.value}</span> <span class="bw-note">a client, ${mean.low} to ${mean.high}</span><span style="display: block">${intervalBar(
      row.clv.mean,
      { min: clvMin, max: clvMax, label: `mean CLV ${f.moneyInterval(row.clv.mean)}`, colour: ink },
    )}</span></span></label>`;
  });
  const field = element`<fieldset style="margin: 0; padding: 0; border: 0"><legend class="bw-note" style="padding: 0 0 0.4rem">Choose a segment to see what sets it apart. ${rows.some(({ shareOfClv }) => shareOfClv === null) ? "Bars: lifetime value in all; the line: 0." : "Bars: share of lifetime value; the mark: share of clients."} All clients: ${f.moneyShort(meanClv(segments))} each.</legend>${lines}</fieldset>`;
  const figure = element`<div class="bw-figure bw-figure-lead"><h2 class="bw-figure-title" style="padding: 0; border: 0; margin-bottom: 0.4rem">${segmentListTitle(segments, f)}</h2>${field}</div>`;
  const chosen = () =>
    field.querySelector<HTMLInputElement>(`input[name="${name}"]:checked`)?.value ?? options.value;
  const result = Object.assign(figure, { value: options.value });
  Object.defineProperty(result, "value", { get: chosen });
  return result;
}

/** Whether one of several clients holds more than half of what a segment comes to. */
function carriedByOne({ clients, largestShare }: SegmentRow): boolean {
  return clients > 2 && largestShare !== null && largestShare > 0.5;
}

function carriedSentence({ largestShare }: SegmentRow, f: Formatter): string {
  return `One client holds ${f.percent(largestShare ?? 0)} of it.`;
}

/** What the clients of a segment come to, to the right or the left of 0: where shares of the total mean nothing. */
function totalBar({ clv, shareOfClients, colour: ink }: SegmentRow, totals: readonly number[], f: Formatter) {
  const [least, most] = [Math.min(0, ...totals), Math.max(0, ...totals)];
  const at = (amount: number) => `${(100 * (amount - least)) / (most - least || 1)}%`;
  const from = Math.min(0, clv.total);
  const bar = {
    marginLeft: at(from),
    width: `calc(${at(Math.max(0, clv.total))} - ${at(from)})`,
    height: "100%",
    background: segmentColour(ink),
  };
  const mark = { left: at(0), background: colour.ink };
  return element`<span><span style="font-weight: 600">${f.moneyTotal(clv.total)}</span> <span class="bw-note">in all with ${f.percent(shareOfClients)} of clients</span><span aria-hidden="true" style="position: relative; display: block; height: 12px; margin: 2px 0"><span style=${{ display: "block", ...bar }}></span><span style=${{ position: "absolute", top: "-3px", height: "18px", width: "2px", ...mark }}></span></span></span>`;
}

function shareBar(segment: SegmentRow, shareOfClv: number, longest: number, f: Formatter): HTMLElement {
  const at = (share: number) => `${(100 * Math.max(0, share)) / longest}%`;
  const bar = { width: at(shareOfClv), height: "100%", background: segmentColour(segment.colour) };
  const mark = { left: at(segment.shareOfClients), background: colour.ink };
  return element`<span><span style="font-weight: 600">${f.percent(shareOfClv)}</span> <span class="bw-note">of value with ${f.percent(segment.shareOfClients)} of clients</span><span aria-hidden="true" style="position: relative; display: block; height: 12px; margin: 2px 0"><span style=${{ display: "block", ...bar }}></span><span style=${{ position: "absolute", top: "-3px", height: "18px", width: "2px", ...mark }}></span></span></span>`;
}
