import type { ProspectRow } from "../../data/published/prospect-row.js";
import type { ProspectsPage } from "../../data/published/prospects.js";
import { fieldLabel } from "../../model/firmographics/field-meaning.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { element } from "../page/element.js";
import type { Formatter } from "../words/format.js";
import { fieldInWords, sentenceCase } from "../words/wording.js";
import { firmographicInWords } from "./prospect-about.js";
import { prospectJudgements } from "./prospect-judgements.js";
import { prospectOpening } from "./prospect-opening.js";
import { prospectReasons } from "./prospect-reasons.js";
import { prospectValueLine } from "./prospect-value-line.js";
import type { SegmentCast } from "./segment-cast.js";

/** Why one prospect scores as it does, what it would be worth, and what is not known of it. */
export function prospectPanel(
  prospect: ProspectRow,
  { openings, start }: Pick<ProspectsPage, "openings" | "start">,
  f: Formatter,
  cast: SegmentCast,
): HTMLElement {
  const facts = Object.entries(prospect.firmographics).map(
    ([field, value]) =>
      element`<div style="display: flex; gap: 0.5em"><dt class="bw-note">${sentenceCase(fieldInWords(field))}</dt><dd style="margin: 0; overflow-wrap: anywhere">${firmographicInWords(field, value, f)}</dd></div>`,
  );
  const segment =
    prospect.segment === null
      ? null
      : element`<p style="margin: 0 0 0.5rem"><span class="bw-swatch" style=${{ background: cast.colour(prospect.segment) }}></span><strong>${prospect.segment}</strong> <span class="bw-note">is the segment it belongs to; likeness to the high-value clients ${f.percent(prospect.similarity)}</span></p>`;
  const column = (title: string, content: readonly (Node | null)[]) =>
    element`<div style="min-width: 0"><h3 style="margin: 0 0 0.5rem; font: 600 1rem/1.3 var(--bw-serif)">${title}</h3>${content}</div>`;
  return element`<section aria-label=${`Why ${prospect.name} scores as it does`} style="position: sticky; left: 0; max-width: calc(100cqi - 2.5rem); display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1.5rem 3.5rem; white-space: normal; text-align: left"><div style="grid-column: 1 / -1">${standing(prospect, f)}</div>${column(
    "Why",
    [
      prospectReasons(prospect, start, f),
      ...titled("To open with", prospectOpening(prospect, openings, f)),
      ...titled("What executives say", prospectJudgements(prospect.judgements, f)),
    ],
  )}${column("Worth", [prospectValueLine(prospect, f), element`<h3 style="margin: 1.1rem 0 0.5rem; font: 600 1rem/1.3 var(--bw-serif)">Known</h3>`, segment, element`<dl style="display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 0.1rem 1.5rem; margin: 0">${facts}</dl>`, unknowns(prospect)])}</section>`;
}

function titled(title: string, content: HTMLElement | null): readonly HTMLElement[] {
  if (content === null) return [];
  return [
    element`<h3 style="margin: 1.1rem 0 0.5rem; font: 600 1rem/1.3 var(--bw-serif)">${title}</h3>`,
    content,
  ];
}

function standing(prospect: ProspectRow, f: Formatter): HTMLElement {
  const win =
    prospect.pWin === null
      ? `${f.multiple(prospect.winIndex)} as easily won as the average prospect`
      : `won with a probability of ${f.percent(prospect.pWin)}, ${f.multiple(prospect.winIndex)} the average`;
  const value =
    prospect.expectedValue === null ? "" : `; expected value ${f.moneyShort(prospect.expectedValue)}`;
  return element`<p style="margin: 0">Rank ${f.count(prospect.rank)}, tier ${prospect.tier}: ${win}${value}. Confidence: ${prospect.confidence}.</p>`;
}

function unknowns(prospect: ProspectRow): HTMLElement | null {
  const missing = Object.entries(prospect.firmographics)
    .filter(([, value]) => value === "" || value === "unknown")
    .map(([field]) => fieldLabel(field));
  const flags = prospect.flags.filter((flag) => !missing.some((field) => flag === `${field} unknown`));
  if (missing.length === 0 && flags.length === 0) return null;
  const asked = missing.length > 0 ? `Not known, and worth asking for: ${listInWords(missing)}. ` : "";
  const told = flags.length > 0 ? `${sentenceCase(listInWords(flags))}.` : "";
  return element`<p class="bw-alert" style="margin: 0.6rem 0 0">${asked}${told}</p>`;
}
