import { pairs, sum } from "d3";
import { captureCurve } from "./captured-share.js";

function gainOverChance(predicted: readonly number[], actual: readonly number[]): number | null {
  const points = captureCurve(predicted, actual);
  if (points === null) return null;
  return (
    sum(pairs(points), ([from, to]) => (to.accounts - from.accounts) * (from.captured + to.captured)) - 1
  );
}

/**
 * How well predictions rank the actual values: the Gini coefficient of the capture curve over that of a
 * perfect ranking. 1 is perfect, 0 chance (also all predictions equal), negative worse than chance.
 *
 * Null when the actual total is not positive or all actual values are equal: there is nothing to rank.
 */
export function normalisedGini(predicted: readonly number[], actual: readonly number[]): number | null {
  const achieved = gainOverChance(predicted, actual);
  const perfect = gainOverChance(actual, actual);
  return achieved === null || perfect === null || !(perfect > 1e-12) ? null : achieved / perfect;
}
