import { randomNormal } from "d3";
import type { Swings } from "./usual-revenue.js";

/** Functions that draw factors of mean 1 on what is expected: on a line's level, once a future, and on each of its terms. */
export function swingDrawers(
  { level, term }: Swings,
  random: () => number,
): { level: () => number; term: () => number } {
  const normal = randomNormal.source(random)();
  const factor = (deviation: number) => () => Math.exp(deviation * normal() - deviation ** 2 / 2);
  return { level: factor(level), term: factor(term) };
}
