import { substream } from "../../numerics/substream.js";
import { type AccountTable, tableRows } from "../encoding/account-table.js";
import { halfByRight } from "../evaluation/half-by-right.js";
import {
  hasSimilarAccount,
  type NearestAccounts,
  nearestAccounts,
  type SimilarityIndex,
  similarityIndex,
} from "./similarity.js";
import { similaritySketch } from "./similarity-sketch.js";

/** Clients that prospects are compared with. */
export interface ClientLikeness {
  /** Rows of the client table, high-value ones first. */
  readonly references: Int32Array;
  readonly highValueCount: number;
  readonly highValue: SimilarityIndex;
  readonly others: SimilarityIndex;
  /** Similarity to the nearest client that nineteen of twenty clients reach. */
  readonly usualSimilarity: number;
}

const NEAREST = 3;
/** More clients than this are represented by a sample, the high-value ones first. */
const MOST_REFERENCES = 800;

/**
 * Prepares the comparison of prospects with clients. Fields count by how much they explain of value (`importance`,
 * `halfByRight`), so that "similar" means similar in what matters.
 */
export function fitClientLikeness(
  table: AccountTable,
  ids: readonly string[],
  highValue: readonly boolean[],
  clv: Float64Array,
  importance: Float64Array,
): ClientLikeness {
  const weights = halfByRight(importance);
  const rows = ids.map((_, row) => row);
  const best = rows
    .filter((row) => highValue[row])
    .sort((a, b) => (clv[b] ?? 0) - (clv[a] ?? 0))
    .slice(0, MOST_REFERENCES / 2);
  const rest = rows.filter((row) => !highValue[row]);
  const drawn =
    rest.length + best.length <= MOST_REFERENCES
      ? rest
      : rest
          .map((row) => ({ row, draw: substream(0, ids[row] ?? "")() }))
          .sort((a, b) => a.draw - b.draw)
          .slice(0, MOST_REFERENCES - best.length)
          .map(({ row }) => row);
  const all = similarityIndex(table, weights);
  const nearest = nearestAccounts(similarityIndex(tableRows(table, [...best, ...drawn]), weights), table, 2);
  const gaps = Float64Array.from(rows, (row) => nearest.similarities[row * 2 + 1] ?? 0).sort();
  return {
    references: Int32Array.from([...best, ...drawn]),
    highValueCount: best.length,
    highValue: sketched({ ...all, ...positionsAt(all, best) }),
    others: sketched({ ...all, ...positionsAt(all, drawn) }),
    usualSimilarity: gaps[Math.floor(0.05 * gaps.length)] ?? 0,
  };
}

/** How like the clients the rows of a table are. */
export interface Likeness {
  /** Mean similarity to the three nearest high-value clients, 0…1; 0 when there are none. */
  readonly similarity: Float64Array;
  /** 1 where the nearest client of all is further away than nineteen of twenty clients' nearest are. */
  readonly isUnlike: Uint8Array;
}

/** Tolerance of comparisons between sums of the same weights in another order. */
const ROUNDING = 1e-12;

/** Compares the rows of a table with the clients. */
export function clientLikeness(likeness: ClientLikeness, table: AccountTable): Likeness {
  const best = nearestAccounts(likeness.highValue, table, NEAREST);
  const least = likeness.usualSimilarity - ROUNDING;
  const similarity = new Float64Array(table.rowCount);
  const isUnlike = new Uint8Array(table.rowCount);
  for (let row = 0; row < table.rowCount; row++) {
    similarity[row] = meanFound(best, row);
    isUnlike[row] = Math.max(best.similarities[row * NEAREST] ?? 0, 0) >= least ? 0 : 1;
  }
  // Only accounts unlike the best clients are compared with the many others.
  const others = hasSimilarAccount(likeness.others, table, least, isUnlike);
  return { similarity, isUnlike: isUnlike.map((unlike, row) => unlike & ~(others[row] ?? 0)) };
}

/** The three clients most similar to each row of a table. */
export interface SimilarClients {
  /** Rows of the client table, `clients[row · 3 + rank]`, −1 when there are fewer. */
  readonly clients: Int32Array;
  readonly similarities: Float64Array;
}

/** Finds the most similar clients of the rows of a table. */
export function similarClients(likeness: ClientLikeness, table: AccountTable): SimilarClients {
  const best = nearestAccounts(likeness.highValue, table, NEAREST);
  const others = nearestAccounts(likeness.others, table, NEAREST);
  const clients = new Int32Array(table.rowCount * NEAREST).fill(-1);
  const similarities = new Float64Array(table.rowCount * NEAREST);
  for (let row = 0; row < table.rowCount; row++) {
    let fromBest = row * NEAREST;
    let fromOthers = row * NEAREST;
    for (let at = row * NEAREST; at < (row + 1) * NEAREST; at++) {
      const a = best.similarities[fromBest] ?? -1;
      const b = others.similarities[fromOthers] ?? -1;
      if (a < 0 && b < 0) break;
      const reference =
        a >= b ? best.rows[fromBest++] : likeness.highValueCount + (others.rows[fromOthers++] ?? 0);
      clients[at] = likeness.references[reference ?? 0] ?? -1;
      similarities[at] = Math.max(a, b, 0);
    }
  }
  return { clients, similarities };
}

function sketched(index: SimilarityIndex): SimilarityIndex {
  return { ...index, sketch: similaritySketch(index) };
}

function meanFound(nearest: NearestAccounts, row: number): number {
  let sum = 0;
  let found = 0;
  for (let at = row * nearest.count; at < (row + 1) * nearest.count; at++) {
    if ((nearest.rows[at] ?? -1) < 0) break;
    sum += Math.max(nearest.similarities[at] ?? 0, 0);
    found++;
  }
  return found === 0 ? 0 : Math.min(sum / found, 1);
}

function positionsAt(
  index: SimilarityIndex,
  rows: readonly number[],
): Pick<SimilarityIndex, "positions" | "rowCount"> {
  const { fieldCount, positions } = index;
  const chosen = new Float64Array(rows.length * fieldCount);
  for (const [at, row] of rows.entries()) {
    chosen.set(positions.subarray(row * fieldCount, (row + 1) * fieldCount), at * fieldCount);
  }
  return { rowCount: rows.length, positions: chosen };
}
