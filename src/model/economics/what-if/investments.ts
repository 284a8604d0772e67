import type { ResponseCurve } from "../spend-response/response-curve.js";
import type { FlowCell } from "./flow-cell.js";
import { flowGains, flowValues } from "./flow-value.js";
import type { InvestmentFlows } from "./investment.js";
import type { Levers } from "./levers.js";
import {
  newClientFactor,
  newClientWorth,
  nextProspects,
  type PlanOutcome,
  type SalesPlan,
} from "./sales-plan.js";

/** A rep more, who works the accounts that follow the plan's on the list. */
export interface Hire {
  readonly costAYear: number;
  /** For how long it is decided. */
  readonly years: number;
  /** Until the full number of accounts is worked, in a straight line. */
  readonly rampMonths: number;
  readonly accountsAYear: number;
  /** How much easier than others the rep wins an account. */
  readonly winIndex: number;
}

/** A campaign that reaches accounts at once. */
export interface Campaign {
  readonly cost: number;
  readonly accounts: number;
  readonly winIndex: number;
}

/** Teaching and helping clients, paid for as long as flows reach. */
export interface Education {
  readonly costAYear: number;
  /** Until it begins to work, paid for all the same. */
  readonly monthsToWork: number;
  /** Share of today's business that it reaches. */
  readonly reach: number;
  /** Factor on the yearly probability to leave of those reached. */
  readonly leaving: number;
  /** Factor on how often those reached order. */
  readonly frequency: number;
}

/** More spend on a channel, month by month for a year. */
export interface ChannelSpend {
  /** Money a month, and how much more. */
  readonly today: number;
  readonly more: number;
  /** CLV won a month by what is spent in it. */
  readonly curve: ResponseCurve;
}

/** Flows of an investment, with the prospects that it works. */
export type WonFlows = InvestmentFlows & { readonly worked: PlanOutcome };

/** Margin by month since a client was won, per unit of its worth, undiscounted. */
export function lifeByMonth(life: readonly FlowCell[], levers: Levers, baseDiscountRate: number): number[] {
  const undiscounted = { ...levers, discountRateAnnual: 0 };
  const months = new Array<number>(12 * Math.max(0, ...life.map(({ margins }) => margins.length))).fill(0);
  for (const cell of life) {
    flowValues(cell, undiscounted, baseDiscountRate).forEach((amount, year) => {
      const atOnce = cell.days[year] === 0;
      for (let month = 12 * year; month < 12 * (year + 1); month += 1) {
        if (!atOnce) months[month] = (months[month] ?? 0) + amount / 12;
      }
      if (atOnce) months[12 * year] = (months[12 * year] ?? 0) + amount;
    });
  }
  const worth = newClientWorth(levers);
  return months.map((amount) => amount * worth);
}

/**
 * What a hire brings: accounts are worked from the next on the list, more each month until the ramp is over; what is
 * won of them comes a sales cycle later. The pay stands in the place of other costs of winning.
 */
export function hireFlows(plan: SalesPlan, hire: Hire, levers: Levers, baseDiscountRate: number): WonFlows {
  const months = Math.round(12 * hire.years);
  const effort = Array.from({ length: months }, (_, month) =>
    hire.rampMonths > 0 ? Math.min(1, (month + 0.5) / hire.rampMonths) : 1,
  );
  const all = effort.reduce((sum, one) => sum + one, 0);
  const accounts = (all * hire.accountsAYear) / 12;
  const worked = nextProspects(plan, accounts, hire.winIndex, levers, baseDiscountRate);
  return {
    worked,
    costs: effort.map(() => hire.costAYear / 12),
    margins: wonMargins(
      plan,
      effort.map((one) => (all > 0 ? one / all : 0)),
      worked,
      levers,
      baseDiscountRate,
    ),
  };
}

/** What a campaign brings: paid at once, its accounts are the next on the list. */
export function campaignFlows(
  plan: SalesPlan,
  { cost, accounts, winIndex }: Campaign,
  levers: Levers,
  baseDiscountRate: number,
): WonFlows {
  const worked = nextProspects(plan, accounts, winIndex, levers, baseDiscountRate);
  return { worked, costs: [cost], margins: wonMargins(plan, [1], worked, levers, baseDiscountRate) };
}

/** What more spend on a channel brings: for a year, the difference on its curve, a sales cycle later. */
export function channelFlows(
  plan: SalesPlan,
  { today, more, curve }: ChannelSpend,
  levers: Levers,
  baseDiscountRate: number,
): InvestmentFlows {
  const won = curve.valueAt(today + more) - curve.valueAt(today);
  const months = new Array<number>(MONTHS_OF_SPEND).fill(1 / MONTHS_OF_SPEND);
  return {
    costs: months.map(() => more),
    margins: spreadOverLives(plan, months, MONTHS_OF_SPEND * won * levers.winRate, levers, baseDiscountRate),
  };
}

const MONTHS_OF_SPEND = 12;

/** Margin by month of clients that are worked with these shares by month, a sales cycle before they begin. */
function wonMargins(
  plan: SalesPlan,
  effort: readonly number[],
  worked: PlanOutcome,
  levers: Levers,
  baseDiscountRate: number,
): number[] {
  const factor = newClientFactor(plan.life, levers, baseDiscountRate);
  return spreadOverLives(plan, effort, factor > 0 ? worked.value / factor : 0, levers, baseDiscountRate);
}

/** What clients worth so much in all by the report bring by month, won with these shares by month. */
function spreadOverLives(
  plan: SalesPlan,
  effort: readonly number[],
  worth: number,
  levers: Levers,
  baseDiscountRate: number,
): number[] {
  const life = lifeByMonth(plan.life, levers, baseDiscountRate);
  const lag = Math.max(0, Math.round(plan.salesCycleMonths));
  const margins = new Array<number>(effort.length + lag + life.length).fill(0);
  effort.forEach((share, month) => {
    if (share === 0) return;
    life.forEach((amount, since) => {
      const at = month + lag + since;
      margins[at] = (margins[at] ?? 0) + share * worth * amount;
    });
  });
  return margins;
}

/**
 * What keeping more of today's clients brings: the difference that it makes to the flows of those reached, all of it
 * later by the months until it works. `today` are the portfolio's flows, `undiscounted`.
 */
export function educationFlows(
  today: readonly FlowCell[],
  education: Education,
  levers: Levers,
): InvestmentFlows {
  const { reach, costAYear, monthsToWork } = education;
  const months = Math.max(0, ...today.map(({ margins }) => margins.length));
  const margins = new Array<number>(months).fill(0);
  for (const cell of today) {
    const gains = flowGains(cell, levers, education);
    for (let month = monthsToWork; month < months; month += 1) {
      margins[month] = (margins[month] ?? 0) + reach * levers.unforeseen * (gains[month - monthsToWork] ?? 0);
    }
  }
  return { costs: margins.map(() => costAYear / 12), margins };
}
