import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { Engine } from "../engine.js";
import { commonForm } from "../parse/common-forms.js";
import { headerNames } from "../read/header.js";
import type { MappedColumn } from "../read/map-columns.js";
import { pickRecords } from "../read/pick-records.js";
import { type FileShape, isReadableAsItIs, isRefusal, rowsOfFile, trimmedCell } from "../read/stage-file.js";
import { fileSettingsOf } from "../settings/normalise-settings.js";
import type { Settings } from "../settings/settings.js";
import { literal } from "../sql.js";
import { typedName } from "./column-names.js";
import { idKey } from "./repeated-ids.js";
import { wholeRowFaults } from "./row-faults.js";
import { sqlType } from "./type-table.js";

/** Cells of a file's first row by which the others are read. */
interface FirstRow {
  readonly currency: string | null;
  readonly id: string | null;
}

/** A file's rows, typed by the common forms of its columns. */
export interface CommonlyTyped {
  /** What they were read by. */
  readonly shape: FileShape;
  /** Table of the typed rows, in file order. */
  readonly rows: string;
  readonly first: FirstRow;
}

/** Types the rows of a file of this shape; null where its settings or the engine forbid it. */
export async function typeCommonly(
  engine: Engine,
  shape: FileShape,
  settings: Settings,
): Promise<CommonlyTyped | null> {
  const { decimalMark, only } = fileSettingsOf(settings, shape.table);
  if (!isReadableAsItIs(shape) || shape.scan.records === 0) return null;
  if (only.size > 0 || (decimalMark ?? settings.decimalMark) === ",") return null;
  const rows = `typed_rows_${shape.table}`;
  const first = await firstRow(shape);
  return (await typeByCommonForms(engine, shape, rows, first)) ? { shape, rows, first } : null;
}

/** Makes the typed table in the order of the file; false where the engine cannot read it, as when a row has a cell too many. */
async function typeByCommonForms(
  engine: Engine,
  opened: FileShape,
  rows: string,
  first: FirstRow,
): Promise<boolean> {
  const { table, scan, path, map } = opened;
  const contract = INPUT_CONTRACT[table];
  const kept = keptColumns(opened);
  const names = kept.map((column) => typedName(table, column));
  const forms = map.columns.map((column) => ({
    column,
    cell: `c${column.index}`,
    value: kept.includes(column) ? typedName(table, column) : `v${column.index}`,
    form: commonForm(column.contract, `c${column.index}`),
  }));
  const values = forms.map(({ value, form }) => `${form.value} AS ${value}`);
  const conditions = [
    ...forms.map(({ column: { contract: one }, cell, value, form }) => {
      if (one.name === "currency") return `${cell} IS NOT DISTINCT FROM ${nullable(first.currency)}`;
      if (one.required) return form.holds(value);
      return one.type === "text" ? "true" : `(${cell} IS NULL OR ${form.holds(value)})`;
    }),
    ...wholeRowFaults(opened).map((fault) => `NOT coalesce(${fault}, false)`),
  ].filter((condition) => condition !== "true");
  const id = map.columns.find(({ contract: { name } }) => name === contract.id);
  const cells = scan.header.map((_, index) => `${trimmedCell(`c${index}`, scan)} AS c${index}`);
  try {
    await engine.run(
      `CREATE TABLE ${rows} AS
       SELECT ${names.join(", ")}, CAST(NULL AS VARCHAR) AS problem_column, CAST(NULL AS VARCHAR) AS problem, CAST(NULL AS VARCHAR) AS exclusion,
         ${id === undefined ? "CAST(NULL AS UBIGINT)" : idKey(`c${id.index}`, first.id)} AS id_key,
         NOT (${["true", ...conditions].join(" AND ")}) AS doubtful
       FROM (
         SELECT *, ${[...values, ...absentColumns(opened)].join(",\n")}
         FROM (SELECT ${cells.join(", ")} FROM ${rowsOfFile(path, scan.header.length, scan.delimiter, true)}) AS cells
       ) AS typed`,
    );
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
  return true;
}

/** SQL of the contract's columns that are not kept. */
export function absentColumns(opened: FileShape): readonly string[] {
  const kept = keptColumns(opened).map(({ contract: { name } }) => name);
  return INPUT_CONTRACT[opened.table].columns
    .filter(({ name }) => !kept.includes(name))
    .map((column) => `CAST(NULL AS ${sqlType(column)}) AS "${column.name}"`);
}

/** Columns that are kept once the rows are judged. */
export function keptColumns({ map }: FileShape): readonly MappedColumn[] {
  return map.columns.filter(({ contract: { checkedOnly } }) => checkedOnly !== true);
}

function nullable(text: string | null): string {
  return text === null ? "NULL" : literal(text);
}

async function firstRow({ table, path, scan, map }: FileShape): Promise<FirstRow> {
  const [first] = await pickRecords(path, scan, [0]);
  const cells = headerNames(first?.toString("utf8") ?? "", scan.delimiter);
  const cellOf = (name: string | undefined): string | null => {
    const column = map.columns.find(({ contract }) => contract.name === name);
    return column === undefined ? null : cells[column.index] || null;
  };
  return { currency: cellOf("currency"), id: cellOf(INPUT_CONTRACT[table].id) };
}
