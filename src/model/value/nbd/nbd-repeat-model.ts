import gammaln from "@stdlib/math-base-special-gammaln";
import { logRisingFactorials } from "../../numerics/log-rising-factorial.js";
import { continuousForecaster, positiveParameters } from "../repeat/continuous-forecaster.js";
import { ALIKE_RATES } from "../repeat/fit-alike-limit.js";
import { fitRepeatModel, type SampleLikelihood } from "../repeat/fit-repeat-model.js";
import type { RepeatHistory } from "../repeat/repeat-history.js";
import type { RepeatFit, RepeatModel } from "../repeat/repeat-model.js";
import { negativeBinomialProbability } from "./negative-binomial.js";

const NAMES = ["r", "alpha"] as const;

/** Σ lnΓ(r+x) − lnΓ(r) + r ln α − (r+x) ln(α+T), with slopes by ln r and ln α. */
export const nbdSample: SampleLikelihood =
  ({ counts, starts, clients, age, weight }) =>
  (point) => {
    const [r = 0, alpha = 0] = point.map(Math.exp);
    const rising = logRisingFactorials(r, counts);
    const logAlpha = Math.log(alpha);
    let [value, slopeR, slopeAlpha] = [0, 0, 0];
    counts.forEach((count, block) => {
      const ofBlock = clients[block] ?? 0;
      let [logs, inverses] = [0, 0];
      for (let row = starts[block] ?? 0; row < (starts[block + 1] ?? 0); row += 1) {
        const total = alpha + (age[row] ?? 0);
        logs += (weight[row] ?? 0) * Math.log(total);
        inverses += (weight[row] ?? 0) / total;
      }
      value += ofBlock * ((rising.value[block] ?? 0) + r * logAlpha) - (r + count) * logs;
      slopeR += ofBlock * ((rising.slope[block] ?? 0) + logAlpha) - logs;
      slopeAlpha += (ofBlock * r) / alpha - (r + count) * inverses;
    });
    return { value, slopes: [slopeR * r, slopeAlpha * alpha] };
  };

/** Fits NBD to purchase histories: clients buy at their own constant rates and never leave. */
export function fitNbdRepeats(histories: readonly RepeatHistory[]): RepeatFit | null {
  return fitRepeatModel(histories, {
    model: "nbd",
    parameterNames: NAMES,
    likelihood: nbdSample,
    starts: (pooledRate) => [0.4, 3].map((r) => [Math.log(r), Math.log(r / pooledRate)]),
    alike: [ALIKE_RATES],
    priors: (pooledRate) => [
      { parameter: 0, relativeTo: null, logCentre: 0 },
      { parameter: 1, relativeTo: 0, logCentre: -Math.log(pooledRate) },
    ],
  });
}

/** The negative binomial model (Ehrenberg 1959): purchases at a constant rate λ ~ Gamma(r, rate α), for ever. */
export const nbdRepeatModel: RepeatModel = {
  name: "nbd",
  label: "NBD",
  parameterNames: NAMES,
  discrete: false,
  fit: fitNbdRepeats,
  at: (given) => {
    const { r, alpha } = positiveParameters("NBD", NAMES, given);
    return continuousForecaster({
      logLikelihood: ({ repeats, age }) =>
        gammaln(r + repeats) - gammaln(r) + r * Math.log(alpha) - (r + repeats) * Math.log(alpha + age),
      probabilityAlive: () => 1,
      expectedPurchasesIfAlive: ({ repeats, age }, aheads) => {
        const rate = (r + repeats) / (alpha + age);
        return Float64Array.from(aheads, (ahead) => rate * ahead);
      },
      probabilityOfCount: (count, time) => negativeBinomialProbability(r, alpha, time, count),
      orderProcess: ({ repeats, age }) => ({
        alive: 1,
        shape: r + repeats,
        rate: alpha + age,
        leave: 0,
        stay: 1,
      }),
    });
  },
};
