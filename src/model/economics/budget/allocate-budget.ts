import type { ResponseCurve } from "../spend-response/response-curve.js";

/** Something to spend on, and the least and the most that may be spent on it. */
export interface BudgetLine {
  readonly curve: ResponseCurve;
  readonly least: number;
  readonly most: number;
}

const HALVINGS = 100;
/** Halving ends where the two ends are one but for rounding. */
const SAME = 1e-14;

/**
 * Splits a budget over lines so that their value together is as large as can be, spending all of it; in their order.
 *
 * Curves are concave, so lines inside their bounds end with equal marginal value (Karush–Kuhn–Tucker): the range of that
 * value is halved until the budget is met. Throws where the bounds are no bounds, or cannot hold the budget.
 */
export function allocateBudget(lines: readonly BudgetLine[], budget: number): number[] {
  checkBounds(lines, budget);
  const spendsAt = (marginal: number): number[] => lines.map((line) => spendAtMarginal(line, marginal));
  const total = (spends: readonly number[]): number => spends.reduce((sum, spend) => sum + spend, 0);
  let low = 0;
  let high = Math.max(1, ...lines.map(({ curve, least }) => curve.marginalAt(least)));
  for (let halving = 0; halving < HALVINGS && high - low > SAME * high; halving++) {
    const middle = (low + high) / 2;
    if (total(spendsAt(middle)) > budget) low = middle;
    else high = middle;
  }
  const spends = spendsAt(high);
  let rest = budget - total(spends);
  for (const [at, { least, most }] of lines.entries()) {
    const spend = spends[at] ?? 0;
    const moved = Math.min(Math.max(spend + rest, least), most);
    spends[at] = moved;
    rest -= moved - spend;
  }
  return spends;
}

/** The spend within the bounds from which on the next unit brings no more than `marginal` > 0. */
export function spendAtMarginal({ curve, least, most }: BudgetLine, marginal: number): number {
  return Math.min(Math.max(curve.spendWhere(marginal), least), most);
}

function checkBounds(lines: readonly BudgetLine[], budget: number): void {
  lines.forEach(({ least, most }, at) => {
    if (!(least >= 0 && most >= least)) {
      throw new RangeError(`line ${at}: ${least} to ${most} are no bounds; write 0 ≤ least ≤ most`);
    }
  });
  const least = lines.reduce((sum, line) => sum + line.least, 0);
  const most = lines.reduce((sum, line) => sum + line.most, 0);
  if (!(budget >= least - 1e-9 && budget <= most + 1e-9)) {
    throw new RangeError(
      `budget: ${budget} cannot be spent within the bounds, which hold ${least} to ${most}`,
    );
  }
}
