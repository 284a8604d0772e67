import type { Objective } from "./objective.js";

const MOST_ITERATIONS = 2000;
const FIRST_EDGE = 0.5;

interface Vertex {
  readonly point: number[];
  readonly value: number;
}

/**
 * Descent that compares values only, for objectives whose slopes cannot be trusted; slow and less exact.
 *
 * Stops when the values of the simplex agree within `tolerance`. Nelder & Mead (1965) with the standard
 * coefficients 1, 2, ½, ½.
 */
export function nelderMead(objective: Objective, start: readonly number[], tolerance: number): number[] {
  const vertexAt = (point: number[]): Vertex => {
    const value = objective(point);
    return { point, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
  };
  let simplex = [
    vertexAt([...start]),
    ...start.map((_, index) =>
      vertexAt(start.map((value, other) => (other === index ? value + FIRST_EDGE : value))),
    ),
  ];
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration += 1) {
    simplex.sort((a, b) => a.value - b.value);
    const best = simplex[0];
    const worst = simplex.at(-1);
    const second = simplex.at(-2);
    if (best === undefined || worst === undefined || second === undefined) break;
    if (worst.value - best.value <= tolerance) break;
    const centre = start.map(
      (_, index) =>
        simplex.slice(0, -1).reduce((sum, vertex) => sum + (vertex.point[index] ?? 0), 0) /
        (simplex.length - 1),
    );
    const towards = (factor: number): Vertex =>
      vertexAt(centre.map((value, index) => value + factor * ((worst.point[index] ?? 0) - value)));
    const reflected = towards(-1);
    let replacement = reflected;
    if (reflected.value < best.value) {
      const expanded = towards(-2);
      if (expanded.value < reflected.value) replacement = expanded;
    } else if (reflected.value >= second.value) {
      replacement = towards(reflected.value < worst.value ? -0.5 : 0.5);
    }
    if (replacement.value < Math.min(worst.value, Math.max(reflected.value, second.value))) {
      simplex = [...simplex.slice(0, -1), replacement];
    } else {
      simplex = simplex.map((vertex) =>
        vertex === best
          ? best
          : vertexAt(vertex.point.map((value, index) => (value + (best.point[index] ?? 0)) / 2)),
      );
    }
  }
  return simplex.reduce((best, vertex) => (vertex.value < best.value ? vertex : best)).point;
}
