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
export function worldMoves(futures: ArrayLike<number>, { worlds, explained }: SharedShocks): WorldMoves {
  if (futures.length < worlds) return [];
  const degrees = worlds - explained.length;
  if (degrees <= 0) return [];
  const means = Float64Array.from({ length: worlds }, (_, world) => {
    let total = 0;
    let count = 0;
    for (let draw = world; draw < futures.length; draw += worlds) {
      total += futures[draw] ?? 0;
      count += 1;
    }
    return total / count;
  });
  if (means.every((mean) => mean === 0)) return [];
  return Array.from(without(means, explained), (move) => move / Math.sqrt(degrees));
}

/** The worlds that clients share, and orthonormal columns that span what a parabola in their shocks can explain. */
export interface SharedShocks {
  readonly worlds: number;
  readonly explained: readonly Float64Array[];
}

/** From the logarithm of the common shock in each world. */
export function sharedShocks(logShocks: readonly number[]): SharedShocks {
  const explained: Float64Array[] = [];
  for (const power of [0, 1, 2]) {
    const column = Float64Array.from(logShocks, (shock) => shock ** power);
    const length = Math.hypot(...column);
    const rest = without(column, explained);
    const left = Math.hypot(...rest);
    if (left > LEAST_LENGTH * length) explained.push(rest.map((one) => one / left));
  }
  return { worlds: logShocks.length, explained };
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
