import betaln from "@stdlib/math-base-special-betaln";
import { digamma } from "../../numerics/digamma.js";
import { logAddExp } from "../../numerics/log-add-exp.js";
import { positiveParameters } from "../repeat/continuous-forecaster.js";
import { fitRepeatModel, type SampleLikelihood } from "../repeat/fit-repeat-model.js";
import type { RepeatHistory } from "../repeat/repeat-history.js";
import type { RepeatForecaster, RepeatModel, RepeatParameters } from "../repeat/repeat-model.js";

const NAMES = ["alpha", "beta", "gamma", "delta"] as const;

type BgBbParameters = Readonly<Record<(typeof NAMES)[number], number>>;

/**
 * Logarithms of the ways a history of x purchases, the last at opportunity tₓ of n, may have come about: the client
 * stayed throughout (entry 0), or left after opportunity tₓ + i (entry i + 1; i = 0 … n − tₓ − 1):
 *
 * B(α+x, β+n−x) B(γ, δ+n), B(α+x, β+tₓ−x+i) B(γ+1, δ+tₓ+i), each over B(α, β) B(γ, δ).
 */
function logWays(
  { alpha, beta, gamma, delta }: BgBbParameters,
  { repeats: x, recency, age: n }: RepeatHistory,
): number[] {
  const base = betaln(alpha, beta) + betaln(gamma, delta);
  const ways = [betaln(alpha + x, beta + n - x) + betaln(gamma, delta + n) - base];
  for (let left = recency; left < n; left += 1) {
    ways.push(betaln(alpha + x, beta + left - x) + betaln(gamma + 1, delta + left) - base);
  }
  return ways;
}

/** Log-likelihood of histories and its slopes by ln α, ln β, ln γ, ln δ. */
export const bgBbSample: SampleLikelihood =
  ({ counts, starts, recency, age, weight }) =>
  (point) => {
    const [alpha = 0, beta = 0, gamma = 0, delta = 0] = point.map(Math.exp);
    const parameters = { alpha, beta, gamma, delta };
    const of = new Map<number, number>();
    const psi = (z: number): number => {
      const known = of.get(z) ?? digamma(z);
      of.set(z, known);
      return known;
    };
    let value = 0;
    const slopes = [0, 0, 0, 0];
    counts.forEach((x, block) => {
      for (let row = starts[block] ?? 0; row < (starts[block + 1] ?? 0); row += 1) {
        const w = weight[row] ?? 0;
        const [last, n] = [recency[row] ?? 0, age[row] ?? 0];
        const ways = logWays(parameters, { repeats: x, recency: last, age: n });
        const total = ways.reduce(logAddExp);
        value += w * total;
        ways.forEach((way, index) => {
          const share = w * Math.exp(way - total);
          const seen = index === 0 ? n : last + index - 1;
          const gone = index === 0 ? 0 : 1;
          const add = (at: number, slope: number): void => {
            slopes[at] = (slopes[at] ?? 0) + share * slope;
          };
          const bought = psi(alpha + beta) - psi(alpha + beta + seen);
          const stayed = psi(gamma + delta) - psi(gamma + delta + seen + gone);
          add(0, psi(alpha + x) - psi(alpha) + bought);
          add(1, psi(beta + seen - x) - psi(beta) + bought);
          add(2, psi(gamma + gone) - psi(gamma) + stayed);
          add(3, psi(delta + seen) - psi(delta) + stayed);
        });
      }
    });
    return {
      value,
      slopes: [alpha, beta, gamma, delta].map((parameter, at) => parameter * (slopes[at] ?? 0)),
    };
  };

/** ln of n over k. */
function logChoose(n: number, k: number): number {
  return -Math.log(n + 1) - betaln(n - k + 1, k + 1);
}

