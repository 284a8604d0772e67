import type { FlowCell } from "./flow-cell.js";
import { flowValue } from "./flow-value.js";
import type { Levers } from "./levers.js";

/** Prospects that follow each other on the ranked list. */
export interface PlanGroup {
  readonly prospects: number;
  /** Σ P(win). */
  readonly wins: number;
  /** Σ P(win) · expected CLV. */
  readonly value: number;
}

/** The ranked list as the plan works it, from its top. */
export interface SalesPlan {
  /** Those that the team can work come first, in the first `inCapacity` groups. */
  readonly groups: readonly PlanGroup[];
  readonly inCapacity: number;
  /** What pursuing one prospect costs, won or lost, as the list takes it off (`pursuitCost`); 0 where it is not known. */
  readonly costPerProspect: number;
  /** The life of a new client, per unit of its worth. */
  readonly life: readonly FlowCell[];
  /** From the first step of a deal to its win. */
  readonly salesCycleMonths: number;
}

/** What working a part of the list brings. */
export interface PlanOutcome {
  readonly prospects: number;
  readonly wins: number;
  readonly value: number;
  readonly cost: number;
  /** Σ over prospects of P(win) · CLV − cost. */
  readonly net: number;
}

/** All prospects that the plan knows of, in capacity and beyond. */
export function listLength({ groups }: SalesPlan): number {
  return groups.reduce((sum, { prospects }) => sum + prospects, 0);
}

/** Prospects that the team can work. */
export function plannedProspects({ groups, inCapacity }: SalesPlan): number {
  return groups.slice(0, inCapacity).reduce((sum, { prospects }) => sum + prospects, 0);
}

/**
 * The plan with another capacity: so many prospects from the top of the list, at most all that it knows of. A group that
 * the capacity cuts is split evenly.
 */
export function withCapacity(plan: SalesPlan, capacity: number): SalesPlan {
  if (!(capacity >= 0)) throw new RangeError(`capacity is ${capacity}; it must be 0 prospects or more`);
  if (capacity === plannedProspects(plan)) return plan;
  const groups: PlanGroup[] = [];
  let [left, inCapacity] = [capacity, 0];
  for (const group of plan.groups) {
    const part = Math.min(1, Math.max(0, left / group.prospects));
    if (part > 0) inCapacity += 1;
    for (const share of part === 0 || part === 1 ? [1] : [part, 1 - part]) {
      groups.push({
        prospects: share * group.prospects,
        wins: share * group.wins,
        value: share * group.value,
      });
    }
    left -= group.prospects;
  }
  return { ...plan, groups, inCapacity };
}

/** On every flow of a new client: what it is worth, and what forecasts miss for all clients together. */
export function newClientWorth({ newClientValue, unforeseen }: Levers): number {
  return newClientValue * unforeseen;
}

/** What a new client is worth under the levers, over what the report says. */
export function newClientFactor(life: readonly FlowCell[], levers: Levers, baseDiscountRate: number): number {
  return newClientWorth(levers) * flowValue(life, levers, baseDiscountRate);
}

/**
 * The plan as it stands under the levers: Σ [min(1, ω·p)·CLV·factor − cost·κ] over the prospects in capacity, for the
 * factors ω on the win rate and κ on the cost. P(win) ends at 1 on average in a group.
 */
export function planOutcome(plan: SalesPlan, levers: Levers, baseDiscountRate: number): PlanOutcome {
  const factor = newClientFactor(plan.life, levers, baseDiscountRate);
  return outcomeOf(plan, plan.groups.slice(0, plan.inCapacity), levers, factor, 1);
}

/**
 * What working `count` more prospects would bring: those that follow the plan's on the list, each `winIndex` times as
 * easy to win. Fewer where the list ends.
 */
export function nextProspects(
  plan: SalesPlan,
  count: number,
  winIndex: number,
  levers: Levers,
  baseDiscountRate: number,
): PlanOutcome {
  const taken: PlanGroup[] = [];
  let left = Math.max(0, count);
  for (const group of plan.groups.slice(plan.inCapacity)) {
    if (!(left > 0)) break;
    const part = Math.min(1, left / group.prospects);
    taken.push({
      prospects: part * group.prospects,
      wins: part * group.wins,
      value: part * group.value,
    });
    left -= group.prospects;
  }
  return outcomeOf(plan, taken, levers, newClientFactor(plan.life, levers, baseDiscountRate), winIndex);
}

function outcomeOf(
  { costPerProspect }: SalesPlan,
  groups: readonly PlanGroup[],
  levers: Levers,
  clientFactor: number,
  winIndex: number,
): PlanOutcome {
  let [prospects, wins, value] = [0, 0, 0];
  for (const group of groups) {
    const easier = levers.winRate * winIndex;
    const factor = group.wins > 0 ? Math.min(easier, Math.max(1, group.prospects / group.wins)) : 0;
    prospects += group.prospects;
    wins += factor * group.wins;
    value += factor * group.value * clientFactor;
  }
  const cost = prospects * costPerProspect * levers.acquisitionCost;
  return { prospects, wins, value, cost, net: value - cost };
}

/**
 * The ranked list in groups: up to `most` for the prospects in capacity, and as many for as many times their number
 * again as `further` says.
 */
export function planGroups(
  ranked: readonly { readonly pWin: number; readonly clv: number }[],
  capacity: number,
  most: number,
  further: number,
): { readonly groups: readonly PlanGroup[]; readonly inCapacity: number } {
  const inPlan = grouped(ranked.slice(0, capacity), most);
  const after = grouped(ranked.slice(capacity, capacity * (1 + further)), most);
  return { groups: [...inPlan, ...after], inCapacity: inPlan.length };
}

function grouped(
  rows: readonly { readonly pWin: number; readonly clv: number }[],
  most: number,
): PlanGroup[] {
  const size = Math.max(1, Math.ceil(rows.length / most));
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, group) => {
    const own = rows.slice(group * size, (group + 1) * size);
    return {
      prospects: own.length,
      wins: own.reduce((sum, { pWin }) => sum + pWin, 0),
      value: own.reduce((sum, { pWin, clv }) => sum + pWin * clv, 0),
    };
  });
}
