import type { AccountTable } from "../encoding/account-table.js";
import {
  type NearestAccounts,
  nearestAccounts,
  type SimilarityIndex,
  similarityIndex,
} from "./similarity.js";

/** Value by the most similar clients, drawn towards the mean of all. */
export interface NeighbourValue {
  readonly index: SimilarityIndex;
  readonly targets: Float64Array;
  readonly mean: number;
  /** How many neighbours count. */
  readonly neighbours: number;
  /** Clients' worth of evidence that the mean of all counts as. */
  readonly priorClients: number;
  readonly leaveOneOut: Float64Array;
  readonly leaveOneOutError: number;
}

const NEIGHBOUR_COUNTS = [2, 3, 5, 9, 15];
const PRIOR_CLIENTS = [0.5, 2, 6, 20];

/**
 * Nearest neighbours with shrinkage: ŷ = ȳ + k/(k + m)·(mean of the k nearest − ȳ); k and m by leave-one-out error.
 * Needs at least three clients. Source: D'Haen and Van den Poel (2013) for starting so when clients are few.
 */
export function fitNeighbourValue(table: AccountTable, targets: Float64Array): NeighbourValue {
  const index = similarityIndex(table, new Float64Array(table.columns.length).fill(1));
  const clients = targets.length;
  const sum = targets.reduce((total, target) => total + target, 0);
  const most = Math.min(Math.max(...NEIGHBOUR_COUNTS), clients - 1);
  const nearest = nearestAccounts(index, table, most, true);
  let best: NeighbourValue | undefined;
  for (const neighbours of NEIGHBOUR_COUNTS.filter((count) => count <= most)) {
    for (const priorClients of PRIOR_CLIENTS) {
      const leaveOneOut = targets.map((target, row) => {
        const mean = (sum - target) / (clients - 1);
        return shrunkMean(nearest, row, targets, mean, neighbours, priorClients);
      });
      const leaveOneOutError =
        leaveOneOut.reduce((total, estimate, row) => total + ((targets[row] ?? 0) - estimate) ** 2, 0) /
        clients;
      if (best === undefined || leaveOneOutError < best.leaveOneOutError) {
        const mean = sum / clients;
        best = { index, targets, mean, neighbours, priorClients, leaveOneOut, leaveOneOutError };
      }
    }
  }
  if (best === undefined)
    throw new Error(`nearest neighbours: ${clients} clients; at least three are needed`);
  return best;
}

/** ŷ for every row of a table. */
export function predictNeighbourValue(model: NeighbourValue, table: AccountTable): Float64Array {
  const nearest = nearestAccounts(model.index, table, model.neighbours);
  return Float64Array.from({ length: table.rowCount }, (_, row) =>
    shrunkMean(nearest, row, model.targets, model.mean, model.neighbours, model.priorClients),
  );
}

function shrunkMean(
  nearest: NearestAccounts,
  row: number,
  targets: Float64Array,
  mean: number,
  neighbours: number,
  priorClients: number,
): number {
  let sum = 0;
  for (let rank = 0; rank < neighbours; rank++) {
    const neighbour = nearest.rows[row * nearest.count + rank] ?? -1;
    sum += (targets[neighbour] ?? mean) - mean;
  }
  return mean + sum / (neighbours + priorClients);
}
