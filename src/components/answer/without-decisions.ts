import type { AnswerPage } from "../../data/published/answer.js";
import type { Report } from "../../data/published/report.js";
import { element } from "../page/element.js";
import { formatter } from "../words/format.js";

/** What each table that may be missing would let a leader decide. */
const UNLOCKS: readonly (readonly [table: string, decision: string])[] = [
  ["prospects", "whom to call next"],
  ["spend", "how much to spend on winning and keeping clients, and where"],
  ["initiatives", "what to go on with, and what to end"],
  ["signals", "whom to keep, and what that is worth"],
  ["opportunities", "how likely a prospect is won, and what the pipeline is worth"],
  ["clients", "which kind of client to look for"],
];

/** Where no decision is borne out by the data: what they do say, and what would let one be taken. */
export function withoutDecisions(
  answer: Pick<AnswerPage, "clients" | "residual">,
  report: Report,
): HTMLElement {
  const f = formatter(report);
  const { value, low, high } = answer.residual;
  const missing = UNLOCKS.filter(([table]) => !report.tables.includes(table));
  const known = `These data bear out no decision yet. What they say: the ${f.count(answer.clients)} clients won so far are expected to bring ${f.moneyTotal(value)} more over the next ${f.count(report.horizonMonths)} months (${f.moneyTotal(low)} to ${f.moneyTotal(high)}).`;
  return missing.length === 0
    ? element`<div><p>${known} No file is missing: it takes more clients, or a longer history.</p></div>`
    : element`<div><p>${known} More could be decided with:</p><ul>${missing.map(
        ([table, decision]) => element`<li><code>${table}.csv</code>: ${decision}</li>`,
      )}</ul></div>`;
}
