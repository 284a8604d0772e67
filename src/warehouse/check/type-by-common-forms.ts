import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { Engine } from "../engine.js";
import { commonForm } from "../parse/common-forms.js";
import type { MappedColumn } from "../read/map-columns.js";
import { type FileShape, isRefusal, rowsOfFile, trimmedCell } from "../read/stage-file.js";
import { literal } from "../sql.js";
import { idKey } from "./repeated-ids.js";
import { sqlType, typedName, wholeRowFaults } from "./type-table.js";

/** Cells of a file's first row by which the others are read. */
export interface FirstRow {
  readonly currency: string | null;
  readonly id: string | null;
}

/** Makes the typed table in the order of the file; false where the engine cannot read it, as when a row has a cell too many. */
export async function typeByCommonForms(
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
