import { randomNormal } from "d3";
import type { RepeatFit, RepeatParameters } from "../repeat/repeat-model.js";
import { repeatModel } from "../repeat/repeat-models.js";

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
  const names = repeatModel(fit.model).parameterNames;
  const factor = fit.logCovariance === null ? null : choleskyFactor(fit.logCovariance);
  if (factor === null) return null;
  const normal = randomNormal.source(random)();
  return Array.from({ length: draws }, () => {
    const independent = names.map(() => normal());
    const drawn = names.map((name, row): [string, number] => {
      const move = (factor[row] ?? []).reduce(
        (sum, entry, column) => sum + entry * (independent[column] ?? 0),
        0,
      );
      return [name, (fit.parameters[name] ?? Number.NaN) * Math.exp(move)];
    });
    return { ...fit.parameters, ...Object.fromEntries(drawn) };
  });
}

/** The lower factor L of M = LLᵀ; null where M is not positive definite. */
function choleskyFactor(matrix: readonly (readonly number[])[]): number[][] | null {
  const lower: number[][] = [];
  for (const [row, entries] of matrix.entries()) {
    const own: number[] = [];
    for (let column = 0; column <= row; column += 1) {
      const above = column === row ? own : (lower[column] ?? []);
      const known = own.reduce(
        (sum, entry, index) => sum + entry * (index < column ? (above[index] ?? 0) : 0),
        0,
      );
      const rest = (entries[column] ?? Number.NaN) - known;
      if (column < row) own.push(rest / (above[column] ?? Number.NaN));
      else if (rest > 0) own.push(Math.sqrt(rest));
      else return null;
    }
    lower.push(own);
  }
  return lower;
}
