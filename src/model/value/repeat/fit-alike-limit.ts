import { minimise } from "../../numerics/minimise/minimise.js";
import { objectiveAndGradient, type ValueAndSlopes } from "../../numerics/minimise/objective.js";
import { WIDEST_LOG_ERROR } from "../sparse.js";

/** A model's limit in which clients do not differ in one respect: two parameters grow without end, their ratio stays. */
export interface AlikeLimit {
  /** The parameter that is held at 10,000. */
  readonly held: number;
  /** The one that grows with it. */
  readonly partner: number;
  /** Sentence for the reader: in what clients are alike. */
  readonly warning: string;
}

/** All order at one rate: Gamma(r, α) of the first two parameters. */
export const ALIKE_RATES: AlikeLimit = {
  held: 0,
  partner: 1,
  warning: "Clients do not differ measurably in how often they order: one rate is taken for all.",
};

/** A fit within limits of a model. */
export interface AlikeFit {
  readonly limits: readonly AlikeLimit[];
  readonly parameters: readonly number[];
  readonly logLikelihood: number;
  /** Of the logarithms of the parameters; 0 for what is held. */
  readonly logCovariance: readonly (readonly number[])[];
}

/** A Gamma or Beta with this parameter spreads by about 1 % of its mean. */
const ALIKE = 10_000;

/**
 * The likeliest fit in which clients are alike in one respect, or in all of `limits`: the parameters that grow are
 * held, the others found by maximum likelihood from `start`. Null where none has a proper maximum. For Gamma(s, β)
 * the limit is one rate s/β of all, for Beta(a, b) one chance a/(a + b).
 */
export function fitAlikeLimit(
  limits: readonly AlikeLimit[],
  evaluate: (logParameters: readonly number[]) => ValueAndSlopes,
  start: readonly number[],
): AlikeFit | null {
  const together = limits.length > 1 ? [limits] : [];
  return [...limits.map((limit) => [limit]), ...together]
    .flatMap((some) => fitWithin(some, evaluate, start) ?? [])
    .reduce<AlikeFit | null>(
      (best, next) => (best === null || next.logLikelihood > best.logLikelihood ? next : best),
      null,
    );
}

function fitWithin(
  limits: readonly AlikeLimit[],
  evaluate: (logParameters: readonly number[]) => ValueAndSlopes,
  start: readonly number[],
): AlikeFit | null {
  const from = [...start];
  for (const { held, partner } of limits) {
    from[partner] = (start[partner] ?? 0) + Math.log(ALIKE) - (start[held] ?? 0);
    from[held] = Math.log(ALIKE);
  }
  const free = [...from.keys()].filter((parameter) => limits.every(({ held }) => held !== parameter));
  const whole = (point: readonly number[]): number[] =>
    from.map((value, parameter) => point[free.indexOf(parameter)] ?? value);
  const { objective, gradient } = objectiveAndGradient((point) => {
    const { value, slopes } = evaluate(whole(point));
    return { value: -value, slopes: free.map((parameter) => -(slopes[parameter] ?? 0)) };
  });
  const { point, value, covariance } = minimise(
    objective,
    [free.map((parameter) => from[parameter] ?? 0)],
    gradient,
  );
  const known = covariance?.every((row, index) => Math.sqrt(row[index] ?? Number.NaN) <= WIDEST_LOG_ERROR);
  if (covariance === null || !known) return null;
  return {
    limits,
    parameters: whole(point).map((value, parameter) => (free.includes(parameter) ? Math.exp(value) : ALIKE)),
    logLikelihood: -value,
    logCovariance: from.map((_, row) =>
      from.map((__, column) => covariance[free.indexOf(row)]?.[free.indexOf(column)] ?? 0),
    ),
  };
}
