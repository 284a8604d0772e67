import { logRisingFactorials } from "../../numerics/log-rising-factorial.js";
import type { CollapsedHistories } from "../repeat/collapsed-histories.js";
import type { SampleLikelihood } from "../repeat/fit-repeat-model.js";
import type { BetaGeometricVariant } from "./beta-geometric-parameters.js";

/**
 * The log-likelihood of many histories and its slopes by ln r, ln α, ln a, ln b, as a function of those
 * logarithms: what depends on x alone is computed once for each x. Same formula as
 * `betaGeometricLogLikelihood`, without the terms of the gaps.
 */
export function betaGeometricSample({ leavesAtOnce, regularity }: BetaGeometricVariant): SampleLikelihood {
  const atOnce = leavesAtOnce ? 1 : 0;
  return ({ counts, starts, clients, recency, age, weight }: CollapsedHistories) => {
    const events = counts.map((x) => regularity * x);
    const chances = counts.map((x) => x + atOnce);
    return (point) => {
      const [r = 0, alpha = 0, a = 0, b = 0] = point.map(Math.exp);
      const rising = logRisingFactorials(r, events);
      const stay = logRisingFactorials(b, chances);
      const all = logRisingFactorials(a + b, chances);
      const logAlpha = Math.log(alpha);
      let value = 0;
      let [slopeR, slopeAlpha, slopeA, slopeB] = [0, 0, 0, 0];
      for (let block = 0; block < counts.length; block += 1) {
        const ways = chances[block] ?? 0;
        const shape = r + (events[block] ?? 0);
        const logLeft = ways > 0 ? Math.log(a / (b + ways - 1)) : Number.NEGATIVE_INFINITY;
        const ofBlock = clients[block] ?? 0;
        let [logs, left, slopeShape] = [0, 0, 0];
        for (let row = starts[block] ?? 0; row < (starts[block + 1] ?? 0); row += 1) {
          const w = weight[row] ?? 0;
          const untilLast = alpha + (recency[row] ?? 0);
          const untilNow = alpha + (age[row] ?? 0);
          const logUntilLast = Math.log(untilLast);
          const logRatio = Math.log(untilLast / untilNow);
          let logStayed = shape * logRatio;
          let [stageSlopeShape, stageSlopeAlpha] = [0, 0];
          if (regularity > 1) {
            const ratio = 1 - untilLast / untilNow;
            let [term, sum, bySum, byShape, byAlpha] = [1, 1, 0, 0, 0];
            for (let stage = 1; stage < regularity; stage += 1) {
              term *= ((shape + stage - 1) * ratio) / stage;
              bySum += 1 / (shape + stage - 1);
              sum += term;
              byShape += term * bySum;
              byAlpha -= term * stage;
            }
            logStayed += Math.log(sum);
            stageSlopeShape = byShape / sum;
            stageSlopeAlpha = byAlpha / sum / untilNow;
          }
          const larger = Math.max(logStayed, logLeft);
          const smallerShare = Math.exp(Math.min(logStayed, logLeft) - larger);
          const alive = (logStayed >= logLeft ? 1 : smallerShare) / (1 + smallerShare);
          logs += w * (larger + Math.log1p(smallerShare) - shape * logUntilLast);
          left += w * (1 - alive);
          slopeShape += w * (alive * (logRatio + stageSlopeShape) - logUntilLast);
          slopeAlpha +=
            w * (alive * (shape * (1 / untilLast - 1 / untilNow) + stageSlopeAlpha) - shape / untilLast);
        }
        value +=
          logs +
          ofBlock *
            ((rising.value[block] ?? 0) + (stay.value[block] ?? 0) - (all.value[block] ?? 0) + r * logAlpha);
        slopeR += slopeShape + ofBlock * ((rising.slope[block] ?? 0) + logAlpha);
        slopeAlpha += (ofBlock * r) / alpha;
        slopeA += left / a - ofBlock * (all.slope[block] ?? 0);
        slopeB += ofBlock * ((stay.slope[block] ?? 0) - (all.slope[block] ?? 0));
        if (ways > 0) slopeB -= left / (b + ways - 1);
      }
      return { value, slopes: [slopeR * r, slopeAlpha * alpha, slopeA * a, slopeB * b] };
    };
  };
}
