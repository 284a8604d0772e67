import { randomNormal } from "d3";
import { substream } from "../../numerics/substream.js";
import type { BudgetRules, SpendLine } from "../spend-response/spend-line.js";
import { type BudgetDraws, type BudgetPlan, budgetDraws, budgetPlan, wholeBudget } from "./budget-plan.js";

/** What is assumed before a reader says otherwise. */
export const PROPOSED_RULES: BudgetRules = { avoidedToday: 0.5, movesUnclear: false, beyondSeen: false };

/** For profit: the next unit of money brings at least itself. */
export const PROFIT_FLOOR = 1;

/** Curves that the data bear out as well, by which a plan is judged. */
export const BUDGET_DRAWS = 40;

const SEED = 1;

/** The same deviations for every plan, so that plans compare. */
export function budgetDeviations(): () => number {
  return randomNormal.source(substream(SEED, "budget"))();
}

/** The budget that the report proposes, for profit and in money, and how sure it is. */
export function proposedBudget(lines: readonly SpendLine[]): {
  readonly plan: BudgetPlan;
  readonly draws: BudgetDraws;
} {
  const plan = budgetPlan(lines, PROPOSED_RULES, wholeBudget(lines, PROPOSED_RULES, PROFIT_FLOOR));
  const draws = budgetDraws(
    lines,
    PROPOSED_RULES,
    plan,
    { of: "money" },
    PROFIT_FLOOR,
    BUDGET_DRAWS,
    budgetDeviations(),
  );
  return { plan, draws };
}
