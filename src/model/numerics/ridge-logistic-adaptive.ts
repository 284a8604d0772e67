import { conjugateRidgeSolution } from "./ridge-conjugate.js";
import { columnPenalties, updatedBlockPenalties } from "./ridge-field-penalties.js";
import {
  climb,
  type LogisticData,
  meanDeviance,
  type RidgeLogisticFit,
  ridgeLogistic,
  startingCoefficients,
} from "./ridge-logistic.js";
import { WorkingCurvature } from "./working-curvature.js";

/** A penalised logistic fit whose penalties were chosen by the data. */
export interface AdaptiveRidgeLogistic {
  readonly fit: RidgeLogisticFit;
  readonly blockPenalties: Float64Array;
  readonly strength: number;
  /** Mean deviance −2·log-likelihood/Σw of the rows when left out (approximate). */
  readonly leaveOneOutDeviance: number;
}

const STRENGTHS = [0.5, 1, 2, 4, 16, 256];
const MOST_STEPS = 30;
const MOST_UPDATES = 25;
const STEPS_AN_UPDATE = 1;
/** Coefficients' worth of fit below which a further update changes nothing that matters. */
const SETTLED_TOLERANCE = 0.05;
const STARTING_PENALTY = 4;
const PRIOR_WEIGHT = 0.25;

/**
 * Ridge logistic regression with a penalty for each block of columns, chosen by evidence (Laplace approximation),
 * their common strength by approximate leave-one-out deviance. `blocks[j]` is the block of column j, −1 for the
 * intercept in column 0.
 */
export function adaptiveRidgeLogistic(data: LogisticData, blocks: Int32Array): AdaptiveRidgeLogistic {
  const blockCount = blocks.reduce((most, block) => Math.max(most, block + 1), 0);
  const curvature = new WorkingCurvature(data.rows);
  let diagonal = new Float64Array(0);
  const climbed = (start: Float64Array, blockPenalties: Float64Array, steps: number): Float64Array => {
    const penalties = columnPenalties(blocks, blockPenalties);
    return climb(data, penalties, start, steps, (working, gradient) => {
      const direction = curvature.solve(working, penalties, gradient);
      diagonal = Float64Array.from(curvature.diagonal(working, penalties));
      return direction;
    });
  };
  let blockPenalties = new Float64Array(blockCount).fill(STARTING_PENALTY);
  let coefficients = climbed(startingCoefficients(data), blockPenalties, MOST_STEPS);
  let settled = Number.POSITIVE_INFINITY;
  for (let update = 0; update < MOST_UPDATES && blockCount > 0; update++) {
    const next = updatedBlockPenalties(
      coefficients,
      diagonal,
      blocks,
      blockPenalties,
      1,
      STARTING_PENALTY,
      PRIOR_WEIGHT,
    );
    blockPenalties = Float64Array.from(next.penalties);
    coefficients = climbed(coefficients, blockPenalties, STEPS_AN_UPDATE);
    if (Math.abs(next.settled - settled) < SETTLED_TOLERANCE) break;
    settled = next.settled;
  }
  let best: AdaptiveRidgeLogistic | undefined;
  for (const strength of blockCount === 0 ? [1] : STRENGTHS) {
    const scaled = blockPenalties.map((penalty) => penalty * strength);
    const fit = ridgeLogistic(data, columnPenalties(blocks, scaled), coefficients, curvature);
    const leaveOneOutDeviance = meanDeviance(data, fit.leaveOneOut);
    if (best === undefined || leaveOneOutDeviance < best.leaveOneOutDeviance * (1 - 1e-9)) {
      best = { fit, blockPenalties: scaled, strength, leaveOneOutDeviance };
    }
  }
  if (best === undefined) throw new Error("ridge strength: no candidate was tried");
  return best;
}

/**
 * The coefficients that a few Newton steps reach from a fit to the same rows counted otherwise; near enough where counts
 * differ as resamples do. The inverse of that fit takes the place of a factorisation for each new count.
 */
export function recountedLogistic(
  data: LogisticData,
  penalties: Float64Array,
  fit: RidgeLogisticFit,
  steps: number,
): Float64Array {
  return climb(data, penalties, fit.coefficients, steps, (working, gradient) =>
    conjugateRidgeSolution(data.rows, working, penalties, gradient, fit.inverse),
  );
}
