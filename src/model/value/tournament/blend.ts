import { leastMean, meanDeviance } from "./deviance.js";

/** Members' predictions are averaged in money, or in logarithms and brought to the level of the average in money. */
export type BlendForm = "money" | "logs";

/** Predictions of the members, in one order for all, and what came. */
export interface BlendRound {
  readonly members: readonly ArrayLike<number>[];
  readonly actual: ArrayLike<number>;
}

/** Members below this share of the members' mean count as this share of it in logarithms. */
const SMALLEST_SHARE = 1e-6;
const STEPS = 60;
const FIRST_STEP = 8;
const SMALLEST_STEP = 1e-3;

/**
 * How much a gain must be worth to leave equal weights: with one origin, moving all weight to one member must
 * take about 3 % off the deviance; with more, so much less.
 */
const SHRINKAGE = 0.03;

/** Blends predictions client by client with weights that are not negative and add up to 1. */
export function blend(
  members: readonly ArrayLike<number>[],
  weights: readonly number[],
  form: BlendForm,
): Float64Array {
  const clients = members[0]?.length ?? 0;
  const inMoney = new Float64Array(clients);
  members.forEach((member, index) => {
    const weight = weights[index] ?? 0;
    for (let client = 0; client < clients; client += 1) {
      inMoney[client] = (inMoney[client] ?? 0) + weight * (member[client] ?? 0);
    }
  });
  if (form === "money") return inMoney;
  const total = inMoney.reduce((sum, value) => sum + value, 0);
  const least = Math.max(Number.MIN_VALUE, (SMALLEST_SHARE * total) / Math.max(1, clients));
  const inLogs = new Float64Array(clients);
  members.forEach((member, index) => {
    const weight = weights[index] ?? 0;
    if (weight === 0) return;
    for (let client = 0; client < clients; client += 1) {
      inLogs[client] = (inLogs[client] ?? 0) + weight * Math.log(Math.max(least, member[client] ?? 0));
    }
  });
  const powers = inLogs.map(Math.exp);
  const level = powers.reduce((sum, value) => sum + value, 0);
  return level > 0 ? powers.map((value) => (value * total) / level) : inMoney;
}

/**
 * Weights, not negative and adding up to 1, of smallest mean deviance over the rounds, drawn towards equal ones the
 * fewer rounds there are: the penalty is shrinkage / rounds × deviance of equal weights × Σ (wₘ − 1/M)². By
 * exponentiated gradient steps (Kivinen and Warmuth 1997). No round: equal weights.
 */
export function blendWeights(
  rounds: readonly BlendRound[],
  memberCount: number,
  form: BlendForm,
  power: number,
): number[] {
  const equal = new Array<number>(memberCount).fill(1 / memberCount);
  if (rounds.length === 0 || memberCount < 2) return equal;
  const prepared = rounds.map((round) => prepare(round, form));
  const atEqual = lossAt(prepared, equal, form, power).value / rounds.length;
  if (!(atEqual > 0)) return equal;
  const scale = 1 / (rounds.length * atEqual);
  const penalty = SHRINKAGE / rounds.length;
  const loss = (weights: readonly number[]): Loss => {
    const { value, slopes } = lossAt(prepared, weights, form, power);
    const distance = weights.reduce((sum, weight) => sum + (weight - 1 / memberCount) ** 2, 0);
    return {
      value: value * scale + penalty * distance,
      slopes: slopes.map(
        (slope, index) => slope * scale + 2 * penalty * ((weights[index] ?? 0) - 1 / memberCount),
      ),
    };
  };
  let weights = equal;
  let best = loss(equal);
  let step = FIRST_STEP;
  for (let count = 0; count < STEPS && step > SMALLEST_STEP; count += 1) {
    const { slopes } = best;
    const next = normalised(weights.map((weight, index) => weight * Math.exp(-step * (slopes[index] ?? 0))));
    const reached = loss(next);
    if (reached.value < best.value) {
      [weights, best] = [next, reached];
      step *= 2;
    } else {
      step /= 4;
    }
  }
  return weights;
}

interface Loss {
  readonly value: number;
  readonly slopes: readonly number[];
}

/** A round with what its blends are made of. */
interface PreparedRound extends BlendRound {
  /** Members themselves, or their logarithms. */
  readonly terms: readonly Float64Array[];
  readonly totals: readonly number[];
}

function prepare(round: BlendRound, form: BlendForm): PreparedRound {
  const totals = round.members.map((member) => Array.from(member).reduce((sum, value) => sum + value, 0));
  const level = totals.reduce((sum, total) => sum + total, 0) / totals.length;
  const least = Math.max(Number.MIN_VALUE, (SMALLEST_SHARE * level) / Math.max(1, round.actual.length));
  return {
    ...round,
    totals,
    terms: round.members.map((member) =>
      Float64Array.from(member, (value) => (form === "money" ? value : Math.log(Math.max(least, value)))),
    ),
  };
}

/** Deviance summed over rounds, and its slopes by weight with the others held. */
function lossAt(
  rounds: readonly PreparedRound[],
  weights: readonly number[],
  form: BlendForm,
  power: number,
): Loss {
  const slopes = weights.map(() => 0);
  let value = 0;
  for (const { members, actual, terms, totals } of rounds) {
    const predicted = blend(members, weights, form);
    value += meanDeviance(predicted, actual, power);
    const total = totals.reduce((sum, one, index) => sum + one * (weights[index] ?? 0), 0);
    const least = leastMean(actual);
    // By ln μ for logs, by μ for money; a mean that counts as the least one changes nothing.
    const slopeOf = (client: number): number => {
      const mean = predicted[client] ?? 0;
      if (!(mean > least)) return 0;
      const slope = (2 * (mean - Math.max(0, actual[client] ?? 0))) / (mean ** power * actual.length);
      return form === "money" ? slope : slope * mean;
    };
    const clientSlopes = Float64Array.from({ length: actual.length }, (_, client) => slopeOf(client));
    const all = clientSlopes.reduce((sum, slope) => sum + slope, 0);
    terms.forEach((term, index) => {
      let [slope, centre] = [0, 0];
      for (let client = 0; client < term.length; client += 1) {
        slope += (clientSlopes[client] ?? 0) * (term[client] ?? 0);
        centre += (predicted[client] ?? 0) * (term[client] ?? 0);
      }
      const level = form === "money" || !(total > 0) ? 0 : ((totals[index] ?? 0) - centre) / total;
      slopes[index] = (slopes[index] ?? 0) + slope + all * level;
    });
  }
  return { value, slopes };
}

function normalised(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
