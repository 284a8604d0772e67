import { mean, sum } from "d3";
import { sampleRankCorrelation } from "simple-statistics";
import { type AccountTable, tableRows } from "../lookalike/encoding/account-table.js";
import { nearestAccounts, similarityIndex } from "../lookalike/similarity/similarity.js";
import type { Estimate } from "../numerics/interval.js";
import { DEVIATIONS_OF_80 } from "../numerics/interval-80.js";
import { fieldWeights } from "./field-weights.js";

/** What a client is worth beside the clients that are most like it. */
export interface Headroom {
  /** Rows of the clients most like it, most alike first. */
  readonly similar: readonly number[];
  /** What the best quarter of them is worth at least, with an 80 % interval. */
  readonly best: Estimate;
  /** How far it is below that; 0 when it is not. */
  readonly headroom: Estimate;
}

export interface Headrooms {
  /** By row. */
  readonly clients: ReadonlyMap<number, Headroom>;
  /** Rank correlation of what clients are worth with the mean of those like them, and how many clients tell it. */
  readonly correlation: number;
  readonly compared: number;
  /** Clients that each is compared with. */
  readonly similar: number;
}

const SIMILAR = 20;
const FEWEST_CLIENTS = 40;
/** More clients than this are represented by those that come first in `order`. */
const MOST_REFERENCES = 800;
const FOLDS = 5;

/**
 * Headroom of some clients against the clients most like them by firmographics; null with fewer than 40 clients or
 * without a field.
 *
 * The 20 clients most alike by Gower's similarity, fields weighted by what they tell of worth; headroom = their upper
 * quartile − own worth, at least 0. The quartile's interval is that of the order statistics k·p ± z·√(k·p·(1 − p)).
 * `worth` in money, by row of the table; `order` lists all rows in a random order that does not depend on worth.
 */
export function headrooms(
  table: AccountTable,
  worth: Float64Array,
  wanted: readonly number[],
  order: readonly number[],
): Headrooms | null {
  if (table.rowCount < FEWEST_CLIENTS || table.columns.length === 0) return null;
  const references = order.slice(0, MOST_REFERENCES);
  const similar = likes(table, worth, references, wanted);
  return {
    clients: new Map(wanted.map((row, at) => [row, headroomOf(worth[row] ?? 0, similar[at] ?? [], worth)])),
    correlation: correlationOf(table, worth, references),
    compared: references.length,
    similar: SIMILAR,
  };
}

/** Of each wanted row the references most like it, most alike first. */
function likes(
  table: AccountTable,
  worth: Float64Array,
  references: readonly number[],
  wanted: readonly number[],
): number[][] {
  const referenceTable = tableRows(table, references);
  const weights = fieldWeights(referenceTable, [
    Float64Array.from(references, (row) => Math.log1p(Math.max(0, worth[row] ?? 0))),
  ]);
  const nearest = nearestAccounts(
    similarityIndex(referenceTable, weights),
    tableRows(table, wanted),
    SIMILAR + 1,
  );
  return wanted.map((row, at) =>
    Array.from(nearest.rows.subarray(at * nearest.count, (at + 1) * nearest.count))
      .flatMap((place) => (place < 0 ? [] : [references[place] ?? -1]))
      .filter((other) => other !== row)
      .slice(0, SIMILAR),
  );
}

/**
 * Rank correlation within each fifth of the clients of worth with the mean of those like them among the other four
 * fifths, in the mean: nothing that a fifth is held against knows of its worth, so that it is 0 where likeness tells
 * nothing.
 */
function correlationOf(table: AccountTable, worth: Float64Array, references: readonly number[]): number {
  const worthOf = (row: number) => worth[row] ?? 0;
  const folds = Array.from({ length: FOLDS }, (_, fold) => {
    const own = references.filter((_, at) => at % FOLDS === fold);
    const others = references.filter((_, at) => at % FOLDS !== fold);
    const means = likes(table, worth, others, own).map((rows) => mean(rows, worthOf) ?? 0);
    const correlation = sampleRankCorrelation(means, own.map(worthOf));
    return { clients: own.length, correlation: Number.isFinite(correlation) ? correlation : 0 };
  });
  return sum(folds, ({ clients, correlation }) => clients * correlation) / references.length;
}

function headroomOf(own: number, similar: readonly number[], worth: Float64Array): Headroom {
  const values = similar.map((row) => worth[row] ?? 0).sort((a, b) => a - b);
  const middle = 0.75 * (values.length - 1);
  const half = DEVIATIONS_OF_80 * Math.sqrt(0.75 * 0.25 * values.length);
  const at = (place: number) => {
    const held = Math.min(values.length - 1, Math.max(0, place));
    const [below, above] = [values[Math.floor(held)] ?? 0, values[Math.ceil(held)] ?? 0];
    return below + (held - Math.floor(held)) * (above - below);
  };
  const best = { value: at(middle), low: at(middle - half), high: at(middle + half) };
  const room = (value: number) => Math.max(0, value - own);
  return {
    similar,
    best,
    headroom: { value: room(best.value), low: room(best.low), high: room(best.high) },
  };
}
