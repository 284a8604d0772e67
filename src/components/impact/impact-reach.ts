import type { ImpactPage, InitiativeRow } from "../../data/published/impact.js";
import type { Report } from "../../data/published/report.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { element } from "../page/element.js";
import { formatter } from "../words/format.js";
import { asSentence } from "../words/wording.js";

/** Each initiative with its dates, whom it touched, and why it cannot be judged where it cannot. */
export function impactReach(impact: ImpactPage, report: Report): HTMLElement {
  const f = formatter(report);
  const facts = (one: InitiativeRow): string[] => [
    one.note ?? "",
    `From ${f.date(one.startsOn)}${one.endsOn === null ? "" : ` to ${f.date(one.endsOn)}`}`,
    one.reach === null ? "" : `Touched ${one.reach}`,
    one.obstacle === null
      ? `${f.count(one.touched)} touched clients were there when it began, and ${f.count(one.untouched)} untouched ones`
      : `Not judged: ${one.obstacle}`,
    one.unknownValues.length === 0 ? "" : `No client has the value ${listInWords(one.unknownValues)}`,
    one.method === "own past"
      ? "Nobody comparable was left untouched, so its clients are set against their own past: whatever else began then would look the same"
      : "",
  ];
  return element`<dl class="bw-confidence">${impact.initiatives.map(
    (one) =>
      element`<div class="bw-confidence-item"><dt>${one.name}</dt><dd>${facts(one)
        .filter((fact) => fact !== "")
        .map(asSentence)
        .join(" ")}</dd></div>`,
  )}</dl>`;
}
