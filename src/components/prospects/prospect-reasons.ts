import type { ProspectRow } from "../../data/published/prospect-row.js";
import type { ProspectsPage } from "../../data/published/prospects.js";
import { type ExplainedScore, reasonsWithRest } from "../../model/lookalike/reasons/reasons-with-rest.js";
import { colour } from "../charts/palette.js";
import { element } from "../page/element.js";
import type { Formatter } from "../words/format.js";
import { fieldInWords, sentenceCase } from "../words/wording.js";

type Reason = ProspectRow["reasons"][number];

/** Why a prospect scores as it does: multipliers of where the average account starts, bars on one log scale to both sides of "no effect". */
export function prospectReasons(
  prospect: ExplainedScore,
  start: ProspectsPage["start"],
  f: Formatter,
): HTMLElement {
  const chance = prospect.pWin === null ? f.multiple : f.percent;
  const parts = [
    {
      rows: reasonsWithRest(prospect, start, "value"),
      title: `What it would ${prospect.expectedLoss > 0 ? "gain" : "be worth"}: ${f.moneyShort(start.value)} for a client average in everything, times`,
      ink: colour.proposed,
    },
    {
      rows: reasonsWithRest(prospect, start, "win"),
      title: `How easily it is won: ${chance(start.win)} for an account average in everything, times`,
      ink: colour.everyone,
    },
  ].filter(({ rows }) => rows.length > 0);
  const furthest = Math.max(
    Math.log(1.5),
    ...parts.flatMap(({ rows }) => rows.map(({ multiplier }) => Math.abs(Math.log(multiplier)))),
  );
  const groups = parts.map(
    ({ rows, title, ink }) =>
      element`<div style="margin-bottom: 0.9rem"><div class="bw-note" style="margin-bottom: 0.25rem">${title}</div><ul style="list-style: none; margin: 0; padding: 0; max-width: none">${rows.map((row) => reasonRow(row, furthest, ink, f))}</ul></div>`,
  );
  const loss =
    prospect.expectedLoss > 0
      ? element`<p class="bw-note">Less ${f.moneyShort(prospect.expectedLoss)}: some clients bring a loss, and it may be one of them.</p>`
      : null;
  if (groups.length === 0)
    return element`<div><p class="bw-note">Nothing known of this prospect moves it from the average.</p>${loss}</div>`;
  return element`<div>${groups}${loss}</div>`;
}

function reasonRow(reason: Reason, furthest: number, ink: string, f: Formatter): HTMLElement {
  const reach = (50 * Math.abs(Math.log(reason.multiplier))) / furthest;
  const up = reason.multiplier >= 1;
  const bar = {
    position: "absolute",
    top: "3px",
    height: "12px",
    left: `${up ? 50 : 50 - reach}%`,
    width: `${reach}%`,
    background: ink,
    opacity: up ? "1" : "0.5",
  };
  return element`<li style="display: grid; grid-template-columns: minmax(6rem, 1fr) minmax(4rem, 1fr) 3.2rem; gap: 0.75rem; align-items: center; padding: 0.12rem 0; line-height: 1.25"><span style="overflow-wrap: anywhere"><span class="bw-note">${sentenceCase(fieldInWords(reason.field))}</span> ${reason.value}</span><span aria-hidden="true" style="position: relative; height: 18px"><span style=${bar}></span><span style="position: absolute; left: 50%; top: 0; bottom: 0; width: 1px; background: var(--bw-ink)"></span></span><strong style="text-align: right; font-variant-numeric: tabular-nums">${f.multiple(reason.multiplier)}</strong></li>`;
}
