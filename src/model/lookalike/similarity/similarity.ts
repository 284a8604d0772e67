import { type AccountTable, columnOf, type FieldColumn } from "../encoding/account-table.js";
import { transformed } from "../encoding/numeric-basis.js";
import { type SimilaritySketch, SketchQuery, similaritySketch } from "./similarity-sketch.js";

/** Accounts to compare with, and how much each field counts. */
export interface SimilarityIndex {
  readonly rowCount: number;
  readonly fieldCount: number;
  /** Position of each account in each field, `positions[row · fieldCount + field]`; NaN when unknown. */
  readonly positions: Float64Array;
  /** What one unit of distance costs in each field; a category costs its whole weight when it differs. */
  readonly weights: Float64Array;
  readonly categorical: Uint8Array;
  /** Units in which numeric fields are read, so that the middle nine tenths span 1. */
  readonly units: Float64Array;
  readonly logarithmic: Uint8Array;
  /** Similarity of a random pair in each field, which an unknown value counts as. */
  readonly unknownSimilarity: Float64Array;
  /** Drawn up where many accounts will be compared in several calls. */
  readonly sketch?: SimilaritySketch;
}

/** Accounts nearest to each of a list: `rows[account · count + rank]` and how similar, 0…1; −1 when there are fewer. */
export interface NearestAccounts {
  readonly count: number;
  readonly rows: Int32Array;
  readonly similarities: Float64Array;
}

/**
 * Prepares accounts for similarity s = Σ w_f·s_f, Σ w_f = 1: s_f is 1 or 0 for a category, 1 − min(1, |Δt|/range)
 * for a number (t = log(1 + v) for sizes, range = 5th to 95th percentile). An unknown value is as similar as a
 * random pair. Weights ≥ 0, one a field; all zero counts as equal. Source: Gower (1971), with those two changes.
 */
export function similarityIndex(table: AccountTable, fieldWeights: Float64Array): SimilarityIndex {
  const fieldCount = table.columns.length;
  const total = fieldWeights.reduce((sum, weight) => sum + weight, 0);
  const units = new Float64Array(fieldCount).fill(1);
  const unknownSimilarity = new Float64Array(fieldCount);
  for (const [field, column] of table.columns.entries()) {
    if (column.feature.kind === "category") unknownSimilarity[field] = categoryPairSimilarity(column);
    else {
      const known = knownPositions(column);
      const range = at(known, 0.95) - at(known, 0.05);
      units[field] = range > 0 ? 1 / range : 0;
      unknownSimilarity[field] = numericPairSimilarity(known, units[field] ?? 0);
    }
  }
  const index = {
    rowCount: table.rowCount,
    fieldCount,
    weights: fieldWeights.map((weight) => (total > 0 ? weight / total : 1 / fieldCount)),
    categorical: Uint8Array.from(table.columns, (column) => (column.feature.kind === "category" ? 1 : 0)),
    logarithmic: Uint8Array.from(table.columns, (column) => (column.feature.kind === "size" ? 1 : 0)),
    units,
    unknownSimilarity,
    positions: new Float64Array(0),
  };
  return { ...index, positions: positionsOf(index, table) };
}

/** Comparisons of two accounts from which on drawing up a sketch pays. */
const COMPARISONS_FOR_SKETCH = 200_000;

/** The `count` most similar accounts of the index for every row of a table; `skipSame` leaves row i out for row i. */
export function nearestAccounts(
  index: SimilarityIndex,
  table: AccountTable,
  count: number,
  skipSame = false,
): NearestAccounts {
  const rows = new Int32Array(table.rowCount * count).fill(-1);
  const similarities = new Float64Array(table.rowCount * count).fill(-1);
  const queries = positionsOf(index, table);
  const { fieldCount } = index;
  const unknownCosts = unknownCostsOf(index);
  const everyone = Int32Array.from({ length: index.rowCount }, (_, other) => other);
  const pays = index.rowCount > 8 * count && table.rowCount * index.rowCount > COMPARISONS_FOR_SKETCH;
  const search =
    skipSame || !pays
      ? null
      : new SketchQuery(index.sketch ?? similaritySketch(index), index.rowCount, count);
  for (let row = 0; row < table.rowCount; row++) {
    const query = row * fieldCount;
    const first = row * count;
    const compared = search === null ? everyone : search.candidates(queries, query);
    let worst = -1;
    for (let at = 0; at < compared.length; at++) {
      const other = compared[at] ?? 0;
      if (skipSame && other === row) continue;
      const similarity = similarityOf(index, unknownCosts, queries, query, other, worst);
      if (!(similarity > worst)) continue;
      let rank = count - 1;
      while (rank > 0 && similarity > (similarities[first + rank - 1] ?? 0)) {
        similarities[first + rank] = similarities[first + rank - 1] ?? 0;
        rows[first + rank] = rows[first + rank - 1] ?? -1;
        rank--;
      }
      similarities[first + rank] = similarity;
      rows[first + rank] = other;
      worst = similarities[first + count - 1] ?? -1;
    }
  }
  return { count, rows, similarities };
}

