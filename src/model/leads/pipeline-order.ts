import { sum } from "d3";
import type { Estimate } from "../numerics/interval.js";
import { DEVIATIONS_OF_80 } from "../numerics/interval-80.js";

/** An open opportunity with what winning it would bring. */
export interface OpenDeal {
  readonly dealId: string;
  readonly amount: number;
  readonly chance: number;
  /** Expected CLV of the account if won, with its 80 % interval. */
  readonly clv: Estimate;
}

export interface OrderedDeal extends OpenDeal {
  /** chance × CLV. */
  readonly expectedValue: number;
  /** 1 is first. */
  readonly rankByAmount: number;
  readonly rankByValue: number;
}

/** What the first deals hold in either order. */
export interface OrderComparison {
  readonly deals: readonly OrderedDeal[];
  /** How many deals are compared: the first share of the pipeline. */
  readonly first: number;
  /** Deals that are among the first by value and not by amount. */
  readonly exchanged: number;
  readonly byAmount: number;
  readonly byValue: number;
  /** byValue − byAmount, with the 80 % interval of what will be realised. */
  readonly gain: Estimate;
}

/**
 * The open pipeline by expected lifetime value against by amount, best by value first.
 *
 * The gain of working the first `share` of deals in the one order rather than the other is Σ over deals exchanged of
 * ± chance·CLV; a deal brings its CLV with its chance and else nothing, so its variance is
 * p(s² + m²) − p²m² with s from the interval of the CLV, deals taken as independent, and the sum as normal. By its
 * own estimates the order by value is always at least as good: the gain is an expectation, no measurement.
 */
export function compareOrders(deals: readonly OpenDeal[], share: number): OrderComparison {
  const worthOf = ({ chance, clv }: OpenDeal) => chance * clv.value;
  const ranks = (of: (deal: OpenDeal) => number) =>
    new Map(
      [...deals]
        .sort((a, b) => of(b) - of(a) || (a.dealId < b.dealId ? -1 : 1))
        .map((deal, at) => [deal.dealId, at + 1]),
    );
  const byAmount = ranks(({ amount }) => amount);
  const byValue = ranks(worthOf);
  const ordered = deals
    .map((deal) => ({
      ...deal,
      expectedValue: worthOf(deal),
      rankByAmount: byAmount.get(deal.dealId) ?? 0,
      rankByValue: byValue.get(deal.dealId) ?? 0,
    }))
    .sort((a, b) => a.rankByValue - b.rankByValue);
  const first = Math.ceil(share * deals.length);
  const inValue = ordered.filter(({ rankByValue }) => rankByValue <= first);
  const inAmount = ordered.filter(({ rankByAmount }) => rankByAmount <= first);
  const exchanged = ordered.filter(
    ({ rankByAmount, rankByValue }) => rankByAmount <= first !== rankByValue <= first,
  );
  const total = (some: readonly OrderedDeal[]) => sum(some, ({ expectedValue }) => expectedValue);
  const value = total(inValue) - total(inAmount);
  const half = DEVIATIONS_OF_80 * Math.sqrt(sum(exchanged, variance));
  return {
    deals: ordered,
    first,
    exchanged: exchanged.length / 2,
    byAmount: total(inAmount),
    byValue: total(inValue),
    gain: { value, low: value - half, high: value + half },
  };
}

function variance({ chance, clv }: OpenDeal): number {
  const deviation = (clv.high - clv.low) / (2 * DEVIATIONS_OF_80);
  return chance * (deviation ** 2 + clv.value ** 2) - (chance * clv.value) ** 2;
}
