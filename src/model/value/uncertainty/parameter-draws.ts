import type { RepeatFit, RepeatParameters } from "../repeat/repeat-model.js";
import { repeatModel } from "../repeat/repeat-models.js";
import { normalDraws } from "./normal-draws.js";

/**
 * Draws of a fit's parameters: ln θ ~ N(ln θ̂, covariance), by Cholesky (Laplace's approximation on logarithms).
 * What was chosen and not estimated stays. Null without a covariance that is positive definite: resample the
 * accounts instead.
 */
export function parameterDraws(
  fit: RepeatFit,
  draws: number,
  random: () => number,
): RepeatParameters[] | null {
  const draw = normalDraws(fit.logCovariance, random);
  if (draw === null) return null;
  const names = repeatModel(fit.model).parameterNames;
  return Array.from({ length: draws }, () => {
    const moves = draw();
    const drawn = names.map((name, index): [string, number] => [
      name,
      (fit.parameters[name] ?? Number.NaN) * Math.exp(moves[index] ?? Number.NaN),
    ]);
    return { ...fit.parameters, ...Object.fromEntries(drawn) };
  });
}
