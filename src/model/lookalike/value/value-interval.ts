import { probit } from "simple-statistics";

/** Distribution of log CLV around its prediction, in widths, from left-out clients. */
export interface ValueSpread {
  /** Left-out residuals over their widths, ascending; `points` of them for each client. */
  readonly residuals: Float64Array;
  readonly points: number;
  /** Standard deviation of the residuals, for the tails beyond them. */
  readonly deviation: number;
  /** CLV of the clients that brought in nothing or a loss, ascending. */
  readonly losses: Float64Array;
}

/** Before clients tell, log CLV is taken to deviate by so much, with the weight of so many clients. */
const PRIOR_DEVIATION = 1.2;
const PRIOR_CLIENTS = 2;
const CLIENT_LEVELS = [0.1, 0.3, 0.5, 0.7, 0.9];

/** Locations of clients' log CLV by fits that did not see them, and how wide each of them is. */
export interface LeftOut {
  readonly locations: Float64Array;
  readonly spreads: Float64Array;
}

/**
 * Collects what intervals are made of: what clients' log CLV (`targets`) deviates from where fits without them put it,
 * in one round or several. A client whose CLV is still partly expected (`deviations`, of its log) enters as
 * five points of its own distribution, since the interval is of what will be realised. With few clients the deviation
 * leans on a prior (an 80 % interval of about ×/÷ 4.7), so that even one client gives a defined, wide interval.
 */
export function fitValueSpread(
  targets: Float64Array,
  rounds: readonly LeftOut[],
  deviations: Float64Array,
  losses: Float64Array,
): ValueSpread {
  const levels = deviations.some((deviation) => deviation > 0) ? CLIENT_LEVELS : [0.5];
  const points = levels.length * rounds.length;
  const residuals = new Float64Array(targets.length * points);
  let at = 0;
  for (let row = 0; row < targets.length; row++) {
    const deviation = deviations[row] ?? 0;
    for (const { locations, spreads } of rounds) {
      const residual = (targets[row] ?? 0) - (locations[row] ?? 0);
      for (const level of levels) {
        // The mean of a lognormal lies half a variance above its median.
        const own = levels.length === 1 ? 0 : deviation * probit(level) - deviation ** 2 / 2;
        residuals[at++] = (residual + own) / (spreads[row] ?? 1);
      }
    }
  }
  residuals.sort();
  const informed = targets.length < 2 ? 0 : targets.length;
  const squares = residuals.reduce((sum, residual) => sum + residual * residual, 0) / points;
  return {
    residuals,
    points,
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
  const { residuals, deviation, points } = spread;
  const count = residuals.length / points;
  const last = residuals.length - 1;
  // Client i of n stands for level i/(n + 1); its points share its step.
  const rank = (level * (count + 1) - 0.5) * points - 0.5;
  if (level * (count + 1) >= 1 && level * (count + 1) <= count) {
    const below = Math.min(Math.max(Math.floor(rank), 0), last);
    const low = residuals[below] ?? 0;
    const high = residuals[Math.min(below + 1, last)] ?? 0;
    return low + Math.min(Math.max(rank - below, 0), 1) * (high - low);
  }
  const tail = probit(level) * deviation * Math.sqrt(1 + 1 / Math.max(count, 1));
  return level < 0.5 ? Math.min(tail, residuals[0] ?? 0) : Math.max(tail, residuals[last] ?? 0);
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
