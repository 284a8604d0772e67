import type { BudgetDraws, BudgetPlan } from "../model/economics/budget-plan.js";
import { chartFigure } from "./chart-figure.js";
import { dumbbell } from "./dumbbell.js";
import { formatter, type MoneyFacts } from "./format.js";
import { colour } from "./palette.js";

/** Today's spend and the proposed, line by line. */
export function budgetChart(plan: BudgetPlan, draws: BudgetDraws, report: MoneyFacts): HTMLElement {
  const f = formatter(report);
  const rows = [...plan.lines].sort((a, b) => b.proposed - a.proposed);
  const labelOf = shortLabels(rows.map(({ line }) => line.name));
  const gain = plan.valueProposed - plan.valueToday;
  const spend = plan.spendProposed - plan.spendToday;
  const up = (amount: number) => `${f.moneyShort(Math.abs(amount))} ${amount < 0 ? "less" : "more"}`;
  const isToday = Math.abs(gain) < 0.5 && Math.abs(spend) < 0.5;
  const title = isToday
    ? "The proposed split is today’s"
    : `${up(spend)} a month brings ${up(gain)} in value`;
  return chartFigure({
    rank: "lead",
    title,
    subtitle: "Spend a month by line: today as a ring, proposed as a dot; grey lines are held",
    caption: `${isToday ? "" : `The gain lies between ${f.moneyShort(draws.gain.low)} and ${f.moneyShort(draws.gain.high)} a month in four of five of ${draws.draws} draws of the curves. `}Value is lifetime value won, and kept.`,
    summary: `${title}. ${rows.map(({ line, today, proposed }) => `${line.name}: ${f.moneyShort(today)} today, ${f.moneyShort(proposed)} proposed`).join("; ")}.`,
    data: {
      columns: [
        { key: "line", label: "Line" },
        { key: "today", label: "Today a month", format: (value) => f.moneyShort(Number(value)) },
        { key: "proposed", label: "Proposed a month", format: (value) => f.moneyShort(Number(value)) },
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
          format: (value) => f.moneyShort(value),
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
