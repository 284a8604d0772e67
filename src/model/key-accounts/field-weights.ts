import { quantileSorted } from "d3";
import { type AccountTable, columnOf } from "../lookalike/encoding/account-table.js";
import { halfByRight } from "../lookalike/evaluation/half-by-right.js";

const BANDS = 5;

/** The band of every row in a field: its level, or the fifth that its number lies in; −1 when unknown. */
export function fieldBands(table: AccountTable, field: number): Int32Array {
  const { feature, values } = columnOf(table, field);
  if (feature.kind === "category") return Int32Array.from(values, (code) => (Number.isNaN(code) ? -1 : code));
  const known = Array.from(values.filter((value) => !Number.isNaN(value)).sort());
  const edges = Array.from({ length: BANDS - 1 }, (_, at) => quantileSorted(known, (at + 1) / BANDS) ?? 0);
  return Int32Array.from(values, (value) =>
    Number.isNaN(value) ? -1 : edges.filter((edge) => value > edge).length,
  );
}

/**
 * How much each field counts in likeness: half by right, half by how much more it tells than chance would.
 *
 * A field tells F = Σ nᵦ·(mean of band b − mean)² / (bands − 1) ÷ residual variance of an outcome over its bands (for
 * outcomes of 0 and 1, χ² per degree of freedom but for the correction), averaged over the outcomes; by chance it is
 * 1. NaN in an outcome leaves the row out.
 */
export function fieldWeights(table: AccountTable, outcomes: readonly Float64Array[]): Float64Array {
  const told = Float64Array.from({ length: table.columns.length }, (_, field) => {
    const bands = fieldBands(table, field);
    const ratios = outcomes.map((outcome) => varianceRatio(bands, outcome)).filter(Number.isFinite);
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / Math.max(1, ratios.length);
    return Math.max(0, mean - 1);
  });
  return halfByRight(told);
}

function varianceRatio(bands: Int32Array, outcome: Float64Array): number {
  const sums = new Map<number, { count: number; sum: number }>();
  let [count, sum, squares] = [0, 0, 0];
  for (const [row, band] of bands.entries()) {
    const value = outcome[row] ?? Number.NaN;
    if (band < 0 || Number.isNaN(value)) continue;
    const own = sums.get(band) ?? { count: 0, sum: 0 };
    sums.set(band, { count: own.count + 1, sum: own.sum + value });
    count += 1;
    sum += value;
    squares += value * value;
  }
  const mean = sum / count;
  let between = 0;
  for (const own of sums.values()) between += own.count * (own.sum / own.count - mean) ** 2;
  const within = squares - count * mean ** 2 - between;
  const [freedom, rest] = [sums.size - 1, count - sums.size];
  return freedom > 0 && rest > 0 && within > 0 ? between / freedom / (within / rest) : Number.NaN;
}
