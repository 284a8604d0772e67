import { max } from "d3";
import { minimise } from "../../../numerics/minimise/minimise.js";
import { objectiveAndGradient } from "../../../numerics/minimise/objective.js";
import type { ParetoNbdParameters } from "../../pareto-nbd/pareto-nbd-parameters.js";
import type { RepeatHistory } from "../repeat-history.js";
import { ggompertzSample } from "./ggompertz-sample.js";
import { FARTHEST_LOG, paretoMaximum } from "./pareto-maximum.js";

/** Pareto/NBD with attrition that grows with age: hazard μ·e^{bt}, μ ~ Gamma(s, κ); b per unit of time. */
export interface GgompertzFit {
  readonly parameters: {
    readonly r: number;
    readonly alpha: number;
    readonly s: number;
    readonly kappa: number;
    readonly b: number;
  };
  readonly logLikelihood: number;
  /** Log-likelihood above that of Pareto/NBD; 0 where b = 0, the boundary, is likeliest. */
  readonly gain: number;
}

/** Growth over the longest history, in logarithms, beyond which a client could only leave at its very end. */
const MOST_AGEING = 30;
/** Starting growth over the longest history, in logarithms. */
const FIRST_AGEING = 1;
/** Starting ln s at most: without ageing, clients that age look all alike (s → ∞), and from there no way leads back. */
const FIRST_LOG_S = Math.log(2);

/**
 * Fits GGompertz/NBD (Bemmaor and Glady 2012) by maximum likelihood, from the maximum of Pareto/NBD, which it holds at
 * b = 0; `near` are parameters of that one.
 *
 * b is at least 0: clients can leave sooner with age; later with age is what differences between clients already look
 * like. Throws a RangeError for parameters or histories that are no such thing.
 */
export function fitGgompertz(histories: readonly RepeatHistory[], near: ParetoNbdParameters): GgompertzFit {
  const pareto = paretoMaximum(histories, near);
  const oldest = max(pareto.histories.age) ?? 0;
  const likelihood = ggompertzSample(pareto.histories);
  const { objective, gradient } = objectiveAndGradient((point) => {
    const b = Math.exp(point[4] ?? 0);
    const [logs, inside] = [point.slice(0, 4), b * oldest <= MOST_AGEING];
    if (!inside || logs.some((log) => Math.abs(log) > FARTHEST_LOG)) {
      return { value: Number.POSITIVE_INFINITY, slopes: point.map(() => Number.NaN) };
    }
    const { value, slopes } = likelihood([...logs, b]);
    return { value: -value, slopes: slopes.map((slope, index) => (index === 4 ? -slope * b : -slope)) };
  });
  const [logR = 0, logAlpha = 0, logS = 0, logBeta = 0] = pareto.point;
  const apart = Math.max(0, logS - FIRST_LOG_S);
  const start = [logR, logAlpha, logS - apart, logBeta - apart, Math.log(FIRST_AGEING / oldest)];
  const { point, value } = minimise(objective, [start], gradient);
  const gain = Math.max(0, -value - pareto.logLikelihood);
  const [r = 0, alpha = 0, s = 0, kappa = 0] = (gain > 0 ? point : pareto.point).map(Math.exp);
  return {
    parameters: { r, alpha, s, kappa, b: gain > 0 ? Math.exp(point[4] ?? 0) : 0 },
    logLikelihood: pareto.logLikelihood + gain,
    gain,
  };
}
