import type { BudgetPage } from "../../data/published/budget.js";
import { budgetFigures } from "../../model/economics/budget/budget-figures.js";
import type { BudgetPlan } from "../../model/economics/budget/budget-plan.js";
import { isBeyondSeen } from "../../model/economics/spend-response/spend-line.js";
import { listInWords } from "../../model/words/list-in-words.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { counted, sentenceCase } from "../words/wording.js";
import { BUDGET_DEFAULTS, drawsOf, planOf } from "./budget-state.js";

/** How much to spend in all and what it would bring, as the report proposes it. */
export function budgetHeadline(page: BudgetPage, report: MoneyFacts): string {
  const f = formatter(report);
  const { plan } = planOf(page, BUDGET_DEFAULTS);
  const moved = plan.lines.filter(({ isHeld }) => !isHeld);
  if (moved.length === 0) {
    return `The data cannot tell how to spend better: of no line of the ${f.moneyTotal(plan.spendToday)} a month is it known whether more or less would pay.`;
  }
  const { today, proposed, change, afterCost } = budgetFigures(plan, drawsOf(page, BUDGET_DEFAULTS, plan));
  const by = f.moneyTotal(Math.abs(change));
  const isSame = Math.abs(change) < 0.01 * today;
  const spend = isSame
    ? `about what is spent today, ${f.moneyTotal(today)} a month, split anew. That`
    : change > 0
      ? `${f.moneyTotal(proposed)} a month instead of ${f.moneyTotal(today)}. After the ${by} more that it costs, that`
      : `${f.moneyTotal(proposed)} a month instead of ${f.moneyTotal(today)}. With the ${by} less that it costs, that`;
  const interval = `(${f.moneyTotal(afterCost.low)} to ${f.moneyTotal(afterCost.high)})`;
  const sure =
    afterCost.low > 0
      ? "and pays in at least nine of ten draws"
      : "though the data leave open whether it pays";
  return `Spend ${spend} brings ${f.moneyTotal(afterCost.value)} ${interval} a month more in lifetime value, ${sure}.`;
}

const MOVES_NAMED = 5;

/** Where money would go and where it would come from. */
export function movesSentence(plan: BudgetPlan, report: MoneyFacts): string {
  const f = formatter(report);
  const moves = plan.lines
    .map((one) => ({ name: one.line.name, by: one.proposed - one.today }))
    .filter(({ by }) => Math.abs(by) > 0.01 * Math.max(1, plan.spendToday));
  const words = (list: typeof moves): string => {
    const named = list
      .slice(0, MOVES_NAMED)
      .map(({ name, by }) => `${name} (${by > 0 ? "+" : ""}${f.moneyTotal(by)})`);
    const others = list.length - named.length;
    return listInWords(others > 0 ? [...named, counted(others, "other line")] : named);
  };
  const more = moves.filter(({ by }) => by > 0).sort((a, b) => b.by - a.by);
  const less = moves.filter(({ by }) => by < 0).sort((a, b) => a.by - b.by);
  if (moves.length === 0) return "No line would get much more or less than today.";
  return [
    ...(more.length > 0 ? [`More for ${words(more)}.`] : []),
    ...(less.length > 0 ? [`Less for ${words(less)}.`] : []),
  ].join(" ");
}

/** Winning and keeping, today and as proposed. */
export function purposeSentence(plan: BudgetPlan, report: MoneyFacts): string {
  const f = formatter(report);
  const share = (purpose: "win" | "keep", of: "today" | "proposed"): number => {
    const all = plan.lines.reduce((sum, line) => sum + line[of], 0);
    const own = plan.lines.reduce((sum, line) => sum + (line.line.purpose === purpose ? line[of] : 0), 0);
    return all > 0 ? own / all : 0;
  };
  return `Keeping clients gets ${f.percent(share("keep", "proposed"))} of the money instead of ${f.percent(share("keep", "today"))}; winning gets the rest.`;
}

/** What the lines rest on, and what is left alone or a guess. */
export function basisSentences(page: BudgetPage, plan: BudgetPlan): string[] {
  const held = plan.lines.filter(({ isHeld }) => isHeld).map(({ line }) => line.name);
  const beyond = plan.lines
    .filter(({ line, proposed }) => isBeyondSeen(line, proposed))
    .map(({ line }) => line.name);
  const { spendOnly, clientsOnly } = page.unmatched;
  return [
    page.months === null
      ? "No month of spend can be set against what came of it."
      : `Channels: what each brought by month from ${page.months.from} to ${page.months.to}, as ${page.arrivals === "deals" ? "deals opened" : "clients won"} worth what its clients are worth; that the spend was the cause is assumed.`,
    page.nothingToKeep
      ? "Nothing is said of keeping clients: spend.csv has no row with the purpose retain."
      : `Keeping: what leaving is expected to cost within a year, and the part that ${page.measure === null ? "care could avoid: all of it, since nothing shown here goes with leaving" : `goes with poor ${page.measure}`}. Spend is not known by segment: it is spread by clients, and what it avoids is your assumption.`,
    ...segmentSentences(page, plan),
    ...(held.length > 0
      ? [
          `Held at today’s spend, for the data do not tell whether more or less would pay: ${listInWords(held)}.`,
        ]
      : []),
    ...(beyond.length > 0
      ? [
          `${sentenceCase(counted(beyond.length, "line"))} would be given what was never spent before (${listInWords(beyond)}): what that brings is a guess.`,
        ]
      : []),
    ...(spendOnly.length > 0 ? [`Spend without a client to its credit: ${listInWords(spendOnly)}.`] : []),
    ...(clientsOnly.length > 0
      ? [`Clients of channels without spend, which take no part: ${listInWords(clientsOnly)}.`]
      : []),
  ];
}

/** How channels are parted by segment, if they are. */
function segmentSentences(page: BudgetPage, plan: BudgetPlan): string[] {
  const parts = plan.lines.flatMap(({ line }) =>
    line.purpose === "win" && line.segment ? [line.segment] : [],
  );
  if (parts.length === 0) return [];
  const known = parts.some(({ spendIsKnown }) => spendIsKnown);
  const what = page.arrivals === "deals" ? "deals" : "clients";
  return [
    `Segments of a channel share the shape of its curve. ${known ? "Where spend.csv names no segment, what" : "What"} is spent on each is taken to go with its ${what}; what its ${what} are worth is drawn to the segment’s over all channels where they are few. That money can be aimed at one segment alone is assumed.`,
  ];
}
