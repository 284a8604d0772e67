/** How the variance of what is predicted grows with its mean: μ for counts, μ^1.5 for money. */
export const VARIANCE_POWER = { orders: 1, revenue: 1.5 } as const;

/** A mean below this share of the actual mean counts as this share of it: who predicts nothing loses, but not for ever. */
const SMALLEST_SHARE = 1e-3;

/**
 * Mean Tweedie deviance of predicted means μ from actual values y ≥ 0; its expectation is smallest at the true
 * means, so that it rewards a right level and a right ranking at once.
 *
 * Power 1: 2·[y ln(y/μ) − (y − μ)]. Power p in (1, 2): 2·[y^(2−p)/((1−p)(2−p)) − y μ^(1−p)/(1−p) + μ^(2−p)/(2−p)].
 * Means are at least 0.1 % of the actual mean. Negative actual values count as 0; no values give 0. Source:
 * Jørgensen 1987.
 */
export function meanDeviance(predicted: ArrayLike<number>, actual: ArrayLike<number>, power: number): number {
  const deviances = clientDeviances(predicted, actual, power);
  return deviances.length > 0 ? deviances.reduce((sum, one) => sum + one, 0) / deviances.length : 0;
}

/** The deviance of each client, of which `meanDeviance` is the mean. */
export function clientDeviances(
  predicted: ArrayLike<number>,
  actual: ArrayLike<number>,
  power: number,
): Float64Array {
  const clients = actual.length;
  const least = leastMean(actual);
  const deviances = new Float64Array(clients);
  for (let index = 0; index < clients; index += 1) {
    const y = Math.max(0, actual[index] ?? 0);
    const mean = Math.max(least, predicted[index] ?? 0);
    deviances[index] = 2 * (power === 1 ? poissonTerm(y, mean) : tweedieTerm(y, mean, power));
  }
  return deviances;
}

/** What a smaller predicted mean counts as. */
export function leastMean(actual: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < actual.length; index += 1) total += Math.max(0, actual[index] ?? 0);
  return Math.max(1e-12, (SMALLEST_SHARE * total) / Math.max(1, actual.length));
}

function poissonTerm(y: number, mean: number): number {
  return (y > 0 ? y * Math.log(y / mean) : 0) - (y - mean);
}

function tweedieTerm(y: number, mean: number, power: number): number {
  return (
    y ** (2 - power) / ((1 - power) * (2 - power)) -
    (y * mean ** (1 - power)) / (1 - power) +
    mean ** (2 - power) / (2 - power)
  );
}
