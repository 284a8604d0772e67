import { randomBeta, randomGamma, randomLcg } from "d3";
import type { ParetoNbdParameters } from "../../../src/model/value/pareto-nbd/pareto-nbd-parameters.js";
import type { RepeatHistory } from "../../../src/model/value/repeat/repeat-history.js";

/** Parameters that histories are simulated with. */
export const PLANTED = {
  nbd: { r: 0.8, alpha: 12 },
  "bg-nbd": { r: 0.8, alpha: 8, a: 0.9, b: 3 },
  "mbg-nbd": { r: 1, alpha: 7, a: 0.8, b: 2.5 },
  "pareto-nbd": { r: 0.9, alpha: 8, s: 0.8, beta: 20 },
  "bg-cnbd-k": { k: 2, r: 0.9, alpha: 4, a: 0.9, b: 3 },
  "mbg-cnbd-k": { k: 3, r: 1.2, alpha: 3, a: 0.7, b: 2 },
  "bg-bb": { alpha: 1.2, beta: 1, gamma: 0.7, delta: 3 },
} as const;

function history(times: readonly number[], age: number): RepeatHistory {
  const gaps = times.map((time, index) => time - (times[index - 1] ?? 0));
  return {
    repeats: times.length,
    recency: times.at(-1) ?? 0,
    age,
    logGaps: gaps.reduce((sum, gap) => sum + Math.log(gap), 0),
  };
}

/** A client seen for 30 to 130 weeks that leaves at an exponential time, never seen. */
export function simulateParetoHistory(
  { r, alpha, s, beta }: ParetoNbdParameters,
  random: () => number,
): RepeatHistory {
  const age = 30 + 100 * random();
  const rate = randomGamma.source(random)(r, 1 / alpha)();
  const lifetime = -Math.log(1 - random()) / randomGamma.source(random)(s, 1 / beta)();
  const times: number[] = [];
  for (let time = 0; ; ) {
    time -= Math.log(1 - random()) / rate;
    if (!(time < Math.min(age, lifetime))) break;
    times.push(time);
  }
  return history(times, age);
}

/** A client seen for 30 to 130 weeks that may leave after each purchase, or at once. */
export function simulateBetaGeometric(
  { r, alpha, a, b }: { r: number; alpha: number; a: number; b: number },
  regularity: number,
  leavesAtOnce: boolean,
  random: () => number,
): RepeatHistory {
  const age = 30 + 100 * random();
  const rate = randomGamma.source(random)(r, 1 / alpha)();
  const leave = randomBeta.source(random)(a, b)();
  const times: number[] = [];
  let stays = !leavesAtOnce || random() >= leave;
  for (let time = 0; stays; stays = random() >= leave) {
    for (let event = 0; event < regularity; event += 1) time -= Math.log(1 - random()) / rate;
    if (!(time < age)) break;
    times.push(time);
  }
  return history(times, age);
}

function simulateBgBb(random: () => number): RepeatHistory {
  const { alpha, beta, gamma, delta } = PLANTED["bg-bb"];
  const buys = randomBeta.source(random)(alpha, beta)();
  const leaves = randomBeta.source(random)(gamma, delta)();
  const age = 8;
  let [repeats, recency] = [0, 0];
  for (let opportunity = 1; opportunity <= age; opportunity += 1) {
    if (random() < leaves) break;
    if (random() < buys) [repeats, recency] = [repeats + 1, opportunity];
  }
  return { repeats, recency, age };
}

/** Histories of clients that follow a model with its planted parameters. */
export function simulateHistories(
  name: keyof typeof PLANTED,
  clients: number,
  seed: number,
): RepeatHistory[] {
  const random = randomLcg(seed);
  return Array.from({ length: clients }, () => {
    switch (name) {
      case "nbd":
        return simulateParetoHistory({ ...PLANTED.nbd, s: 1, beta: 1e9 }, random);
      case "pareto-nbd":
        return simulateParetoHistory(PLANTED["pareto-nbd"], random);
      case "bg-bb":
        return simulateBgBb(random);
      case "bg-nbd":
      case "mbg-nbd":
        return simulateBetaGeometric(PLANTED[name], 1, name === "mbg-nbd", random);
      default:
        return simulateBetaGeometric(PLANTED[name], PLANTED[name].k, name === "mbg-cnbd-k", random);
    }
  });
}
