import { randomNormal } from "d3";

/** A source of uniform numbers in [0, 1). */
export type Random = () => number;

/** A choice with its weight; weights need not sum to 1. */
export type Weighted<T> = readonly [choice: T, weight: number];

/** One choice, drawn in proportion to its weight (> 0 in all). */
export function drawWeighted<T>(random: Random, choices: readonly Weighted<T>[]): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random() * total;
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  const last = choices.at(-1);
  if (!(total > 0) || last === undefined) throw new RangeError("There is nothing to draw from.");
  return last[0];
}

/** One of the items, all alike. */
export function drawOne<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError("There is nothing to draw from.");
  return item;
}

/** A whole number from `from` to `to`, both included. */
export function drawWhole(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}

/** A standard normal number within ±`bound`. */
export function drawBoundedNormal(random: Random, bound: number): number {
  const normal = randomNormal.source(random)();
  let value = normal();
  while (Math.abs(value) > bound) value = normal();
  return value;
}

/** Rounds to two significant digits, as a data vendor states revenue. */
export function roundToTwoDigits(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.round(value / unit) * unit;
}
