import { logRisingFactorials } from "../../numerics/log-rising-factorial.js";
import type { SampleLikelihood } from "../repeat/fit-repeat-model.js";
import { type HistorySlopes, historyLikelihood } from "./history-likelihood.js";

/**
 * The log-likelihood of many histories under Pareto/NBD and its slopes by ln r, ln α, ln s, ln β:
 *
 * ln (r)ₓ + r ln α + s ln β + ln[ (α+T)^−(r+x) (β+T)^−s + s ∫ from tₓ to T of (α+u)^−(r+x) (β+u)^−(s+1) du ].
 */
export const paretoNbdSample: SampleLikelihood =
  ({ counts, starts, clients, recency, age, weight }) =>
  (point) => {
    const [r = 0, alpha = 0, s = 0, beta = 0] = point.map(Math.exp);
    const rising = logRisingFactorials(r, counts);
    const [logAlpha, logBeta] = [Math.log(alpha), Math.log(beta)];
    const one: HistorySlopes = { value: 0, r: 0, alpha: 0, s: 0, beta: 0 };
    let value = 0;
    let [slopeR, slopeAlpha, slopeS, slopeBeta] = [0, 0, 0, 0];
    for (let block = 0; block < counts.length; block += 1) {
      const shape = r + (counts[block] ?? 0);
      const ofBlock = clients[block] ?? 0;
      for (let row = starts[block] ?? 0; row < (starts[block + 1] ?? 0); row += 1) {
        const w = weight[row] ?? 0;
        historyLikelihood(shape, alpha, s, beta, recency[row] ?? 0, age[row] ?? 0, one);
        value += w * one.value;
        slopeR += w * one.r;
        slopeAlpha += w * one.alpha;
        slopeS += w * one.s;
        slopeBeta += w * one.beta;
      }
      value += ofBlock * ((rising.value[block] ?? 0) + r * logAlpha + s * logBeta);
      slopeR += ofBlock * ((rising.slope[block] ?? 0) + logAlpha);
      slopeAlpha += (ofBlock * r) / alpha;
      slopeS += ofBlock * logBeta;
      slopeBeta += (ofBlock * s) / beta;
    }
    return { value, slopes: [slopeR * r, slopeAlpha * alpha, slopeS * s, slopeBeta * beta] };
  };
