import betaln from "@stdlib/math-base-special-betaln";
import { logAddExp } from "../../numerics/log-add-exp.js";
import { positiveParameters } from "../repeat/continuous-forecaster.js";
import { fitRepeatModel, type SampleLikelihood } from "../repeat/fit-repeat-model.js";
import type { RepeatHistory } from "../repeat/repeat-history.js";
import type { RepeatForecaster, RepeatModel, RepeatParameters } from "../repeat/repeat-model.js";
import { type OpportunityProcess, simulateOpportunities } from "./opportunity-process.js";
import { risingLog, risingSlope } from "./rising.js";

const NAMES = ["alpha", "beta", "gamma", "delta"] as const;

type BgBbParameters = Readonly<Record<(typeof NAMES)[number], number>>;

/** Logarithms of the chances of a client of whom nothing is known, all counts whole. */
interface Chances {
  /** Of taking x given ones of m opportunities: B(α + x, β + m − x) / B(α, β). */
  readonly taking: (x: number, m: number) => number;
  /** Of staying through n opportunities: B(γ, δ + n) / B(γ, δ). */
  readonly staying: (n: number) => number;
  /** Of staying through n and leaving before the next: B(γ + 1, δ + n) / B(γ, δ). */
  readonly leavingAfter: (n: number) => number;
}

function chancesOf({ alpha, beta, gamma, delta }: BgBbParameters): Chances {
  const [took, passed, seen] = [risingLog(alpha), risingLog(beta), risingLog(alpha + beta)];
  const [stayed, decided] = [risingLog(delta), risingLog(gamma + delta)];
  const logGamma = Math.log(gamma);
  return {
    taking: (x, m) => took(x) + passed(m - x) - seen(m),
    staying: (n) => stayed(n) - decided(n),
    leavingAfter: (n) => logGamma + stayed(n) - decided(n + 1),
  };
}

/**
 * Logarithms of the ways in which a history of x purchases, the last at opportunity tₓ of n, may have come about: the
 * client stayed throughout (entry 0), or left after opportunity tₓ + i (entry i + 1; i = 0 … n − tₓ − 1).
 */
function logWays(
  { taking, staying, leavingAfter }: Chances,
  { repeats: x, recency, age: n }: RepeatHistory,
): number[] {
  const ways = [taking(x, n) + staying(n)];
  for (let left = recency; left < n; left += 1) ways.push(taking(x, left) + leavingAfter(left));
  return ways;
}

/** Log-likelihood of histories and its slopes by ln α, ln β, ln γ, ln δ. */
export const bgBbSample: SampleLikelihood =
  ({ counts, starts, recency, age, weight }) =>
  (point) => {
    const [alpha = 0, beta = 0, gamma = 0, delta = 0] = point.map(Math.exp);
    const chances = chancesOf({ alpha, beta, gamma, delta });
    const [took, passed, seen] = [risingSlope(alpha), risingSlope(beta), risingSlope(alpha + beta)];
    const [stayed, decided] = [risingSlope(delta), risingSlope(gamma + delta)];
    let value = 0;
    let [byAlpha, byBeta, byGamma, byDelta] = [0, 0, 0, 0];
    counts.forEach((x, block) => {
      for (let row = starts[block] ?? 0; row < (starts[block + 1] ?? 0); row += 1) {
        const w = weight[row] ?? 0;
        const [last, n] = [recency[row] ?? 0, age[row] ?? 0];
        const ways = logWays(chances, { repeats: x, recency: last, age: n });
        const total = ways.reduce(logAddExp);
        value += w * total;
        ways.forEach((way, index) => {
          const share = w * Math.exp(way - total);
          const [m, gone] = index === 0 ? [n, 0] : [last + index - 1, 1];
          byAlpha += share * (took(x) - seen(m));
          byBeta += share * (passed(m - x) - seen(m));
          byGamma += share * (gone / gamma - decided(m + gone));
          byDelta += share * (stayed(m) - decided(m + gone));
        });
      }
    });
    return { value, slopes: [alpha * byAlpha, beta * byBeta, gamma * byGamma, delta * byDelta] };
  };

/** ln of n over k. */
function logChoose(n: number, k: number): number {
  return -Math.log(n + 1) - betaln(n - k + 1, k + 1);
}

/** What the model says of clients, and how each takes the opportunities to come; all counts in opportunities. */
export interface OpportunityForecaster extends RepeatForecaster {
  readonly opportunityProcess: (history: RepeatHistory) => OpportunityProcess;
}

/** The model at given parameters; throws a RangeError that names one that is missing or not above 0. */
export function opportunityForecaster(given: RepeatParameters): OpportunityForecaster {
  const parameters = positiveParameters("BG/BB", NAMES, given);
  const { alpha, beta, gamma, delta } = parameters;
  const chances = chancesOf(parameters);
  const logLikelihood = (history: RepeatHistory): number => logWays(chances, history).reduce(logAddExp);
  const staysAfter = (opportunities: number): number =>
    (delta + opportunities) / (gamma + delta + opportunities);
  const probabilityAlive = (history: RepeatHistory): number => {
    const [stayed = 0] = logWays(chances, history);
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
  const opportunityProcess = (history: RepeatHistory): OpportunityProcess => ({
    alive: probabilityAlive(history),
    take: alpha + history.repeats,
    pass: beta + history.age - history.repeats,
    leave: gamma,
    stay: delta + history.age + 1,
  });
  return {
    opportunityProcess,
    logLikelihood,
    probabilityAlive,
    expectedPurchases,
    expectedPurchasesIfAlive: (history, aheads) =>
      Float64Array.from(aheads, (ahead) => expected(history, ahead, () => 1)),
    expectedPurchasesOfNewClient: (time) => expectedPurchases({ repeats: 0, recency: 0, age: 0 }, time),
    probabilityOfCount: (count, time) => {
      const { taking, staying, leavingAfter } = chances;
      let total = count <= time ? Math.exp(logChoose(time, count) + taking(count, time) + staying(time)) : 0;
      for (let left = count; left < time; left += 1) {
        total += Math.exp(logChoose(left, count) + taking(count, left) + leavingAfter(left));
      }
      return total;
    },
    discountedResidualTransactions: (history, discountRate) =>
      probabilityAlive(history) *
      expected(history, Number.POSITIVE_INFINITY, (opportunity) => (1 + discountRate) ** -opportunity),
    orderProcess: () => null,
    futureSampler: (history, random) => {
      const process = opportunityProcess(history);
      return (until, visit) => {
        if (random() < process.alive) simulateOpportunities(process, random, until, visit);
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
  at: opportunityForecaster,
};
