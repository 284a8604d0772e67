import { deviation, mean } from "d3";
import { logistic, ridgeLogistic } from "../numerics/ridge-logistic.js";
import { emptyRidgeRows } from "../numerics/ridge-rows.js";
import type { ScoredOutcome } from "./isotonic-fit.js";

/** Keeps the slope finite where the score parts won from lost. */
const SLOPE_PENALTY = 0.1;

/** P(won) = 1/(1 + e^−(a + b·score)) with b ≥ 0: a score that goes the wrong way says nothing. Needs at least one outcome. */
export function logisticFit(outcomes: readonly ScoredOutcome[]): (score: number) => number {
  const scores = outcomes.map(({ score }) => score);
  const centre = mean(scores) ?? 0;
  const spread = deviation(scores) || 1;
  const rows = emptyRidgeRows(outcomes.length, 2, 2);
  outcomes.forEach(({ score }, row) => {
    rows.columns.set([0, 1], 2 * row);
    rows.values.set([1, (score - centre) / spread], 2 * row);
  });
  const won = Float64Array.from(outcomes, (outcome) => (outcome.won ? 1 : 0));
  const weights = new Float64Array(outcomes.length).fill(1);
  const data = { rows, outcomes: won, weights };
  const { coefficients } = ridgeLogistic(data, Float64Array.of(1e-6, SLOPE_PENALTY));
  const [level = 0, slope = 0] = coefficients;
  if (slope < 0) {
    const share = (won.reduce((sum, one) => sum + one, 0) + 0.5) / (won.length + 1);
    return () => share;
  }
  return (score) => logistic(level + (slope * (score - centre)) / spread);
}
