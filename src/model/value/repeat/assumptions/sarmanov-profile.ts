import { type HistorySlopes, historyLikelihood } from "../../pareto-nbd/history-likelihood.js";
import { paretoNbdSample } from "../../pareto-nbd/pareto-nbd-sample.js";
import type { CollapsedHistories } from "../collapsed-histories.js";
import { kernelMean, sarmanovBounds } from "./sarmanov-bounds.js";

/** The likeliest m at given Pareto/NBD parameters, and the log-likelihood there. */
export interface SarmanovProfile {
  readonly m: number;
  readonly logLikelihood: number;
}

const NEWTON_ROUNDS = 60;

/**
 * The Pareto/NBD likelihood under g(λ)g(μ)[1 + m·φ(λ)φ(μ)] as a function of ln r, ln α, ln s and ln β, at the likeliest m
 * that leaves the density nowhere negative.
 *
 * e^−λ times a Gamma(r, α) density is A times that of Gamma(r, α+1), so that a history's likelihood is that of Pareto/NBD
 * times 1 + m·c, c = AB·[L(α+1, β+1) − L(α+1, β) − L(α, β+1) + L(α, β)] / L(α, β). Its logarithm is concave in m.
 */
export function sarmanovProfile(
  histories: CollapsedHistories,
): (point: readonly number[]) => SarmanovProfile {
  const { weight } = histories;
  const pareto = paretoNbdSample(histories);
  return (point) => {
    const [r = 0, alpha = 0, s = 0, beta = 0] = point.map(Math.exp);
    const { least, most } = sarmanovBounds({ r, alpha, s, beta });
    const tilts = tiltsOf(histories, r, alpha, s, beta);
    const m = likeliest(tilts, weight, least, most);
    const tilted = tilts.reduce((sum, tilt, row) => sum + (weight[row] ?? 0) * Math.log1p(m * tilt), 0);
    return { m, logLikelihood: pareto(point).value + tilted };
  };
}

/** c of each history, from the part of its likelihoods that depends on time: A and B are in the rest. */
function tiltsOf(
  { counts, starts, recency, age, weight }: CollapsedHistories,
  r: number,
  alpha: number,
  s: number,
  beta: number,
): Float64Array {
  const [meanA, meanB] = [kernelMean(r, alpha), kernelMean(s, beta)];
  const tilts = new Float64Array(weight.length);
  const found: HistorySlopes = { value: 0, r: 0, alpha: 0, s: 0, beta: 0 };
  for (let block = 0; block < counts.length; block += 1) {
    const shape = r + (counts[block] ?? 0);
    for (let row = starts[block] ?? 0; row < (starts[block + 1] ?? 0); row += 1) {
      const at = (moreAlpha: number, moreBeta: number): number => {
        historyLikelihood(
          shape,
          alpha + moreAlpha,
          s,
          beta + moreBeta,
          recency[row] ?? 0,
          age[row] ?? 0,
          found,
        );
        return found.value;
      };
      const plain = at(0, 0);
      tilts[row] =
        Math.exp(at(1, 1) - plain) -
        meanB * Math.exp(at(1, 0) - plain) -
        meanA * Math.exp(at(0, 1) - plain) +
        meanA * meanB;
    }
  }
  return tilts;
}

/** Where Σ w ln(1 + m·c) is greatest: Newton's steps, halving where they leave what is left of the bounds. */
function likeliest(tilts: Float64Array, weight: Float64Array, least: number, most: number): number {
  const slopeAt = (m: number): { readonly slope: number; readonly curvature: number } => {
    let [slope, curvature] = [0, 0];
    for (let row = 0; row < tilts.length; row += 1) {
      const part = (tilts[row] ?? 0) / (1 + m * (tilts[row] ?? 0));
      slope += (weight[row] ?? 0) * part;
      curvature -= (weight[row] ?? 0) * part * part;
    }
    return { slope, curvature };
  };
  if (!(slopeAt(most).slope < 0)) return most;
  if (!(slopeAt(least).slope > 0)) return least;
  let [low, high, m] = [least, most, 0];
  for (let round = 0; round < NEWTON_ROUNDS; round += 1) {
    const { slope, curvature } = slopeAt(m);
    if (slope > 0) low = m;
    else high = m;
    const step = m - slope / curvature;
    const next = step > low && step < high ? step : (low + high) / 2;
    if (Math.abs(next - m) <= 1e-12 * (most - least)) return next;
    m = next;
  }
  return m;
}
