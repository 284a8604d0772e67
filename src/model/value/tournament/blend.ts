import { meanDeviance } from "./deviance.js";

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
  const deviance = (weights: readonly number[]): number =>
    rounds.reduce(
      (sum, round) => sum + meanDeviance(blend(round.members, weights, form), round.actual, power),
      0,
    ) / rounds.length;
  const atEqual = deviance(equal);
  if (!(atEqual > 0)) return equal;
  const loss = (weights: readonly number[]): number =>
    deviance(weights) / atEqual +
    (SHRINKAGE / rounds.length) * weights.reduce((sum, weight) => sum + (weight - 1 / memberCount) ** 2, 0);
  let weights = equal;
  let best = loss(equal);
  let step = FIRST_STEP;
  for (let count = 0; count < STEPS && step > SMALLEST_STEP; count += 1) {
    const slopes = slopesAt(loss, weights, best);
    const next = normalised(weights.map((weight, index) => weight * Math.exp(-step * (slopes[index] ?? 0))));
    const reached = loss(next);
    if (reached < best) {
      [weights, best] = [next, reached];
      step *= 2;
    } else {
      step /= 4;
    }
  }
  return weights;
}

const DIFFERENCE = 1e-3;

/** Slopes of the loss as weight goes to one member from all. */
function slopesAt(
  loss: (weights: readonly number[]) => number,
  weights: readonly number[],
  here: number,
): number[] {
  return weights.map((_, member) => {
    const moved = weights.map(
      (weight, index) => weight * (1 - DIFFERENCE) + (index === member ? DIFFERENCE : 0),
    );
    return (loss(moved) - here) / DIFFERENCE;
  });
}

function normalised(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
