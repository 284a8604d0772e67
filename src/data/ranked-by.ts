import { acquisitionCost } from "./acquisition-cost.js";
import { inputs } from "./inputs.js";
import { prospectScores } from "./prospect-scores.js";
import type { RunContext } from "./run-context.js";

/** What the list of prospects is ordered by, in words; empty without a list. */
export async function rankedBy(context: RunContext): Promise<string> {
  const scored = await prospectScores(context);
  if (scored === null) return "";
  if (!scored.scores.some((score) => score.pWin !== null)) {
    return "win index × expected CLV (no lost deals and no stated win rate: no probability of winning)";
  }
  const cac = await acquisitionCost(context);
  if (cac === null)
    return "expected value: P(win) × expected CLV; what winning costs is not known and counts as 0";
  const { currency } = await inputs(context);
  const cost = new Intl.NumberFormat(context.settings.locale, {
    style: "currency",
    currency,
    maximumFractionDigits: 0,
  });
  return `expected value: P(win) × expected CLV − ${cost.format(cac.perClient)}, the cost of winning a client`;
}
