import { studentQuantile } from "../../numerics/student-quantile.js";

/** Clients won in one year, and what they brought by the same age. */
export interface CohortMean {
  readonly cohort: string;
  readonly clients: number;
  readonly mean: number;
  /** Standard deviation over its clients. */
  readonly deviation: number;
}

export interface CohortContrast {
  /** The two cohorts that lie apart, the earlier first; null where none do beyond chance. */
  readonly apart: readonly [CohortMean, CohortMean] | null;
}

/** Of naming a pair where all cohorts are alike. */
const LEVEL = 0.05;
const FEWEST_CLIENTS = 5;

/**
 * The pair of cohorts whose means lie furthest apart in standard errors, where chance does not explain it: Welch's
 * t = (x̄₁ − x̄₂) / √(s₁²/n₁ + s₂²/n₂) beyond Student's quantile at 5 % over all pairs (Bonferroni), with as many degrees of
 * freedom as the smaller cohort has. Cohorts of fewer than 5 clients are left out. Null with fewer than two cohorts.
 */
export function cohortContrast(cohorts: readonly CohortMean[]): CohortContrast | null {
  const known = cohorts.filter(({ clients }) => clients >= FEWEST_CLIENTS);
  const pairs = known.flatMap((one, at) => known.slice(at + 1).map((other) => [one, other] as const));
  if (pairs.length === 0) return null;
  const beyond = pairs.map(([one, other]) => {
    const error = Math.sqrt(one.deviation ** 2 / one.clients + other.deviation ** 2 / other.clients);
    const gap = Math.abs(one.mean - other.mean);
    const t = error > 0 ? gap / error : gap > 0 ? Number.POSITIVE_INFINITY : 0;
    const degrees = Math.min(one.clients, other.clients) - 1;
    return t / studentQuantile(1 - LEVEL / (2 * pairs.length), degrees);
  });
  const clearest = beyond.indexOf(Math.max(...beyond));
  return { apart: (beyond[clearest] ?? 0) > 1 ? (pairs[clearest] ?? null) : null };
}
