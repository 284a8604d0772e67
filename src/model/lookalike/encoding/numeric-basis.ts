import { quantileSorted } from "d3";
import type { FieldColumn } from "./account-table.js";

const KNOT_LEVELS = [0.03, 0.15, 0.3, 0.45, 0.6, 0.75, 0.88, 0.97];
const BAND_LEVELS = [0.25, 0.5, 0.75];
const CLIENTS_PER_KNOT = 8;

/**
 * A numeric field as a trend and a free shape (value may peak in the middle): t = log(1 + v) for sizes, v otherwise,
 * held inside the clients' range; trend (t − centre)/spread; shape by piecewise-linear tents at quantile knots.
 */
export interface NumericBasis {
  readonly kind: "numeric";
  readonly logarithmic: boolean;
  readonly center: number;
  readonly spread: number;
  readonly lower: number;
  readonly upper: number;
  readonly knots: Float64Array;
  /** Borders of the four size bands that interactions use. */
  readonly borders: Float64Array;
  /** Trend, knots.length tents, then the indicator of an unknown value, if any. */
  readonly columnCount: number;
  readonly hasMissing: boolean;
}

/**
 * Fits the basis to the known values of a column; null when fewer than two values differ.
 * At most `mostKnots` ≥ 3 knots. `weights` counts each row; rows of weight 0 are not looked at.
 */
export function fitNumericBasis(
  column: FieldColumn,
  weights: Float64Array,
  mostKnots = KNOT_LEVELS.length,
): NumericBasis | null {
  const logarithmic = column.feature.kind === "size";
  const known: number[] = [];
  let sum = 0;
  let squares = 0;
  let total = 0;
  let missing = 0;
  for (let row = 0; row < column.values.length; row++) {
    const weight = weights[row] ?? 0;
    if (!(weight > 0)) continue;
    const value = transformed(column.values[row] ?? Number.NaN, logarithmic);
    if (Number.isNaN(value)) {
      missing += weight;
      continue;
    }
    known.push(value);
    sum += weight * value;
    total += weight;
  }
  known.sort((a, b) => a - b);
  const lower = known[0] ?? 0;
  const upper = known.at(-1) ?? 0;
  if (!(upper > lower)) return null;
  const center = sum / total;
  for (let row = 0; row < column.values.length; row++) {
    const value = transformed(column.values[row] ?? Number.NaN, logarithmic);
    if (!Number.isNaN(value)) squares += (weights[row] ?? 0) * (value - center) ** 2;
  }
  const knotCount = Math.max(
    3,
    Math.min(mostKnots, KNOT_LEVELS.length, Math.round(total / CLIENTS_PER_KNOT)),
  );
  const levels =
    knotCount === KNOT_LEVELS.length
      ? KNOT_LEVELS
      : Array.from({ length: knotCount }, (_, knot) => 0.05 + (0.9 * knot) / (knotCount - 1));
  const knots = distinctQuantiles(known, levels);
  const hasMissing = missing >= 1;
  return {
    kind: "numeric",
    logarithmic,
    center,
    spread: Math.sqrt(squares / total),
    lower,
    upper,
    knots,
    borders: distinctQuantiles(known, BAND_LEVELS),
    columnCount: 1 + knots.length + (hasMissing ? 1 : 0),
    hasMissing,
  };
}

/** t of a raw value: log(1 + v) for sizes; NaN stays NaN. */
export function transformed(value: number, logarithmic: boolean): number {
  return logarithmic ? Math.log1p(value) : value;
}

/** The band 0…borders.length of a raw value; −1 when unknown. */
export function bandOf(basis: NumericBasis, value: number): number {
  if (Number.isNaN(value)) return -1;
  const position = transformed(value, basis.logarithmic);
  let band = 0;
  while (band < basis.borders.length && position >= (basis.borders[band] ?? 0)) band++;
  return band;
}

function distinctQuantiles(sorted: number[], levels: readonly number[]): Float64Array {
  return Float64Array.from(new Set(levels.map((level) => quantileSorted(sorted, level) ?? 0)));
}
