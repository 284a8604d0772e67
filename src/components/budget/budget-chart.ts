import { budgetFigures } from "../../model/economics/budget/budget-figures.js";
import type { BudgetDraws, BudgetPlan } from "../../model/economics/budget/budget-plan.js";
import { chartFigure } from "../charts/chart-figure.js";
import { dumbbell } from "../charts/dumbbell.js";
import { colour } from "../charts/palette.js";
import { formatter, type MoneyFacts } from "../words/format.js";

/** Today's spend and the proposed, line by line. */
export function budgetChart(plan: BudgetPlan, draws: BudgetDraws, report: MoneyFacts): HTMLElement {
  const f = formatter(report);
  const rows = [...plan.lines].sort((a, b) => b.proposed - a.proposed);
  const labelOf = shortLabels(rows.map(({ line }) => line.name));
  const { gain, change, afterCost } = budgetFigures(plan, draws);
  const up = (amount: number) => `${f.moneyTotal(Math.abs(amount))} ${amount < 0 ? "less" : "more"}`;
  const between = ({ low, high }: typeof gain) => `${f.moneyTotal(low)} and ${f.moneyTotal(high)}`;
  const isToday = Math.abs(gain.value) < 0.5 && Math.abs(change) < 0.5;
  const title = isToday
    ? "The proposed split is today’s"
    : `${up(change)} a month brings ${up(gain.value)} in value`;
  return chartFigure({
    rank: "lead",
    title,
    subtitle: "Spend a month by line: today as a ring, proposed as a dot; grey lines are held",
    caption: `${isToday ? "" : `In four of five of ${draws.draws} draws of the curves the gain lies between ${between(gain)} a month, and after the change in spend between ${between(afterCost)}. `}Value is lifetime value won, and kept.`,
    summary: `${title}. ${rows.map(({ line, today, proposed }) => `${line.name}: ${f.moneyTotal(today)} today, ${f.moneyTotal(proposed)} proposed`).join("; ")}.`,
    data: {
      columns: [
        { key: "line", label: "Line" },
        { key: "today", label: "Today a month", format: (value) => f.moneyTotal(Number(value)) },
        { key: "proposed", label: "Proposed a month", format: (value) => f.moneyTotal(Number(value)) },
      ],
      rows: rows.map(({ line, today, proposed }) => ({ line: line.name, today, proposed })),
    },
    chart: (width) =>
      dumbbell(
        rows.map(({ line, today, proposed, isHeld }) => ({
          label: labelOf(line.name),
          from: today,
          to: proposed,
          colour: isHeld ? colour.context : colour.accent,
        })),
        {
          width,
          axis: "Spend a month",
          format: (value) => f.moneyTotal(value),
          from: "today",
          to: "proposed",
        },
      ),
  });
}

const LONGEST_LABEL = 28;

/** Names cut to fit beside the chart, where they stay apart. */
function shortLabels(names: readonly string[]): (name: string) => string {
  const cut = (name: string): string =>
    name.length <= LONGEST_LABEL ? name : `${name.slice(0, LONGEST_LABEL - 1).trimEnd()}…`;
  return (name) => (names.filter((other) => cut(other) === cut(name)).length > 1 ? name : cut(name));
}
