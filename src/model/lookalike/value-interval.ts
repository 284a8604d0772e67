import { probit } from "simple-statistics";

/** Distribution of log CLV around its prediction, in widths, from left-out clients. */
export interface ValueSpread {
  /** Left-out residuals over their widths, ascending. */
  readonly residuals: Float64Array;
  /** Standard deviation of the residuals, for the tails beyond them. */
  readonly deviation: number;
  /** CLV of the clients that brought in nothing or a loss, ascending. */
  readonly losses: Float64Array;
}

/** Before clients tell, log CLV is taken to deviate by so much, with the weight of so many clients. */
const PRIOR_DEVIATION = 1.2;
const PRIOR_CLIENTS = 2;

/**
 * Collects what intervals are made of. With few clients the deviation leans on a prior (an 80 % interval of about
 * ×/÷ 4.7), so that even one client gives a defined, wide interval.
 */
export function fitValueSpread(
  targets: Float64Array,
  leaveOneOut: Float64Array,
  spreads: Float64Array,
  losses: Float64Array,
): ValueSpread {
  const residuals = targets
    .map((target, row) => (target - (leaveOneOut[row] ?? 0)) / (spreads[row] ?? 1))
    .sort();
  const informed = targets.length < 2 ? 0 : targets.length;
  const squares = residuals.reduce((sum, residual) => sum + residual * residual, 0);
  return {
    residuals,
    deviation: Math.sqrt(
      ((informed > 0 ? squares : 0) + PRIOR_CLIENTS * PRIOR_DEVIATION ** 2) / (informed + PRIOR_CLIENTS),
    ),
    losses: Float64Array.from(losses).sort(),
  };
}

/**
 * Quantile of the residuals as jackknife+ reads it: level p lies at rank p·(n + 1); where that is beyond the smallest
 * or largest of them (few clients), the normal tail with the residuals' deviation, widened by √(1 + 1/n), takes over.
 * Level in (0, 1). Source: Barber, Candès, Ramdas and Tibshirani, Predictive inference with the jackknife+ (2021).
 */
export function residualQuantile(spread: ValueSpread, level: number): number {
  const { residuals, deviation } = spread;
  const count = residuals.length;
  const rank = level * (count + 1) - 1;
  if (rank >= 0 && rank <= count - 1) {
    const below = Math.floor(rank);
    const low = residuals[below] ?? 0;
    const high = residuals[Math.min(below + 1, count - 1)] ?? 0;
    return low + (rank - below) * (high - low);
  }
  const tail = probit(level) * deviation * Math.sqrt(1 + 1 / Math.max(count, 1));
  return rank < 0 ? Math.min(tail, residuals[0] ?? 0) : Math.max(tail, residuals[count - 1] ?? 0);
}

/**
 * Quantile of realised CLV: of exp(estimate + residual·width) with probability `gain`, of the losses otherwise.
 * Level in (0, 1).
 */
export function valueQuantile(
  spread: ValueSpread,
  estimate: number,
  width: number,
  gain: number,
  level: number,
): number {
  const loss = 1 - gain;
  if (level < loss) {
    const rank = (level / loss) * (spread.losses.length - 1);
    return spread.losses[Math.round(rank)] ?? 0;
  }
  if (spread.residuals.length === 0) return spread.losses.at(-1) ?? 0;
  const within = (level - loss) / gain;
  const bounded = Math.min(Math.max(within, 1e-4), 1 - 1e-4);
  return Math.exp(estimate + residualQuantile(spread, bounded) * width);
}
