import { deviation, format } from "d3";
import { fieldLabel } from "../../firmographics/field-meaning.js";
import { DEVIATIONS_OF_80 } from "../../numerics/interval-80.js";
import { type AccountTable, columnOf, type FieldColumn } from "../encoding/account-table.js";
import type { Factor } from "../encoding/design.js";
import { encodeAccounts } from "../encoding/encode-accounts.js";
import { valueText } from "../reasons/value-text.js";
import { type AdditiveModel, addContributions } from "./additive-model.js";

/** One coefficient as a reader meets it. */
export interface LevelEffect {
  readonly part: "value" | "win";
  readonly field: string;
  readonly level: string;
  readonly multiplier: number;
  /** 80 % interval of the multiplier over refits; null without refits. */
  readonly low: number | null;
  readonly high: number | null;
  /** Training accounts with this level (numbers: none, they are read off a curve). */
  readonly accounts: number | null;
  readonly meaning: string;
}

const NUMERIC_PROBES = [0.1, 0.3, 0.5, 0.7, 0.9];
const MOST_LEVELS = 12;
const twoDigits = format(".2f");

/**
 * The model's coefficients as multipliers against the average account, factor by factor: each frequent level of a
 * category, five points along a number, the frequent pairs of an interaction. `trust` is the power that the value
 * model raises them to (1 for odds). An interval is multiplier·e^(±1.28·s), with s the standard deviation over `refits` of
 * the multiplier's logarithm.
 */
export function levelEffects(
  model: AdditiveModel,
  table: AccountTable,
  part: "value" | "win",
  trust: number,
  refits: readonly AdditiveModel[] = [],
): readonly LevelEffect[] {
  return model.design.factors.flatMap((factor, at) => {
    const probes = probesOf(factor, table);
    const probeTable: AccountTable = {
      rowCount: probes.length,
      columns: table.columns.map((column, field) => ({
        ...column,
        values: Float64Array.from(
          probes,
          (probe) => probe.values[factor.fields.indexOf(field)] ?? Number.NaN,
        ),
      })),
    };
    const { rows } = encodeAccounts(model.design, probeTable);
    const contributions = new Float64Array(model.design.factors.length);
    return probes.map((probe, row) => {
      const logEffect = (of: AdditiveModel): number => {
        addContributions(of, rows, row, contributions, 0);
        return trust * (contributions[at] ?? 0);
      };
      const own = logEffect(model);
      const multiplier = Math.exp(own);
      const spread = deviation(refits, logEffect);
      const bound = (side: 1 | -1): number | null =>
        spread === undefined ? null : Math.exp(own + side * DEVIATIONS_OF_80 * spread);
      const level = probe.values
        .map((value, place) => valueText(columnOf(table, factor.fields[place] ?? 0), value))
        .join(" × ");
      const field = factor.fields.map((one) => fieldLabel(columnOf(table, one).feature.name)).join(" × ");
      const what = part === "value" ? "CLV" : "odds of winning";
      const meaning = `${field} ${level}: ${what} ×${twoDigits(multiplier)} against the average`;
      return {
        part,
        field: factor.name,
        level,
        multiplier,
        low: bound(-1),
        high: bound(1),
        accounts: probe.accounts,
        meaning,
      };
    });
  });
}

interface Probe {
  readonly values: readonly number[];
  readonly accounts: number | null;
}

function probesOf(factor: Factor, table: AccountTable): readonly Probe[] {
  const columns = factor.fields.map((field) => columnOf(table, field));
  const [first, second] = columns;
  if (first === undefined) return [];
  if (second === undefined && first.feature.kind !== "category") {
    return numericPoints(first).map((value) => ({ values: [value], accounts: null }));
  }
  const counts = new Map<string, { values: number[]; accounts: number }>();
  for (let row = 0; row < table.rowCount; row++) {
    const values = columns.map((column) => probePoint(column, column.values[row] ?? Number.NaN));
    const key = values.join("|");
    const counted = counts.get(key);
    if (counted === undefined) counts.set(key, { values, accounts: 1 });
    else counted.accounts++;
  }
  return [...counts.values()].sort((a, b) => b.accounts - a.accounts).slice(0, MOST_LEVELS);
}

/** The level itself, or the nearest of the points along a number. */
function probePoint(column: FieldColumn, value: number): number {
  if (column.feature.kind === "category" || Number.isNaN(value)) return value;
  return numericPoints(column).reduce((a, b) => (Math.abs(b - value) < Math.abs(a - value) ? b : a));
}

function numericPoints(column: FieldColumn): readonly number[] {
  const known = column.values.filter((value) => !Number.isNaN(value)).sort();
  return [
    ...new Set(NUMERIC_PROBES.map((level) => known[Math.round(level * (known.length - 1))] ?? Number.NaN)),
  ];
}
