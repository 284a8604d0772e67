/** What pay may reward. */
export const PAY_MEASURES = ["bookings", "clv", "retention", "upsell", "satisfaction"] as const;
export type PayMeasure = (typeof PAY_MEASURES)[number];

/** What a rep is paid for: amounts above or at zero, in the unit of the measure; null where nothing is known. */
export interface PayBasis {
  readonly rep: string;
  readonly amounts: Readonly<Record<PayMeasure, number | null>>;
}

/** A rep's share of one pool of variable pay, paid on bookings alone and by the weights. */
export interface PayShare {
  readonly rep: string;
  readonly onBookings: number;
  readonly byWeights: number;
  readonly change: number;
}

export type PayWeights = Readonly<Record<PayMeasure, number>>;

/** The weights such that they sum to 1, over the measures that can be paid on; all zero counts as all the same. */
export function normalisedWeights(weights: PayWeights, payable: readonly PayMeasure[]): PayWeights {
  const kept = PAY_MEASURES.map((measure) => {
    const weight = weights[measure];
    if (!(weight >= 0)) throw new RangeError(`the weight of ${measure} is ${weight}: weights are 0 or more.`);
    return payable.includes(measure) ? weight : 0;
  });
  const total = kept.reduce((sum, weight) => sum + weight, 0);
  const shareOf = (measure: PayMeasure, at: number) =>
    total > 0 ? (kept[at] ?? 0) / total : payable.includes(measure) ? 1 / payable.length : 0;
  const [bookings = 0, clv = 0, retention = 0, upsell = 0, satisfaction = 0] = PAY_MEASURES.map(shareOf);
  return { bookings, clv, retention, upsell, satisfaction };
}

/** The measures that somebody has an amount of, so that pay can be shared out by them. */
export function payableMeasures(reps: readonly PayBasis[]): PayMeasure[] {
  return PAY_MEASURES.filter((measure) => reps.some(({ amounts }) => (amounts[measure] ?? 0) > 0));
}

/**
 * How one pool would be shared out: share_r = Σ_k w_k · amount_rk / Σ_r amount_rk, weights normalised.
 *
 * Shares of both kinds sum to 1. A missing amount counts as none. Most moved first; no reps, or nothing that can be
 * paid on, gives an empty list, and without bookings the first kind is shared out alike.
 */
export function payShares(reps: readonly PayBasis[], weights: PayWeights): PayShare[] {
  const payable = payableMeasures(reps);
  if (payable.length === 0) return [];
  const normalised = normalisedWeights(weights, payable);
  const totals = new Map(
    payable.map((measure) => [measure, reps.reduce((sum, { amounts }) => sum + (amounts[measure] ?? 0), 0)]),
  );
  const shareOf = ({ amounts }: PayBasis, measure: PayMeasure): number => {
    const total = totals.get(measure);
    return total === undefined ? 1 / reps.length : (amounts[measure] ?? 0) / total;
  };
  return reps
    .map((one) => {
      const onBookings = shareOf(one, "bookings");
      const byWeights = payable.reduce(
        (sum, measure) => sum + normalised[measure] * shareOf(one, measure),
        0,
      );
      return { rep: one.rep, onBookings, byWeights, change: byWeights - onBookings };
    })
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || (a.rep < b.rep ? -1 : 1));
}
