import type { RenewalRecord } from "../shifted-beta-geometric/sbg-parameters.js";
import {
  type CurveForm,
  positionOf,
  type Range,
  type RenewalTable,
  renewalTables,
  TABLE_STEP,
  tableSlope,
} from "./renewal-tables.js";

/** A table of log-likelihoods with their slopes by ln(α + β) and ln c beside them, point by point. */
export interface FormTable extends Pick<RenewalTable, "low" | "points"> {
  /** Value, slope, the same two of the slopes by ln(α + β), and by ln c. */
  readonly entries: Float64Array;
}

/** What `readForm` writes: a record's log-likelihood and its slopes by the log-odds, ln(α + β) and ln c. */
export interface FormEntry {
  value: number;
  slope: number;
  byConcentration: number;
  byShape: number;
}

const ENTRIES = 6;
/** Of ln(α + β) and ln c, for slopes by them. */
const FORM_STEP = 1e-4;

/** Tables of a portfolio's records by form of the curve; the latest is remembered: slopes ask for it again. */
export function formTables(records: readonly RenewalRecord[]): (form: CurveForm, range: Range) => FormTable {
  const tablesOf = renewalTables(records);
  let latest: { readonly key: string; readonly table: FormTable } | null = null;
  return ({ concentration, shape }, range) => {
    const key = `${concentration} ${shape} ${Math.floor(range.low)} ${Math.ceil(range.high)}`;
    if (latest?.key === key) return latest.table;
    const moved = (byConcentration: number, byShape: number): RenewalTable =>
      tablesOf(
        { concentration: concentration * Math.exp(byConcentration), shape: shape * Math.exp(byShape) },
        range,
      );
    const table = beside(
      moved(0, 0),
      tableSlope(moved(FORM_STEP, 0), moved(-FORM_STEP, 0), 2 * FORM_STEP),
      tableSlope(moved(0, FORM_STEP), moved(0, -FORM_STEP), 2 * FORM_STEP),
    );
    latest = { key, table };
    return table;
  };
}

/** Writes what a table has of a record at some log-odds, by the cubics of `renewalTables`. */
export function readForm(table: FormTable, record: number, logOdds: number, entry: FormEntry): void {
  const { points, entries } = table;
  const position = positionOf(table, logOdds);
  const left = Math.min(points - 2, Math.floor(position));
  const t = position - left;
  const near = (record * points + left) * ENTRIES;
  const far = near + ENTRIES;
  const rise = (entries[far] ?? 0) - (entries[near] ?? 0);
  const [ofFar, nearSlope, farSlope] = [t * t * (3 - 2 * t), t * (1 - t) ** 2, t * t * (t - 1)];
  entry.value = cubic(entries, near, ofFar, nearSlope, farSlope);
  entry.slope =
    (6 * t * (1 - t) * rise +
      (1 - t) * (1 - 3 * t) * (entries[near + 1] ?? 0) +
      t * (3 * t - 2) * (entries[far + 1] ?? 0)) /
    TABLE_STEP;
  entry.byConcentration = cubic(entries, near + 2, ofFar, nearSlope, farSlope);
  entry.byShape = cubic(entries, near + 4, ofFar, nearSlope, farSlope);
}

/** Hermite's cubic between a point of a table and the next; the weight of the near value is 1 − ofFar. */
function cubic(
  entries: Float64Array,
  near: number,
  ofFar: number,
  nearSlope: number,
  farSlope: number,
): number {
  const value = entries[near] ?? 0;
  const far = near + ENTRIES;
  return (
    value +
    ofFar * ((entries[far] ?? 0) - value) +
    nearSlope * (entries[near + 1] ?? 0) +
    farSlope * (entries[far + 1] ?? 0)
  );
}

function beside(...tables: readonly [RenewalTable, RenewalTable, RenewalTable]): FormTable {
  const [{ low, points, values }] = tables;
  const entries = new Float64Array(values.length * ENTRIES);
  tables.forEach((table, place) => {
    for (let index = 0; index < values.length; index += 1) {
      entries[index * ENTRIES + 2 * place] = table.values[index] ?? 0;
      entries[index * ENTRIES + 2 * place + 1] = table.slopes[index] ?? 0;
    }
  });
  return { low, points, entries };
}
