import gammaln from "@stdlib/math-base-special-gammaln";
import { sum } from "d3";
import { gaussLegendre } from "../../numerics/gauss-legendre.js";
import { logAddExp } from "../../numerics/log-add-exp.js";
import { fitNbdRepeats } from "../nbd/nbd-repeat-model.js";
import { negativeBinomialProbability } from "../nbd/negative-binomial.js";
import { continuousForecaster, positiveParameters } from "../repeat/continuous-forecaster.js";
import { ALIKE_RATES } from "../repeat/fit-alike-limit.js";
import { fitRepeatModel } from "../repeat/fit-repeat-model.js";
import type { RepeatHistory } from "../repeat/repeat-history.js";
import type { RepeatForecaster, RepeatModel, RepeatParameters } from "../repeat/repeat-model.js";
import { departureIntegral, emptyDepartureIntegral } from "./departure-integral.js";
import type { ParetoNbdParameters } from "./pareto-nbd-parameters.js";
import { paretoNbdSample } from "./pareto-nbd-sample.js";

const NAMES = ["r", "alpha", "s", "beta"] as const;
const COUNT_NODES = 64;

/** (1 − e^(−pw)) / p, also at p = 0. */
function shrunk(p: number, w: number): number {
  return Math.abs(p * w) < 1e-12 ? w : -Math.expm1(-p * w) / p;
}

/**
 * P(X(t) = x): of a client that stays throughout, (β/(β+t))ˢ NBD(x; t), and of one that leaves at u,
 * ∫₀ᵗ s βˢ (β+u)^−(s+1) NBD(x; u) du, by Gauss–Legendre in ln((m+u)/m), m = min(α, β).
 */
function countProbability({ r, alpha, s, beta }: ParetoNbdParameters, count: number, time: number): number {
  const { points, weights } = gaussLegendre(COUNT_NODES);
  const smaller = Math.min(alpha, beta);
  const width = Math.log1p(time / smaller);
  const left = sum(points, (point, index) => {
    const u = smaller * Math.expm1(width * point);
    const density = s * Math.exp(s * Math.log(beta) - (s + 1) * Math.log(beta + u));
    return (
      (weights[index] ?? 0) *
      width *
      (smaller + u) *
      density *
      negativeBinomialProbability(r, alpha, u, count)
    );
  });
  const stayed = Math.exp(-s * Math.log1p(time / beta));
  return stayed * negativeBinomialProbability(r, alpha, time, count) + left;
}

function forecaster(given: RepeatParameters): RepeatForecaster {
  const parameters = positiveParameters("Pareto/NBD", NAMES, given);
  const { r, alpha, s, beta } = parameters;
  const gone = emptyDepartureIntegral();
  const logWays = ({ repeats, recency, age }: RepeatHistory): { stayed: number; left: number } => {
    const shape = r + repeats;
    const stayed = -shape * Math.log(alpha + age) - s * Math.log(beta + age);
    if (recency >= age) return { stayed, left: Number.NEGATIVE_INFINITY };
    departureIntegral(shape, alpha, s, beta, recency, age, gone);
    return { stayed, left: Math.log(s) + gone.logValue };
  };
  const probabilityAlive = (history: RepeatHistory): number => {
    const { stayed, left } = logWays(history);
    return 1 / (1 + Math.exp(left - stayed));
  };
  return continuousForecaster({
    logLikelihood: (history) => {
      const { stayed, left } = logWays(history);
      return (
        gammaln(r + history.repeats) -
        gammaln(r) +
        r * Math.log(alpha) +
        s * Math.log(beta) +
        logAddExp(stayed, left)
      );
    },
    probabilityAlive,
    expectedPurchasesIfAlive: ({ repeats, age }, aheads) => {
      const rate = (r + repeats) / (alpha + age);
      const scale = beta + age;
      return Float64Array.from(aheads, (ahead) => rate * scale * shrunk(s - 1, Math.log1p(ahead / scale)));
    },
    probabilityOfCount: (count, time) => countProbability(parameters, count, time),
    orderProcess: (history) => ({
      alive: probabilityAlive(history),
      shape: r + history.repeats,
      rate: alpha + history.age,
      leave: 0,
      stay: 1,
      lifetime: { shape: s, scale: beta + history.age },
    }),
  });
}

/**
 * The Pareto/NBD model. An alive client's rate is Gamma(r+x, α+T) and, independently, its attrition Gamma(s, β+T),
 * so that E[purchases in h | alive] = (r+x)/(α+T) · (β+T)/(s−1) · [1 − ((β+T)/(β+T+h))^(s−1)].
 *
 * β, and with it s, is often flat in the likelihood: their standard errors say so.
 */
export const paretoNbdModel: RepeatModel = {
  name: "pareto-nbd",
  label: "Pareto/NBD",
  parameterNames: NAMES,
  discrete: false,
  fit: (histories) => {
    const meanAge = sum(histories, (history) => history.age) / histories.length;
    return fitRepeatModel(histories, {
      model: "pareto-nbd",
      parameterNames: NAMES,
      likelihood: paretoNbdSample,
      starts: (pooledRate) =>
        [
          [0.6, 0.6 / pooledRate / 2, 0.6, meanAge / 3],
          [2, 1 / pooledRate, 1.5, 4 * meanAge],
        ].map((start) => start.map(Math.log)),
      alike: [
        ALIKE_RATES,
        {
          held: 2,
          partner: 3,
          warning:
            "Clients do not differ measurably in how soon they leave: one rate of leaving is taken for all.",
        },
      ],
      priors: (pooledRate) => [
        { parameter: 0, relativeTo: null, logCentre: 0 },
        { parameter: 1, relativeTo: 0, logCentre: -Math.log(pooledRate) },
        { parameter: 2, relativeTo: null, logCentre: 0 },
        { parameter: 3, relativeTo: 2, logCentre: Math.log(2 * meanAge) },
      ],
      withoutAttrition: fitNbdRepeats,
    });
  },
  at: forecaster,
};
