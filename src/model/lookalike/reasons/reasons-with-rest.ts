import type { Reason } from "./reasons.js";

const LEAST_REST = Math.log(1.005);

/** What a prospect is expected to come to, and why. */
export interface ExplainedScore {
  readonly expectedClv: number;
  readonly expectedLoss: number;
  readonly winIndex: number;
  readonly pWin: number | null;
  readonly reasons: readonly Reason[];
}

/** Reasons of one part from the strongest up to the strongest down. */
export function rankedReasons(reasons: readonly Reason[], part: Reason["part"]): readonly Reason[] {
  return reasons.filter((reason) => reason.part === part).sort((a, b) => b.multiplier - a.multiplier);
}

/**
 * Reasons of one part, and what is left to the prospect's figure once they have multiplied the one at the start:
 * (expected CLV + expected loss) / (start × Π) for value, P(win) or the win index in its place for winning. What is
 * left within half a percent of nothing is left out.
 */
export function reasonsWithRest(
  { reasons, expectedClv, expectedLoss, pWin, winIndex }: ExplainedScore,
  start: Readonly<Record<Reason["part"], number>>,
  part: Reason["part"],
): readonly Reason[] {
  const ranked = rankedReasons(reasons, part);
  const end = part === "value" ? expectedClv + expectedLoss : (pWin ?? winIndex);
  const told = ranked.reduce((product, { multiplier }) => product * multiplier, start[part]);
  const rest = { field: "all others together", value: "", multiplier: end / told, part };
  return Math.abs(Math.log(rest.multiplier)) >= LEAST_REST ? [...ranked, rest] : ranked;
}
