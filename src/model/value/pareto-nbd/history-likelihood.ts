import { departureIntegral, emptyDepartureIntegral } from "./departure-integral.js";

/** ln of the time-dependent part of one history's likelihood, and its slopes by each parameter. */
export interface HistorySlopes {
  value: number;
  r: number;
  alpha: number;
  s: number;
  beta: number;
}

const gone = emptyDepartureIntegral();

/**
 * ln[ (α+T)^−(r+x) (β+T)^−s + s ∫ from tₓ to T of (α+u)^−(r+x) (β+u)^−(s+1) du ] and its slopes by r, α, s and β,
 * written into `result`; `shape` is r + x.
 */
export function historyLikelihood(
  shape: number,
  alpha: number,
  s: number,
  beta: number,
  recency: number,
  age: number,
  result: HistorySlopes,
): void {
  const [alphaNow, betaNow] = [alpha + age, beta + age];
  const [logAlphaNow, logBetaNow] = [Math.log(alphaNow), Math.log(betaNow)];
  const logStayed = -shape * logAlphaNow - s * logBetaNow;
  if (recency >= age) {
    result.value = logStayed;
    result.r = -logAlphaNow;
    result.alpha = -shape / alphaNow;
    result.s = -logBetaNow;
    result.beta = -s / betaNow;
    return;
  }
  departureIntegral(shape, alpha, s, beta, recency, age, gone);
  const logLeft = Math.log(s) + gone.logValue;
  const odds = Math.exp(logLeft - logStayed);
  const alive = 1 / (1 + odds);
  const left = odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
  result.value = odds < 1 ? logStayed + Math.log1p(odds) : logLeft + Math.log1p(1 / odds);
  result.r = -(alive * logAlphaNow + left * gone.meanLogAlpha);
  result.alpha = -shape * (alive / alphaNow + left * gone.meanInverseAlpha);
  result.s = left * (1 / s - gone.meanLogBeta) - alive * logBetaNow;
  result.beta = -((alive * s) / betaNow + left * (s + 1) * gone.meanInverseBeta);
}
