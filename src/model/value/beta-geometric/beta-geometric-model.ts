import { continuousForecaster, positiveParameters } from "../repeat/continuous-forecaster.js";
import type { RepeatHistory } from "../repeat/repeat-history.js";
import type { RepeatForecaster, RepeatParameters } from "../repeat/repeat-model.js";
import { betaGeometricLogLikelihood, logWays } from "./beta-geometric-log-likelihood.js";
import type { BetaGeometricVariant } from "./beta-geometric-parameters.js";
import { countProbability } from "./count-probability.js";
import { stageWeights } from "./erlang-stages.js";
import { purchasesIfAlive } from "./expected-purchases.js";

/** What is estimated of all beta-geometric models. */
export const BETA_GEOMETRIC_NAMES = ["r", "alpha", "a", "b"] as const;

/**
 * Forecasts of a beta-geometric model.
 *
 * P(alive) = 1 / (1 + left / stayed) of `logWays`. In BG/NBD and BG/CNBD-k it is 1 without repeats, however long
 * ago the first purchase was: they let a client leave only after a repeat. The modified models do not.
 */
export function betaGeometricForecaster(
  label: string,
  variant: BetaGeometricVariant,
  given: RepeatParameters,
): RepeatForecaster {
  const parameters = positiveParameters(label, BETA_GEOMETRIC_NAMES, given);
  const { r, alpha, a, b } = parameters;
  const { leavesAtOnce, regularity } = variant;
  const ifAlive = purchasesIfAlive(parameters, variant);
  const probabilityAlive = (history: RepeatHistory): number => {
    const { stayed, left } = logWays(parameters, variant, history);
    return left === Number.NEGATIVE_INFINITY ? 1 : 1 / (1 + Math.exp(left - stayed));
  };
  const shapeOf = (repeats: number): number => r + regularity * repeats;
  const weightsOf = ({ repeats, recency, age }: RepeatHistory): number[] => {
    const weights = stageWeights(shapeOf(repeats), age - recency, alpha + age, regularity);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  };
  const totalsByStage = rememberedTotals((repeats, age, aheads) => {
    const totals = Array.from({ length: regularity }, () => new Float64Array(aheads.length));
    aheads.forEach((ahead, index) => {
      const byStage = ifAlive(repeats, age, ahead);
      for (const [stage, total] of totals.entries()) total[index] = byStage[stage] ?? 0;
    });
    return totals;
  });
  return continuousForecaster({
    logLikelihood: (history) => betaGeometricLogLikelihood(parameters, variant, history),
    probabilityAlive,
    expectedPurchasesIfAlive: (history, aheads) => {
      const byStage = totalsByStage(history.repeats, history.age, aheads);
      const [only] = byStage;
      if (regularity === 1 && only !== undefined) return only;
      const weights = weightsOf(history);
      return Float64Array.from(aheads, (_, index) =>
        byStage.reduce((sum, expected, stage) => sum + (weights[stage] ?? 0) * (expected[index] ?? 0), 0),
      );
    },
    probabilityOfCount: (count, time) => countProbability(parameters, variant, count, time),
    orderProcess: (history) => ({
      alive: probabilityAlive(history),
      shape: shapeOf(history.repeats),
      rate: alpha + history.age,
      leave: a,
      stay: b + history.repeats + (leavesAtOnce ? 1 : 0),
      ...(regularity > 1 ? { stages: weightsOf(history) } : {}),
    }),
  });
}

type TotalsByStage = (repeats: number, age: number, aheads: readonly number[]) => Float64Array[];

/** Remembers what was computed for the latest times ahead, by x and T: portfolios hold many clients that share both. */
function rememberedTotals(compute: TotalsByStage): TotalsByStage {
  let known = new Map<number, Map<number, Float64Array[]>>();
  let knownAt: readonly number[] = [];
  return (repeats, age, aheads) => {
    const same =
      aheads === knownAt || (aheads.length === 1 && knownAt.length === 1 && aheads[0] === knownAt[0]);
    if (!same) {
      known = new Map();
      knownAt = aheads;
    }
    let ofCount = known.get(repeats);
    if (ofCount === undefined) {
      ofCount = new Map();
      known.set(repeats, ofCount);
    }
    let totals = ofCount.get(age);
    if (totals === undefined) {
      totals = compute(repeats, age, aheads);
      ofCount.set(age, totals);
    }
    return totals;
  };
}
