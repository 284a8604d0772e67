import type { ProspectRow } from "../../data/published/prospect-row.js";
import { element } from "../page/element.js";
import type { Formatter } from "../words/format.js";

type Judgement = ProspectRow["judgements"][number];

/** One judgement in words: who, when, what it is thought to be worth, where it stands among that person's accounts. */
export function judgementInWords(judgement: Judgement, f: Formatter): string {
  const { by, date, rank, estimate, note } = judgement;
  const worth = estimate === null ? null : `worth ${f.moneyShort(estimate)}`;
  const place = rank === null ? null : `ranked ${f.count(rank)}`;
  const said = [worth, place].filter((part) => part !== null).join(", ");
  const who = by === "" ? "An executive" : by;
  return `${who}, ${f.date(date)}${said === "" ? "" : `: ${said}`}${note === null || note === "" ? "" : ` – ${note}`}`;
}

/** The estimate of the latest judgement with one, else its rank in words; null where nobody judged. */
export function judgementShort(judgements: readonly Judgement[], f: Formatter): string | null {
  const [latest] = judgements;
  if (latest === undefined) return null;
  const estimate = judgements.find((one) => one.estimate !== null)?.estimate ?? null;
  if (estimate !== null) return f.moneyShort(estimate);
  return latest.rank === null ? "noted" : `rank ${f.count(latest.rank)}`;
}

/** What executives said of a prospect; null where nobody did. */
export function prospectJudgements(judgements: readonly Judgement[], f: Formatter): HTMLElement | null {
  if (judgements.length === 0) return null;
  return element`<ul style="margin: 0; padding-left: 1.1em">${judgements.map((one) => element`<li>${judgementInWords(one, f)}</li>`)}</ul>`;
}
