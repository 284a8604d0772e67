import { group } from "d3";
import { logRisingFactorials } from "../../numerics/log-rising-factorial.js";
import type { BgNbdParameters, PurchaseHistory } from "./bg-nbd-parameters.js";

/** Log-likelihood of a sample and its slopes by ln r, ln α, ln a, ln b. */
export interface BgNbdSampleValue {
  readonly logLikelihood: number;
  readonly slopes: readonly [number, number, number, number];
}

/**
 * The log-likelihood of many histories as a function of the parameters: identical histories are collapsed to
 * one with a weight, and what depends on x alone is computed once for each x. Same formula as
 * `bgNbdLogLikelihood`.
 */
export function bgNbdSample(
  histories: readonly PurchaseHistory[],
): (parameters: BgNbdParameters) => BgNbdSampleValue {
  const byCount = [...group(histories, (history) => history.repeats)].sort(([x], [y]) => x - y);
  const counts = byCount.map(([repeats]) => repeats);
  const blocks = byCount.map(([repeats, members]) => {
    const distinct = [...group(members, ({ recency, age }) => `${recency} ${age}`).values()];
    return {
      repeats,
      clients: members.length,
      weight: Float64Array.from(distinct, (same) => same.length),
      recency: Float64Array.from(distinct, (same) => same[0]?.recency ?? 0),
      age: Float64Array.from(distinct, (same) => same[0]?.age ?? 0),
    };
  });
  return ({ r, alpha, a, b }) => {
    const [rising, stay, all] = [r, b, a + b].map((z) => logRisingFactorials(z, counts));
    let logLikelihood = 0;
    let [slopeR, slopeAlpha, slopeA, slopeB] = [0, 0, 0, 0];
    blocks.forEach(({ repeats, clients, weight, recency, age }, block) => {
      const shape = r + repeats;
      const logLeft = repeats > 0 ? Math.log(a / (b + repeats - 1)) : Number.NEGATIVE_INFINITY;
      let [logs, left, slopeShape] = [0, 0, 0];
      for (let index = 0; index < weight.length; index += 1) {
        const w = weight[index] ?? 0;
        const untilLast = alpha + (recency[index] ?? 0);
        const untilNow = alpha + (age[index] ?? 0);
        const logUntilLast = Math.log(untilLast);
        const logRatio = Math.log(untilLast / untilNow);
        const logStayed = shape * logRatio;
        const larger = Math.max(logStayed, logLeft);
        const smallerShare = Math.exp(Math.min(logStayed, logLeft) - larger);
        const alive = (logStayed >= logLeft ? 1 : smallerShare) / (1 + smallerShare);
        logs += w * (larger + Math.log1p(smallerShare) - shape * logUntilLast);
        left += w * (1 - alive);
        slopeShape += w * (alive * logRatio - logUntilLast);
        slopeAlpha += w * shape * (alive * (1 / untilLast - 1 / untilNow) - 1 / untilLast);
      }
      const pick = (part: "value" | "slope", of: typeof rising): number => of?.[part][block] ?? 0;
      logLikelihood +=
        logs +
        clients * (pick("value", rising) + pick("value", stay) - pick("value", all) + r * Math.log(alpha));
      slopeR += slopeShape + clients * (pick("slope", rising) + Math.log(alpha));
      slopeAlpha += (clients * r) / alpha;
      slopeA += left / a - clients * pick("slope", all);
      slopeB += clients * (pick("slope", stay) - pick("slope", all));
      if (repeats > 0) slopeB -= left / (b + repeats - 1);
    });
    return { logLikelihood, slopes: [slopeR * r, slopeAlpha * alpha, slopeA * a, slopeB * b] };
  };
}
