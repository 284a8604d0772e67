import type { LookalikeResult } from "./prospect-score.js";

/** What the list is ordered by, in words; `money` writes an amount in the report's currency. */
export function rankedBy(
  { scores, pursuitCost }: Pick<LookalikeResult, "scores" | "pursuitCost">,
  money: (amount: number) => string,
): string {
  if (scores.every((score) => score.pWin === null)) {
    return `win index × expected CLV (no lost deals and no stated win rate: no probability of winning)`;
  }
  const cost =
    pursuitCost === null
      ? "; what winning costs is not known and counts as 0"
      : ` − ${money(pursuitCost)}, what pursuing one prospect costs, won or lost`;
  return `expected value: P(win) × expected CLV${cost}`;
}
