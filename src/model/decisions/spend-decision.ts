import { budgetFigures } from "../economics/budget/budget-figures.js";
import { proposedBudget } from "../economics/budget/proposed-budget.js";
import type { SpendLine } from "../economics/spend-response/spend-line.js";
import { listInWords } from "../words/list-in-words.js";
import { type Decision, type Figure, said } from "./decision.js";

const NAMED = 3;
/** A change below this share of the spend is not worth a decision. */
const WORTH_MOVING = 0.02;

/**
 * Where more money would bring more than it costs, and where less would be missed least: the lines that the proposed
 * budget moves most, none of them one whose next unit may not come back. Null where nothing can be moved, or where one draw in ten leaves it open whether the change pays.
 */
export function spendDecision(lines: readonly SpendLine[]): Decision | null {
  if (lines.length === 0) return null;
  const { plan, draws } = proposedBudget(lines);
  const change = plan.spendProposed - plan.spendToday;
  const gain = plan.valueProposed - plan.valueToday - change;
  if (!(gain > 0 && draws.gain.low > change)) return null;
  const moves = plan.lines
    .map(({ line, today, proposed }) => ({ name: line.name, by: proposed - today }))
    .filter(({ by }) => Math.abs(by) > WORTH_MOVING * plan.spendToday);
  const more = moves.filter(({ by }) => by > 0).sort((a, b) => b.by - a.by);
  const less = moves.filter(({ by }) => by < 0).sort((a, b) => a.by - b.by);
  const named = (list: typeof moves): string => listInWords(list.slice(0, NAMED).map(({ name }) => name));
  const figures = budgetFigures(plan, draws);
  const money = (value: number): Figure => ({ moneyTotal: value });
  if (more.length === 0 && less.length === 0) return null;
  const how =
    more.length === 0
      ? `less on ${named(less)}`
      : `more on ${named(more)}${less.length === 0 ? "" : `, less on ${named(less)}`}`;
  return {
    topic: "Spend",
    parts: said`Spend ${money(figures.proposed)} a month instead of ${money(figures.today)}, ${how}: after the change in spend, ${money(figures.afterCost.value)} (${money(figures.afterCost.low)} to ${money(figures.afterCost.high)}) a month more in lifetime value.`,
    page: "budget",
    evidence: "the budget",
  };
}
