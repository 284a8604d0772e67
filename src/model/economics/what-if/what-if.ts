import { cellMargin, type FlowCell } from "./flow-cell.js";
import { flowValue } from "./flow-value.js";
import { checkLevers, type Levers } from "./levers.js";
import { type PlanOutcome, planOutcome, type SalesPlan } from "./sales-plan.js";

/** All that the what-if knows of a report: sums, whose size does not grow with the data. */
export interface WhatIfModel {
  readonly discountRateAnnual: number;
  /** Today's clients over the horizon from the as-of date. */
  readonly residual: readonly FlowCell[];
  /** Their CLV: what they have earned in their first horizon, and what is expected of the rest of it. */
  readonly lifetime: readonly FlowCell[];
  /** Null without prospects whose chance of being won is known. */
  readonly plan: SalesPlan | null;
}

/** What goes when a market is lost: shares of today's flows in the order of the cells, and of the plan. */
export interface MarketLoss {
  readonly residual: readonly number[];
  readonly lifetime: readonly number[];
  readonly plan: { readonly prospects: number; readonly wins: number; readonly value: number } | null;
}

/** The portfolio and the plan under some levers. */
export interface WhatIfOutcome {
  /** Of today's clients, from the as-of date on. */
  readonly residual: number;
  readonly clv: number;
  readonly plan: PlanOutcome | null;
  /** residual + the plan's net: what is still to be had. */
  readonly ahead: number;
}

/**
 * The portfolio and the plan under the levers; with nothing changed, those of the report.
 *
 * The lever on how far forecasts miss together moves what is expected of clients, won or to be won, not what is earned or
 * signed. A lost market takes its share of every flow, and its prospects are not replaced by others.
 */
export function whatIf(model: WhatIfModel, levers: Levers, loss: MarketLoss | null = null): WhatIfOutcome {
  checkLevers(levers);
  const worth = (cells: readonly FlowCell[], lost: readonly number[] | undefined): number =>
    cells.reduce((sum, cell, at) => {
      const unforeseen = cell.kind === "earned or signed" ? 1 : levers.unforeseen;
      return sum + (1 - (lost?.[at] ?? 0)) * unforeseen * flowValue([cell], levers, model.discountRateAnnual);
    }, 0);
  const residual = worth(model.residual, loss?.residual);
  const clv = worth(model.lifetime, loss?.lifetime);
  const kept = model.plan && planOutcome(model.plan, levers, model.discountRateAnnual);
  const plan = kept && loss?.plan ? withoutLost(kept, loss.plan) : kept;
  return { residual, clv, plan, ahead: residual + (plan?.net ?? 0) };
}

function withoutLost(plan: PlanOutcome, lost: NonNullable<MarketLoss["plan"]>): PlanOutcome {
  const [value, cost] = [(1 - lost.value) * plan.value, (1 - lost.prospects) * plan.cost];
  return {
    prospects: (1 - lost.prospects) * plan.prospects,
    wins: (1 - lost.wins) * plan.wins,
    value,
    cost,
    net: value - cost,
  };
}

/** Shares that one part of the clients has of the flows of all, cell by cell; 0 where a cell is missing or nothing. */
export function sharesOf(part: readonly FlowCell[], all: readonly FlowCell[]): number[] {
  return all.map((cell) => {
    const own = part.find(({ kind, group }) => kind === cell.kind && group === cell.group);
    const total = cellMargin(cell);
    return own && total !== 0 ? cellMargin(own) / total : 0;
  });
}
