import { range as places, quantileSorted, shuffler } from "d3";
import type { Interval } from "../../numerics/interval.js";
import { type InvestmentFlows, type InvestmentOutcome, investmentOutcome } from "./investment.js";
import { drawLever, type LeverRange } from "./lever-range.js";
import { type Levers, unchanged } from "./levers.js";

/** An outcome with the ends of what it may be in four of five draws. */
export interface InvestmentEstimate {
  readonly expected: InvestmentOutcome;
  readonly value: Interval;
  readonly net: Interval;
  /** null: later than the flows reach. */
  readonly payback: { readonly low: number | null; readonly high: number | null };
  /** Share of draws in which it brings more than it costs. */
  readonly pays: number;
}

/**
 * What an investment brings under the levers given, and 10th to 90th percentiles over `draws` of all ranges but that of
 * the discount rate, which is a choice. Ranges are drawn as independent, each once from every 1/`draws` of it, so that few
 * draws do; flows that rest on more than levers are told the number of the draw, null for what is expected. Source: McKay,
 * Beckman and Conover, Technometrics 21 (1979).
 */
export function investmentEstimate(
  flowsUnder: (levers: Levers, draw: number | null) => InvestmentFlows,
  levers: Levers,
  ranges: readonly LeverRange[],
  baseDiscountRate: number,
  draws: number,
  random: () => number,
): InvestmentEstimate {
  const base = unchanged(baseDiscountRate);
  const outcomeUnder = (one: Levers, draw: number | null): InvestmentOutcome =>
    investmentOutcome(flowsUnder(one, draw), one.discountRateAnnual);
  const expected = outcomeUnder(levers, null);
  const drawnRanges = ranges.filter(({ lever }) => lever !== "discountRateAnnual");
  const shuffle = shuffler(random);
  const quantiles = drawnRanges.map(() => shuffle(places(draws).map((place) => (place + 0.5) / draws)));
  const outcomes = places(draws).map((draw) =>
    outcomeUnder(
      drawnRanges.reduce(
        (drawn, range, at) => drawLever(drawn, range, base, quantiles[at]?.[draw] ?? 0.5),
        levers,
      ),
      draw,
    ),
  );
  const ends = (of: (outcome: InvestmentOutcome) => number) => {
    const sorted = outcomes.map(of).sort((a, b) => a - b);
    return { low: quantileSorted(sorted, 0.1) ?? 0, high: quantileSorted(sorted, 0.9) ?? 0 };
  };
  const waits = outcomes
    .map(({ paybackMonths }) => paybackMonths ?? Number.POSITIVE_INFINITY)
    .sort((a, b) => a - b);
  const waitAt = (share: number): number | null => {
    const wait = waits[Math.min(waits.length - 1, Math.floor(share * waits.length))];
    return wait === undefined || !Number.isFinite(wait) ? null : wait;
  };
  return {
    expected,
    value: ends(({ value }) => value),
    net: ends(({ net }) => net),
    payback: { low: waitAt(0.1), high: waitAt(0.9) },
    pays: outcomes.filter(({ net }) => net > 0).length / Math.max(1, draws),
  };
}
