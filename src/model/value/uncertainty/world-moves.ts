import { sum } from "d3";

/**
 * How far what is expected of a client lies from its mean in each world, scaled so that the squares of the moves of
 * clients together, Σ_w (Σᵢ moveᵢ(w))², are the variance of their total between worlds; empty where not known.
 */
export type WorldMoves = readonly number[];

/** Below this share of a vector's own length nothing but rounding is left of it. */
const LEAST_LENGTH = 1e-9;

/**
 * The moves of a client from its simulated futures, future n of world n modulo their number: means by world less what
 * a parabola in the logarithm of the common shock explains of them, over √(worlds − parameters). What is not known of
 * the parameters is left, which all clients share, and the luck of few futures, which they do not. None where there
 * is not a future of each world, nor a world more than parameters, and where nothing comes in any.
 */
export function worldMoves(futures: ArrayLike<number>, logShocks: readonly number[]): WorldMoves {
  const worlds = logShocks.length;
  if (futures.length < worlds) return [];
  const totals = new Float64Array(worlds);
  const counts = new Float64Array(worlds);
  for (let draw = 0; draw < futures.length; draw += 1) {
    const world = draw % worlds;
    totals[world] = (totals[world] ?? 0) + (futures[draw] ?? 0);
    counts[world] = (counts[world] ?? 0) + 1;
  }
  if (totals.every((total) => total === 0)) return [];
  const means = totals.map((total, world) => total / (counts[world] ?? 1));
  const explained: Float64Array[] = [];
  for (const power of [0, 1, 2]) {
    const column = Float64Array.from(logShocks, (shock) => shock ** power);
    const length = Math.hypot(...column);
    const rest = without(column, explained);
    const left = Math.hypot(...rest);
    if (left > LEAST_LENGTH * length) explained.push(rest.map((one) => one / left));
  }
  const degrees = worlds - explained.length;
  return degrees > 0 ? Array.from(without(means, explained), (move) => move / Math.sqrt(degrees)) : [];
}

/** What of a column none of some orthonormal ones explains. */
function without(column: Float64Array, orthonormal: readonly Float64Array[]): Float64Array {
  return orthonormal.reduce((rest, axis) => {
    const along = sum(axis, (one, index) => one * (rest[index] ?? 0));
    return rest.map((one, index) => one - along * (axis[index] ?? 0));
  }, column);
}

/** Adds up the moves of clients. */
export interface MovesTogether {
  readonly add: (moves: WorldMoves, weight?: number) => void;
  /**
   * What moving together adds to the variance of independent clients: Σ_{i≠j} cov(i, j) = |Σᵢ moveᵢ|² − Σᵢ |moveᵢ|²,
   * at least 0. Each client's own variance holds its own moves already; the luck of its futures drops out.
   */
  readonly variance: () => number;
}

/** Moves of clients whose worlds are the same; those that are not known add nothing. */
export function movesTogether(): MovesTogether {
  const together: number[] = [];
  let apart = 0;
  return {
    add: (moves, weight = 1) => {
      moves.forEach((move, world) => {
        together[world] = (together[world] ?? 0) + weight * move;
        apart += (weight * move) ** 2;
      });
    },
    variance: () => Math.max(0, sum(together, (move) => move ** 2) - apart),
  };
}
