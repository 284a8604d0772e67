import type { ResponseCurve } from "./response-curve.js";

/** Something to spend on, and the least and the most that may be spent on it. */
export interface BudgetLine {
  readonly curve: ResponseCurve;
  readonly least: number;
  readonly most: number;
}

/** How a budget is split, in the order of the lines. */
export interface Allocation {
  readonly spends: readonly number[];
  readonly value: number;
  /** What one more unit of budget would bring: the marginal value that lines inside their bounds share. */
  readonly marginal: number;
}

const STEPS = 500;
const HALVINGS = 100;
/** Halving ends where the two ends are one but for rounding. */
const SAME = 1e-14;

/**
 * Splits a budget over lines so that their value together is as large as can be, spending all of it.
 *
 * Concave curves: lines inside their bounds end with equal marginal value (greedy, Karush–Kuhn–Tucker). Where a curve is
 * S-shaped that may be a trap, so the split is searched over all splits in steps of 1/500 of what the bounds leave open
 * (dynamic programming), then polished to equal marginals where curves are concave.
 * Throws where the bounds are no bounds, or cannot hold the budget.
 */
export function allocateBudget(lines: readonly BudgetLine[], budget: number): Allocation {
  checkBounds(lines, budget);
  const isConcave = lines.every(({ curve, least }) => curve.inflection <= least);
  if (isConcave) return described(lines, equalMarginals(lines, budget));
  const searched = searchSplits(lines, budget);
  const polished = equalMarginals(
    lines.map((line, at): BudgetLine => {
      const spend = searched[at] ?? 0;
      return line.curve.inflection <= spend
        ? { ...line, least: Math.max(line.least, line.curve.inflection) }
        : { ...line, least: spend, most: spend };
    }),
    budget,
  );
  const [rough, fine] = [described(lines, searched), described(lines, polished)];
  return fine.value >= rough.value ? fine : rough;
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

function described(lines: readonly BudgetLine[], spends: readonly number[]): Allocation {
  const inside = lines.flatMap(({ curve, least, most }, at) => {
    const spend = spends[at] ?? 0;
    return spend > least && spend < most ? [curve.marginalAt(spend)] : [];
  });
  const open = lines.flatMap(({ curve, most }, at) => {
    const spend = spends[at] ?? 0;
    return spend < most ? [curve.marginalAt(spend)] : [];
  });
  return {
    spends,
    value: lines.reduce((sum, { curve }, at) => sum + curve.valueAt(spends[at] ?? 0), 0),
    marginal: Math.max(0, ...(inside.length > 0 ? inside : open)),
  };
}

/** For curves that are concave from `least` on: halves the range of the common marginal value until the budget is met. */
function equalMarginals(lines: readonly BudgetLine[], budget: number): number[] {
  const spendsAt = (marginal: number): number[] => lines.map((line) => spendAtMarginal(line, marginal));
  const total = (spends: readonly number[]): number => spends.reduce((sum, spend) => sum + spend, 0);
  let low = 0;
  let high = Math.max(
    1,
    ...lines.map(({ curve, least, most }) => Math.min(curve.marginalAt(least + 1e-9 * (1 + most)), 1e300)),
  );
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

/** The spend within the bounds from which on the next unit brings no more than `marginal`, on a curve concave there. */
export function spendAtMarginal({ curve, least, most }: BudgetLine, marginal: number): number {
  if (!(curve.marginalAt(least) > marginal)) return least;
  if (curve.marginalAt(most) >= marginal) return most;
  if (curve.spendWhere && marginal > 0) {
    return Math.min(Math.max(curve.spendWhere(marginal), least), most);
  }
  let [low, high] = [least, most];
  for (let halving = 0; halving < HALVINGS && high - low > SAME * high; halving++) {
    const middle = (low + high) / 2;
    if (curve.marginalAt(middle) > marginal) low = middle;
    else high = middle;
  }
  return low;
}

/** Best of all splits whose parts above `least` are whole steps; the rest of a step goes where it brings most. */
function searchSplits(lines: readonly BudgetLine[], budget: number): number[] {
  const free = budget - lines.reduce((sum, { least }) => sum + least, 0);
  const step = free / STEPS;
  let best = new Float64Array(STEPS + 1);
  const chosen = lines.map(({ curve, least, most }, line) => {
    const values = Float64Array.from({ length: STEPS + 1 }, (_, steps) =>
      least + steps * step <= most + 1e-9 ? curve.valueAt(least + steps * step) : Number.NEGATIVE_INFINITY,
    );
    const next = new Float64Array(STEPS + 1).fill(Number.NEGATIVE_INFINITY);
    const choice = new Int32Array(STEPS + 1);
    for (let spent = 0; spent <= STEPS; spent++) {
      for (let own = line === 0 ? spent : 0; own <= spent; own++) {
        const value = (best[spent - own] ?? 0) + (values[own] ?? 0);
        if (value > (next[spent] ?? 0)) {
          next[spent] = value;
          choice[spent] = own;
        }
      }
    }
    best = next;
    return choice;
  });
  let left = STEPS;
  const spends = lines.map(({ least }) => least);
  for (let line = lines.length - 1; line >= 0; line--) {
    const own = chosen[line]?.[left] ?? 0;
    spends[line] = (lines[line]?.least ?? 0) + own * step;
    left -= own;
  }
  return spends;
}
