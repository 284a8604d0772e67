import { logRisingFactorials } from "../../numerics/log-rising-factorial.js";
import type { SampleLikelihood } from "../repeat/fit-repeat-model.js";
import { departureIntegral, emptyDepartureIntegral } from "./departure-integral.js";

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
    const [logAlpha, logBeta, logS] = [Math.log(alpha), Math.log(beta), Math.log(s)];
    const gone = emptyDepartureIntegral();
    let value = 0;
    let [slopeR, slopeAlpha, slopeS, slopeBeta] = [0, 0, 0, 0];
    for (let block = 0; block < counts.length; block += 1) {
      const shape = r + (counts[block] ?? 0);
      const ofBlock = clients[block] ?? 0;
      for (let row = starts[block] ?? 0; row < (starts[block + 1] ?? 0); row += 1) {
        const w = weight[row] ?? 0;
        const t = age[row] ?? 0;
        const [alphaNow, betaNow] = [alpha + t, beta + t];
        const [logAlphaNow, logBetaNow] = [Math.log(alphaNow), Math.log(betaNow)];
        const logStayed = -shape * logAlphaNow - s * logBetaNow;
        const last = recency[row] ?? 0;
        if (last >= t) {
          value += w * logStayed;
          slopeR -= w * logAlphaNow;
          slopeAlpha -= (w * shape) / alphaNow;
          slopeS -= w * logBetaNow;
          slopeBeta -= (w * s) / betaNow;
          continue;
        }
        departureIntegral(shape, alpha, s, beta, last, t, gone);
        const logLeft = logS + gone.logValue;
        const odds = Math.exp(logLeft - logStayed);
        const alive = 1 / (1 + odds);
        const left = odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
        value += w * (odds < 1 ? logStayed + Math.log1p(odds) : logLeft + Math.log1p(1 / odds));
        slopeR -= w * (alive * logAlphaNow + left * gone.meanLogAlpha);
        slopeAlpha -= w * shape * (alive / alphaNow + left * gone.meanInverseAlpha);
        slopeS += w * (left * (1 / s - gone.meanLogBeta) - alive * logBetaNow);
        slopeBeta -= w * ((alive * s) / betaNow + left * (s + 1) * gone.meanInverseBeta);
      }
      value += ofBlock * ((rising.value[block] ?? 0) + r * logAlpha + s * logBeta);
      slopeR += ofBlock * ((rising.slope[block] ?? 0) + logAlpha);
      slopeAlpha += (ofBlock * r) / alpha;
      slopeS += ofBlock * logBeta;
      slopeBeta += (ofBlock * s) / beta;
    }
    return { value, slopes: [slopeR * r, slopeAlpha * alpha, slopeS * s, slopeBeta * beta] };
  };
