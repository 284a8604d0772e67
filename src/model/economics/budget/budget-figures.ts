import type { Estimate } from "../../numerics/interval.js";
import type { BudgetDraws, BudgetPlan } from "./budget-plan.js";

/** A plan in money a month, rounded so that what is shown adds up. */
export interface BudgetFigures {
  readonly today: number;
  readonly proposed: number;
  /** proposed − today. */
  readonly change: number;
  /** What it brings over today's split, with its 80 % interval. */
  readonly gain: Estimate;
  /** gain − change, its ends too: the change in spend is the same in every draw. */
  readonly afterCost: Estimate;
}

const DIGITS = 3;

/** The figures of a plan in whole units of one size, the third digit of the largest, so that sums of them close. */
export function budgetFigures(plan: BudgetPlan, draws: BudgetDraws): BudgetFigures {
  const gain = plan.valueProposed - plan.valueToday;
  const largest = Math.max(plan.spendToday, plan.spendProposed, Math.abs(gain));
  const unit = largest > 0 ? 10 ** (Math.floor(Math.log10(largest)) + 1 - DIGITS) : 1;
  const rounded = (amount: number): number => Number((Math.round(amount / unit) * unit).toPrecision(12));
  const [today, proposed] = [rounded(plan.spendToday), rounded(plan.spendProposed)];
  const brings = { value: rounded(gain), low: rounded(draws.gain.low), high: rounded(draws.gain.high) };
  const change = rounded(proposed - today);
  return {
    today,
    proposed,
    change,
    gain: brings,
    afterCost: {
      value: rounded(brings.value - change),
      low: rounded(brings.low - change),
      high: rounded(brings.high - change),
    },
  };
}