function forecaster(given: RepeatParameters): RepeatForecaster {
  const parameters = positiveParameters("BG/BB", NAMES, given);
  const { alpha, beta, gamma, delta } = parameters;
  const logLikelihood = (history: RepeatHistory): number => logWays(parameters, history).reduce(logAddExp);
  const staysAfter = (opportunities: number): number =>
    (delta + opportunities) / (gamma + delta + opportunities);
  const probabilityAlive = (history: RepeatHistory): number => {
    const [stayed = 0] = logWays(parameters, history);
    return Math.exp(stayed - logLikelihood(history)) * staysAfter(history.age);
  };
  const purchaseChance = ({ repeats, age }: RepeatHistory): number =>
    (alpha + repeats) / (alpha + beta + age);
  /** Σ over the next opportunities of the chance of a purchase × weight(opportunity), given alive at the next one. */
  const expected = (
    history: RepeatHistory,
    ahead: number,
    weight: (opportunity: number) => number,
  ): number => {
    let [alive, total] = [1, 0];
    for (let opportunity = 1; opportunity <= ahead; opportunity += 1) {
      const part = alive * weight(opportunity);
      total += part;
      if (part < 1e-14 * total) break;
      alive *= staysAfter(history.age + opportunity);
    }
    return purchaseChance(history) * total;
  };
  const expectedPurchases = (history: RepeatHistory, ahead: number): number =>
    probabilityAlive(history) * expected(history, ahead, () => 1);
  return {
    logLikelihood,
    probabilityAlive,
    expectedPurchases,
    expectedPurchasesIfAlive: (history, aheads) =>
      Float64Array.from(aheads, (ahead) => expected(history, ahead, () => 1)),
    expectedPurchasesOfNewClient: (time) => expectedPurchases({ repeats: 0, recency: 0, age: 0 }, time),
    probabilityOfCount: (count, time) => {
      const waysOfCount = Math.exp(
        logChoose(time, count) +
          betaln(alpha + count, beta + time - count) +
          betaln(gamma, delta + time) -
          betaln(alpha, beta) -
          betaln(gamma, delta),
      );
      let total = count <= time ? waysOfCount : 0;
      for (let left = count; left < time; left += 1) {
        total += Math.exp(
          logChoose(left, count) +
            betaln(alpha + count, beta + left - count) +
            betaln(gamma + 1, delta + left) -
            betaln(alpha, beta) -
            betaln(gamma, delta),
        );
      }
      return total;
    },
    discountedResidualTransactions: (history, discountRate) =>
      probabilityAlive(history) *
      expected(history, Number.POSITIVE_INFINITY, (opportunity) => (1 + discountRate) ** -opportunity),
    orderProcess: () => null,
    futureSampler: (history, random) => {
      const alive = probabilityAlive(history);
      return (until, visit) => {
        if (random() >= alive) return;
        let bought = alpha + history.repeats;
        for (let opportunity = 1; opportunity <= until; opportunity += 1) {
          const seen = history.age + opportunity - 1;
          if (random() * (alpha + beta + seen) < bought) {
            visit(opportunity);
            bought += 1;
          }
          if (random() >= staysAfter(seen + 1)) return;
        }
      };
    },
  };
}

/**
 * The BG/BB model (Fader, Hardie & Shang 2010): at each opportunity an active client first leaves with
 * probability θ ~ Beta(γ, δ); if it stays it buys with probability p ~ Beta(α, β).
 *
 * Histories count in opportunities: all whole, repeats ≤ recency ≤ age. `probabilityAlive` is that of being
 * active at the next opportunity. A RangeError names a history that does not fit.
 */
export const bgBbModel: RepeatModel = {
  name: "bg-bb",
  label: "BG/BB",
  parameterNames: NAMES,
  discrete: true,
  fit: (histories) => {
    for (const history of histories) {
      const { repeats, recency, age } = history;
      if (!([repeats, recency, age].every(Number.isInteger) && repeats <= recency && recency <= age))
        throw new RangeError(
          `BG/BB: ${JSON.stringify(history)} does not count opportunities: whole numbers, repeats ≤ recency ≤ age, are`,
        );
    }
    return fitRepeatModel(histories, {
      model: "bg-bb",
      parameterNames: NAMES,
      likelihood: bgBbSample,
      starts: () =>
        [
          [1, 1, 0.5, 3],
          [2, 4, 1, 8],
        ].map((start) => start.map(Math.log)),
      alike: [
        {
          held: 0,
          partner: 1,
          warning:
            "Clients do not differ measurably in how often they take an opportunity: one chance is taken for all.",
        },
        {
          held: 2,
          partner: 3,
          warning:
            "Clients do not differ measurably in how likely they leave at an opportunity: one chance is taken for all.",
        },
      ],
      priors: () =>
        [0, 0, 0, Math.log(3)].map((logCentre, parameter) => ({ parameter, relativeTo: null, logCentre })),
    });
  },
  at: forecaster,
};
