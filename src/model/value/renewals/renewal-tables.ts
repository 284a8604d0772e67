import type { RenewalCurve } from "../beta-discrete-weibull/renewal-curve.js";
import { logSurvivals } from "../beta-discrete-weibull/survival.js";
import { renewalLogLikelihoods } from "../shifted-beta-geometric/renewal-log-likelihood.js";
import type { RenewalRecord } from "../shifted-beta-geometric/sbg-parameters.js";

/** How much contracts of one kind differ, and how renewal changes with age: a curve but for its mean. */
export type CurveForm = Pick<RenewalCurve, "shape"> & {
  /** α + β. */
  readonly concentration: number;
};

/** Log-odds of ending that a table is to reach from and to. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Log-likelihoods of records at even steps of the log-odds of ending, record by record. */
export interface RenewalTable {
  readonly low: number;
  readonly points: number;
  readonly values: Float64Array;
  /** Slopes by the log-odds, times the step. */
  readonly slopes: Float64Array;
}

/** What `interpolate` writes. */
export interface TableEntry {
  value: number;
  slope: number;
}

/** Of log-odds between the points of a table. */
export const TABLE_STEP = 0.25;
/** Beyond these all contracts, or none, are renewed: a likelihood counts as at them. */
export const FARTHEST: Range = { low: -16, high: 12 };
/** Points on either side that slopes take up. */
const MARGIN = 2;

/** The curve of some form whose log-odds of ending at the first renewal of mean θ are `logOdds`. */
export function curveAt({ concentration, shape }: CurveForm, logOdds: number): RenewalCurve {
  return {
    alpha: concentration / (1 + Math.exp(-logOdds)),
    beta: concentration / (1 + Math.exp(logOdds)),
    shape,
  };
}

/**
 * Tables of the log-likelihood of one contract of each record, for curves of any form: what many contracts of
 * different log-odds ask of it again and again. Between steps of ¼ it is the cubic through values and slopes, right
 * to about 1e-5.
 */
export function renewalTables(
  records: readonly RenewalRecord[],
): (form: CurveForm, range: Range) => RenewalTable {
  const likelihoods = renewalLogLikelihoods(records);
  return (form, range) => {
    const low = Math.floor(Math.min(FARTHEST.high - 1, Math.max(FARTHEST.low, range.low)));
    const high = Math.ceil(Math.min(FARTHEST.high, Math.max(low + 1, range.high)));
    const points = (high - low) / TABLE_STEP + 1;
    const width = points + 2 * MARGIN;
    const wide = new Float64Array(records.length * width);
    for (let point = 0; point < width; point += 1) {
      const curve = curveAt(form, low + (point - MARGIN) * TABLE_STEP);
      likelihoods((opportunities) => logSurvivals(curve, opportunities)).forEach((value, record) => {
        wide[record * width + point] = value;
      });
    }
    const values = new Float64Array(records.length * points);
    const slopes = new Float64Array(values.length);
    for (let record = 0; record < records.length; record += 1) {
      for (let point = 0; point < points; point += 1) {
        const middle = record * width + point + MARGIN;
        const at = (away: number): number => wide[middle + away] ?? Number.NaN;
        values[record * points + point] = at(0);
        slopes[record * points + point] = (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / 12;
      }
    }
    return { low, points, values, slopes };
  };
}

/** The slope of tables by what sets two of them `apart` around it. */
export function tableSlope(after: RenewalTable, before: RenewalTable, apart: number): RenewalTable {
  const between = (one: Float64Array, other: Float64Array): Float64Array =>
    one.map((value, index) => (value - (other[index] ?? Number.NaN)) / apart);
  return {
    ...after,
    values: between(after.values, before.values),
    slopes: between(after.slopes, before.slopes),
  };
}

/** Where some log-odds lie in a table, in steps from its first point; those beyond its ends count as at them. */
export function positionOf({ low, points }: Pick<RenewalTable, "low" | "points">, logOdds: number): number {
  return Math.min(points - 1, Math.max(0, (logOdds - low) / TABLE_STEP));
}

/** Writes value and slope of a record at some log-odds. */
export function interpolate(table: RenewalTable, record: number, logOdds: number, entry: TableEntry): void {
  const { points, values, slopes } = table;
  const position = positionOf(table, logOdds);
  const left = Math.min(points - 2, Math.floor(position));
  const t = position - left;
  const index = record * points + left;
  const [v0, v1] = [values[index] ?? 0, values[index + 1] ?? 0];
  const [s0, s1] = [slopes[index] ?? 0, slopes[index + 1] ?? 0];
  const rise = v1 - v0;
  const bend = s0 + s1 - 2 * rise;
  const turn = 3 * rise - 2 * s0 - s1;
  entry.value = v0 + t * (s0 + t * (turn + t * bend));
  entry.slope = (s0 + t * (2 * turn + 3 * t * bend)) / TABLE_STEP;
}