/**
 * For each row of a table 1 where some account of the index is at least so similar, 0 where none is; rows that are not
 * asked about get 0.
 */
export function hasSimilarAccount(
  index: SimilarityIndex,
  table: AccountTable,
  least: number,
  isAsked: Uint8Array,
): Uint8Array {
  const found = new Uint8Array(table.rowCount);
  const queries = positionsOf(index, table);
  const unknownCosts = unknownCostsOf(index);
  const search = new SketchQuery(index.sketch ?? similaritySketch(index), index.rowCount, 1);
  for (let row = 0; row < table.rowCount; row++) {
    if (isAsked[row] !== 1) continue;
    const query = row * index.fieldCount;
    const doubtful = search.within(queries, query, 1 - least);
    if (doubtful === true) found[row] = 1;
    else if (doubtful !== false) {
      const isSimilar = (other: number): boolean =>
        similarityOf(index, unknownCosts, queries, query, other, Number.NEGATIVE_INFINITY) >= least;
      found[row] = doubtful.some(isSimilar) ? 1 : 0;
    }
  }
  return found;
}

/** Similarity of a query to an account of the index; where it is not above `floor`, some number up to that. */
function similarityOf(
  { fieldCount, positions, weights, categorical }: SimilarityIndex,
  unknownCosts: Float64Array,
  queries: Float64Array,
  query: number,
  account: number,
  floor: number,
): number {
  const reference = account * fieldCount;
  let similarity = 1;
  for (let field = 0; field < fieldCount && similarity > floor; field++) {
    const gap = Math.abs((queries[query + field] ?? 0) - (positions[reference + field] ?? 0));
    if (gap === 0) continue;
    if (gap > 0) similarity -= (weights[field] ?? 0) * (categorical[field] === 1 || gap > 1 ? 1 : gap);
    else similarity -= unknownCosts[field] ?? 0;
  }
  return similarity;
}

/** What a field costs where one of two accounts is unknown in it. */
function unknownCostsOf({ weights, unknownSimilarity }: SimilarityIndex): Float64Array {
  return weights.map((weight, field) => weight * (1 - (unknownSimilarity[field] ?? 0)));
}

function positionsOf(
  index: Pick<SimilarityIndex, "fieldCount" | "units" | "categorical" | "logarithmic">,
  table: AccountTable,
): Float64Array {
  const { fieldCount } = index;
  const positions = new Float64Array(table.rowCount * fieldCount);
  for (let field = 0; field < fieldCount; field++) {
    const { values } = columnOf(table, field);
    const unit = index.units[field] ?? 0;
    for (let row = 0; row < table.rowCount; row++) {
      const value = values[row] ?? Number.NaN;
      positions[row * fieldCount + field] =
        index.categorical[field] === 1 ? value : transformed(value, index.logarithmic[field] === 1) * unit;
    }
  }
  return positions;
}

function knownPositions(column: FieldColumn): Float64Array {
  const logarithmic = column.feature.kind === "size";
  return column.values
    .filter((value) => !Number.isNaN(value))
    .map((value) => transformed(value, logarithmic))
    .sort();
}

function at(sorted: Float64Array, level: number): number {
  return sorted[Math.round(level * (sorted.length - 1))] ?? 0;
}

function categoryPairSimilarity(column: FieldColumn): number {
  const counts = new Map<number, number>();
  let total = 0;
  for (const value of column.values) {
    if (Number.isNaN(value)) continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
    total++;
  }
  let squares = 0;
  for (const count of counts.values()) squares += count * count;
  return total > 0 ? squares / (total * total) : 0;
}

const PAIR_GRID = 50;

function numericPairSimilarity(sorted: Float64Array, unit: number): number {
  let sum = 0;
  for (let a = 0; a < PAIR_GRID; a++) {
    for (let b = 0; b < PAIR_GRID; b++) {
      const gap = at(sorted, (a + 0.5) / PAIR_GRID) - at(sorted, (b + 0.5) / PAIR_GRID);
      sum += 1 - Math.min(Math.abs(gap) * unit, 1);
    }
  }
  return sum / (PAIR_GRID * PAIR_GRID);
}
