import { sum } from "d3";

/** What one client brought from its first day, as far as it was seen. */
export interface ClientLife {
  /** Whole months seen. */
  readonly monthsSeen: number;
  /** Margin by month of life; 0 is the month that starts on the first day. */
  readonly flows: readonly { readonly month: number; readonly margin: number }[];
  /** 1, or the share of the client that counts. */
  readonly weight: number;
}

/** When a cost came back, in whole months from the first day; null: not within the months seen. 80 % interval. */
export interface Payback {
  readonly months: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Months for which enough clients were seen. */
  readonly seenMonths: number;
}

/** Fewer clients seen in a month are too few for its mean. */
export const FEWEST_LIVES = 10;

/**
 * Mean margin of a client up to the end of each month of its life: c(t) = Σ over s ≤ t of Σᵢ wᵢmᵢₛ ÷ Σᵢ wᵢ over the clients
 * seen for all of month s, so that young clients count for as long as they were seen and no longer. Clients that have
 * left go on counting, with nothing. Ends before the first month that fewer than `fewest` were seen for. Not discounted.
 * Source: Nelson, Journal of Quality Technology 20 (1988), mean cumulative function.
 */
export function meanCumulativeMargin(lives: readonly ClientLife[], fewest = FEWEST_LIVES): number[] {
  return cumulative(
    lives,
    lives.map(({ weight }) => weight),
    monthsSeenBy(lives, fewest),
  );
}

/** Months of life after which the mean client has brought the cost; 1: by the end of the first. null: not on the curve. */
export function paybackMonth(curve: readonly number[], cost: number): number | null {
  const month = curve.findIndex((margin) => margin >= cost);
  return month < 0 ? null : month + 1;
}

/**
 * When the mean client has brought its cost of acquisition, with an interval over `draws` resamples of the clients.
 * Throws on a cost that is not above 0.
 */
export function payback(
  lives: readonly ClientLife[],
  cost: number,
  draws: number,
  random: () => number,
): Payback {
  if (!(cost > 0)) throw new RangeError(`cost: ${cost} is not above 0, so that it never was to come back`);
  const seenMonths = monthsSeenBy(lives, FEWEST_LIVES);
  const months = paybackMonth(meanCumulativeMargin(lives), cost);
  const drawn = Array.from({ length: draws }, () => {
    const weights = new Float64Array(lives.length);
    for (let draw = 0; draw < lives.length; draw++) {
      const at = Math.floor(random() * lives.length);
      weights[at] = (weights[at] ?? 0) + (lives[at]?.weight ?? 0);
    }
    return paybackMonth(cumulative(lives, weights, seenMonths), cost) ?? Number.POSITIVE_INFINITY;
  }).sort((a, b) => a - b);
  const at = (share: number): number | null => {
    const month = drawn[Math.min(draws - 1, Math.floor(share * draws))] ?? months;
    return month === Number.POSITIVE_INFINITY ? null : month;
  };
  return { months, low: at(0.1), high: at(0.9), seenMonths };
}

function monthsSeenBy(lives: readonly ClientLife[], fewest: number): number {
  const seen = lives.map(({ monthsSeen }) => monthsSeen).sort((a, b) => b - a);
  return Math.max(0, seen[fewest - 1] ?? 0);
}

function cumulative(
  lives: readonly ClientLife[],
  weights: ArrayLike<number> & Iterable<number>,
  months: number,
): number[] {
  const margins = new Float64Array(months);
  const seen = new Float64Array(months + 1);
  lives.forEach(({ monthsSeen, flows }, at) => {
    const weight = weights[at] ?? 0;
    const until = Math.min(months, monthsSeen);
    seen[until] = (seen[until] ?? 0) + weight;
    for (const { month, margin } of flows) {
      if (month >= 0 && month < until) margins[month] = (margins[month] ?? 0) + weight * margin;
    }
  });
  let atRisk = sum(weights) - (seen[0] ?? 0);
  let total = 0;
  return Array.from(margins, (margin, month) => {
    total += atRisk > 0 ? margin / atRisk : 0;
    atRisk -= seen[month + 1] ?? 0;
    return total;
  });
}
