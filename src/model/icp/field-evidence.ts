import { probit } from "simple-statistics";
import type { RuleTable } from "./rule-table.js";

const SIGNIFICANCE = 0.05;
const SWEEPS = 3;
const SILENT_PRICE = 3;

/**
 * What a condition on each field must earn, in standard errors: nothing where the field tells worth (`tellingFields`), 3
 * elsewhere, about what the best of hundreds of conditions earns by chance. So a rule names what carries worth, and
 * another field only where it matters much within the rule (an interaction without an effect of its own).
 */
export function fieldPrices(
  table: RuleTable,
  rows: Int32Array,
  excess: Float64Array,
  independent: number,
): Float64Array {
  const telling = tellingFields(table, rows, excess, independent);
  return Float64Array.from(table.fields, (_, field) => (telling.has(field) ? 0 : SILENT_PRICE));
}

/**
 * The fields whose bands differ in worth beyond what the other such fields explain: forward selection and backward
 * elimination of fields in an additive model of the excess, p ≤ 0.05 after Bonferroni over all fields.
 *
 * A field's statistic is χ² = Σ nᵦ·(mean residual of band b − mean)² / s² over accounts that a condition can name, read
 * as a normal deviate by Wilson and Hilferty; `independent` ≤ 1, the number of groups to rows, scales it down, because accounts of one
 * parent are no separate evidence.
 */
export function tellingFields(
  table: RuleTable,
  rows: Int32Array,
  excess: Float64Array,
  independent: number,
): ReadonlySet<number> {
  const threshold = probit(1 - SIGNIFICANCE / Math.max(1, table.fields.length));
  const bands = table.fields.map((_, field) => bandsOf(table, field, rows));
  const values = Float64Array.from(rows, (row) => excess[row] ?? 0);
  const deviate = (field: number, residual: Float64Array) =>
    deviateOf(bands[field] ?? new Int8Array(0), table.fields[field]?.bands ?? 0, residual, independent);
  const residualOf = (fields: readonly number[]) => additiveResidual(values, fields, bands, table);
  const chosen: number[] = [];
  while (chosen.length < table.fields.length) {
    const residual = residualOf(chosen);
    let best = -1;
    let largest = threshold;
    for (let field = 0; field < table.fields.length; field++) {
      if (chosen.includes(field)) continue;
      const z = deviate(field, residual);
      if (z > largest) {
        largest = z;
        best = field;
      }
    }
    if (best < 0) break;
    chosen.push(best);
  }
  while (chosen.length > 1) {
    const beyond = chosen.map((field) =>
      deviate(field, residualOf(chosen.filter((other) => other !== field))),
    );
    const weakest = beyond.indexOf(Math.min(...beyond));
    if ((beyond[weakest] ?? 0) > threshold) break;
    chosen.splice(weakest, 1);
  }
  return new Set(chosen);
}

function bandsOf({ fields, atomOf }: RuleTable, field: number, rows: Int32Array): Int8Array {
  const { bandOf, offset } = fields[field] ?? { bandOf: new Int8Array(0), offset: 0 };
  const bands = new Int8Array(rows.length);
  for (let place = 0; place < rows.length; place++) {
    bands[place] = bandOf[(atomOf[(rows[place] ?? 0) * fields.length + field] ?? 0) - offset] ?? -1;
  }
  return bands;
}

function deviateOf(bands: Int8Array, count: number, residual: Float64Array, independent: number): number {
  const counts = new Float64Array(count);
  const sums = new Float64Array(count);
  let known = 0;
  let sum = 0;
  let squares = 0;
  for (let place = 0; place < bands.length; place++) {
    const band = bands[place] ?? -1;
    if (band < 0) continue;
    const value = residual[place] ?? 0;
    counts[band] = (counts[band] ?? 0) + 1;
    sums[band] = (sums[band] ?? 0) + value;
    known++;
    sum += value;
    squares += value * value;
  }
  const mean = sum / Math.max(1, known);
  const spread = squares - sum * mean;
  let between = 0;
  let filled = 0;
  for (let band = 0; band < count; band++) {
    const here = counts[band] ?? 0;
    if (here === 0) continue;
    filled++;
    between += ((sums[band] ?? 0) - here * mean) ** 2 / here;
  }
  if (filled < 2 || !(spread > 0)) return 0;
  const freedom = filled - 1;
  const chiSquared = (independent * between * (known - 1)) / spread;
  const variance = 2 / (9 * freedom);
  return (Math.cbrt(chiSquared / freedom) - (1 - variance)) / Math.sqrt(variance);
}

/** What the additive model of the fields' bands leaves over, by a few rounds of band means of what the others leave. */
function additiveResidual(
  values: Float64Array,
  fields: readonly number[],
  bands: readonly Int8Array[],
  table: RuleTable,
): Float64Array {
  const residual = values.slice();
  const sweeps = fields.length > 1 ? SWEEPS : 1;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const field of fields)
      removeBandMeans(residual, bands[field] ?? new Int8Array(0), table.fields[field]?.bands ?? 0);
  }
  return residual;
}

function removeBandMeans(residual: Float64Array, bands: Int8Array, count: number): void {
  const counts = new Float64Array(count + 1);
  const sums = new Float64Array(count + 1);
  for (let place = 0; place < bands.length; place++) {
    const band = 1 + (bands[place] ?? -1);
    counts[band] = (counts[band] ?? 0) + 1;
    sums[band] = (sums[band] ?? 0) + (residual[place] ?? 0);
  }
  for (let place = 0; place < bands.length; place++) {
    const band = 1 + (bands[place] ?? -1);
    residual[place] = (residual[place] ?? 0) - (sums[band] ?? 0) / (counts[band] ?? 1);
  }
}
