import type { BudgetPage } from "../../data/published/budget.js";
import {
  type BudgetCurrency,
  type BudgetDraws,
  type BudgetPlan,
  budgetDraws,
  budgetPlan,
  wholeBudget,
} from "../../model/economics/budget/budget-plan.js";
import {
  BUDGET_DRAWS,
  budgetDeviations,
  PROFIT_FLOOR,
  PROPOSED_RULES,
} from "../../model/economics/budget/proposed-budget.js";
import type { BudgetRules, SpendLine } from "../../model/economics/spend-response/spend-line.js";

/** What a reader sets, as the address has it. */
export interface BudgetState extends Readonly<Record<string, string | number | boolean>> {
  /** "profit": the next unit brings itself; "growth": at least half of itself. */
  readonly aim: string;
  readonly currency: string;
  /** In the currency a month; −1: what the aim asks for (money), or today's (hours). */
  readonly total: number;
  /** Percent. */
  readonly avoided: number;
  readonly hour: number;
  readonly unclear: boolean;
  readonly beyond: boolean;
  /** Channels by segment. */
  readonly segments: boolean;
}

export const BUDGET_DEFAULTS: BudgetState = {
  aim: "profit",
  currency: "money",
  total: -1,
  avoided: 100 * PROPOSED_RULES.avoidedToday,
  hour: 60,
  unclear: PROPOSED_RULES.movesUnclear,
  beyond: PROPOSED_RULES.beyondSeen,
  segments: false,
};

/** What the next unit of money has to bring. */
const FLOORS = { profit: PROFIT_FLOOR, growth: 0.5 } as const;

function floorOf(state: BudgetState): number {
  return state.aim === "growth" ? FLOORS.growth : FLOORS.profit;
}

function rulesOf(state: BudgetState): BudgetRules {
  return {
    avoidedToday: Math.min(0.95, Math.max(0.05, state.avoided / 100)),
    movesUnclear: state.unclear,
    beyondSeen: state.beyond,
  };
}

export function currencyOf(state: BudgetState): BudgetCurrency {
  return state.currency === "hours" ? { of: "hours", hourCost: Math.max(1, state.hour) } : { of: "money" };
}

function linesOf(page: BudgetPage, state: BudgetState): readonly SpendLine[] {
  return (state.segments ? page.bySegment : null) ?? page.lines;
}

/** The plan of a state, what the aim alone would spend in money, and today's split of the same kind. */
export function planOf(
  page: BudgetPage,
  state: BudgetState,
): { readonly plan: BudgetPlan; readonly asked: number } {
  const [lines, rules, currency] = [linesOf(page, state), rulesOf(state), currencyOf(state)];
  const inMoney = wholeBudget(lines, rules, floorOf(state));
  const asked = currency.of === "money" ? inMoney : budgetPlan(lines, rules, 0, currency).today;
  const total = state.total >= 0 ? state.total : asked;
  return { plan: budgetPlan(lines, rules, total, currency), asked };
}

/** How sure the plan is. */
export function drawsOf(page: BudgetPage, state: BudgetState, plan: BudgetPlan): BudgetDraws {
  const currency = currencyOf(state);
  const floor = currency.of === "money" && state.total < 0 ? floorOf(state) : null;
  const lines = linesOf(page, state);
  return budgetDraws(lines, rulesOf(state), plan, currency, floor, BUDGET_DRAWS, budgetDeviations());
}
