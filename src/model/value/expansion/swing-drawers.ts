import { randomNormal } from "d3";
import type { Swings } from "./swings.js";

/** Functions that draw factors of mean 1 on what is expected: on a line's level, once a future, and on each of its terms. */
export function swingDrawers(
  { level, term }: Swings,
  random: () => number,
): { level: () => number; term: () => number } {
  const normal = randomNormal.source(random)();
  return { level: factorDrawer(level, normal), term: factorDrawer(term, normal) };
}

/** A function that draws lognormal factors of mean 1; where nothing swings they are 1, and `random` is not asked. */
export function swingDrawer(deviation: number, random: () => number): () => number {
  return deviation > 0 ? factorDrawer(deviation, randomNormal.source(random)()) : () => 1;
}

function factorDrawer(deviation: number, normal: () => number): () => number {
  return () => Math.exp(deviation * normal() - deviation ** 2 / 2);
}
