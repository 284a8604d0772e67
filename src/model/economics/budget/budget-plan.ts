import { quantileSorted } from "d3";
import type { Interval } from "../../numerics/interval.js";
import type { ResponseCurve } from "../spend-response/response-curve.js";
import {
  type BudgetRules,
  boundsOf,
  isHeld,
  lineCurve,
  type SpendLine,
} from "../spend-response/spend-line.js";
import { allocateBudget, type BudgetLine, spendAtMarginal } from "./allocate-budget.js";

/** What a budget is counted in: money a month, or hours of selling, of which an hour of people's time costs so much. */
export type BudgetCurrency = { readonly of: "money" } | { readonly of: "hours"; readonly hourCost: number };

/** A line of the proposal. */
export interface ProposedLine {
  readonly line: SpendLine;
  readonly isHeld: boolean;
  /** The bound that it stands at, which more or less might be worth crossing; null: inside them, or held. */
  readonly stopsAt: "least" | "most" | null;
  /** Money a month. */
  readonly today: number;
  readonly proposed: number;
  /** What the next unit of money brings at what is proposed; null where it is not known. */
  readonly marginal: number | null;
  /** What the line brings a month, over today. */
  readonly gain: number;
}

export interface BudgetPlan {
  readonly lines: readonly ProposedLine[];
  /** In the currency of the budget. */
  readonly today: number;
  readonly budget: number;
  readonly least: number;
  readonly most: number;
  /** What the lines that can be moved bring a month, today and as proposed. */
  readonly valueToday: number;
  readonly valueProposed: number;
  /** Money a month, today and as proposed. */
  readonly spendToday: number;
  readonly spendProposed: number;
}

type Draw = Parameters<typeof lineCurve>[2];

/**
 * Splits a budget a month over the lines by what the next unit brings; a budget outside the bounds is moved to them.
 *
 * In hours, a line's money is people's time for its `peopleShare` and moves along with it; lines without people take no
 * part. Spend is that of `allocateBudget`.
 */
export function budgetPlan(
  lines: readonly SpendLine[],
  rules: BudgetRules,
  budget: number,
  currency: BudgetCurrency = { of: "money" },
  draw: Draw = null,
): BudgetPlan {
  const parts = lines.map((line) => partOf(line, rules, currency, draw));
  const inBudget = parts.filter(({ perMoney }) => perMoney > 0);
  const total = (of: (part: Part) => number): number => inBudget.reduce((sum, part) => sum + of(part), 0);
  const [least, most] = [
    total(({ budgetLine }) => budgetLine.least),
    total(({ budgetLine }) => budgetLine.most),
  ];
  const spent = Math.min(Math.max(budget, least), most);
  const spends = allocateBudget(
    inBudget.map(({ budgetLine }) => budgetLine),
    spent,
  );
  const proposedOf = new Map(inBudget.map((part, at) => [part, (spends[at] ?? 0) / part.perMoney]));
  const proposed = parts.map((part): ProposedLine => {
    const spend = part.held ? part.line.today : (proposedOf.get(part) ?? part.line.today);
    const isHeld = part.held || part.perMoney === 0;
    return {
      line: part.line,
      isHeld,
      stopsAt: isHeld ? null : stopOf(part.budgetLine, spend * part.perMoney),
      today: part.line.today,
      proposed: spend,
      marginal: part.held ? null : part.curve.marginalAt(spend),
      gain: part.held ? 0 : part.curve.valueAt(spend) - part.curve.valueAt(part.line.today),
    };
  });
  const sum = (of: (line: ProposedLine, at: number) => number): number =>
    proposed.reduce((all, line, at) => all + of(line, at), 0);
  const valueAt = (at: number, spend: number): number =>
    parts[at]?.held ? 0 : (parts[at]?.curve.valueAt(spend) ?? 0);
  return {
    lines: proposed,
    today: total(({ line, perMoney }) => line.today * perMoney),
    budget: spent,
    least,
    most,
    valueToday: sum((line, at) => valueAt(at, line.today)),
    valueProposed: sum((line, at) => valueAt(at, line.proposed)),
    spendToday: sum((line) => line.today),
    spendProposed: sum((line) => line.proposed),
  };
}

interface Part {
  readonly line: SpendLine;
  readonly held: boolean;
  readonly curve: ResponseCurve;
  /** Of the budget's currency for one of money. */
  readonly perMoney: number;
  readonly budgetLine: BudgetLine;
}

function partOf(line: SpendLine, rules: BudgetRules, currency: BudgetCurrency, draw: Draw): Part {
  const curve = lineCurve(line, rules.avoidedToday, draw);
  const { least, most } = boundsOf(line, rules);
  const perMoney = currency.of === "money" ? 1 : line.peopleShare / currency.hourCost;
  return {
    line,
    held: isHeld(line, rules),
    curve,
    perMoney,
    budgetLine: { curve: inCurrency(curve, perMoney), least: least * perMoney, most: most * perMoney },
  };
}

function stopOf({ least, most }: BudgetLine, spend: number): ProposedLine["stopsAt"] {
  const slack = 1e-6 * most;
  return spend >= most - slack ? "most" : spend <= least + slack ? "least" : null;
}

function inCurrency(curve: ResponseCurve, perMoney: number): ResponseCurve {
  if (perMoney === 1 || !(perMoney > 0)) return curve;
  return {
    valueAt: (spend) => curve.valueAt(spend / perMoney),
    marginalAt: (spend) => curve.marginalAt(spend / perMoney) / perMoney,
    spendWhere: (marginal) => perMoney * curve.spendWhere(marginal * perMoney),
  };
}

/**
 * How much to spend in all, in money a month, if the next unit is to bring at least `floor`: 1 for profit, less where
 * growth is worth paying for. Every line for itself: f(x) − floor·x at its largest within the bounds.
 */
export function wholeBudget(
  lines: readonly SpendLine[],
  rules: BudgetRules,
  floor: number,
  draw: Draw = null,
): number {
  return lines.reduce((sum, line) => {
    const curve = lineCurve(line, rules.avoidedToday, draw);
    return sum + spendAtMarginal({ curve, ...boundsOf(line, rules) }, floor);
  }, 0);
}

/** How sure a split is: over curves that the data bear out as well. */
export interface BudgetDraws {
  readonly draws: number;
  /** By line: share of draws that give it more than today. */
  readonly funded: readonly number[];
  /** What the proposed split brings a month over today's: 10th and 90th percentile, as of each line. */
  readonly gain: Interval;
  /** By line: what its part of the split brings. */
  readonly lineGains: readonly Interval[];
}

/**
 * Splits the budget under `draws` other curves, and values the proposal under them. With a `floor` each draw spends what
 * it asks for in all; null: all spend the budget of the plan.
 */
export function budgetDraws(
  lines: readonly SpendLine[],
  rules: BudgetRules,
  plan: BudgetPlan,
  currency: BudgetCurrency,
  floor: number | null,
  draws: number,
  normal: () => number,
): BudgetDraws {
  const more = lines.map(() => 0);
  const gains: number[][] = lines.map(() => []);
  const totals: number[] = [];
  for (let index = 0; index < draws; index += 1) {
    const draw = { index, deviations: normal() };
    const budget = floor === null ? plan.budget : wholeBudget(lines, rules, floor, draw);
    budgetPlan(lines, rules, budget, currency, draw).lines.forEach((one, at) => {
      if (one.proposed > one.today * (1 + 1e-6) + 1e-6) more[at] = (more[at] ?? 0) + 1;
    });
    const drawn = plan.lines.map(({ line, isHeld: stays, today, proposed }) => {
      if (stays) return 0;
      const curve = lineCurve(line, rules.avoidedToday, draw);
      return curve.valueAt(proposed) - curve.valueAt(today);
    });
    drawn.forEach((gain, at) => {
      gains[at]?.push(gain);
    });
    totals.push(drawn.reduce((sum, gain) => sum + gain, 0));
  }
  return {
    draws,
    funded: more.map((count) => count / Math.max(1, draws)),
    gain: endsAround(plan.valueProposed - plan.valueToday, totals),
    lineGains: plan.lines.map(({ gain }, at) => endsAround(gain, gains[at] ?? [])),
  };
}

/** 10th and 90th percentile of what was drawn, moved out to the best curves' own `value` where that lies beyond them. */
function endsAround(value: number, drawn: readonly number[]): Interval {
  const sorted = [...drawn].sort((a, b) => a - b);
  return {
    low: Math.min(value, quantileSorted(sorted, 0.1) ?? value),
    high: Math.max(value, quantileSorted(sorted, 0.9) ?? value),
  };
}
