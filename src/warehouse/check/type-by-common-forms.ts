import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { Engine } from "../engine.js";
import { type CommonForm, commonForm } from "../parse/common-forms.js";
import { cellOf } from "../read/header.js";
import { idColumn, type MappedColumn } from "../read/map-columns.js";
import { pickRecords } from "../read/pick-records.js";
import { cellsOf, type FileShape, isReadableAsItIs, isRefusal, rowsOfFile } from "../read/stage-file.js";
import { fileSettingsOf } from "../settings/normalise-settings.js";
import type { Settings } from "../settings/settings.js";
import { literal } from "../sql.js";
import { isGiven } from "./column-amounts.js";
import { typedName } from "./column-names.js";
import { commonMadeForm } from "./common-amounts.js";
import { idKey, isKeyed } from "./repeated-ids.js";
import { rowKey, tellsRepeatedRows } from "./repeated-rows.js";
import { wholeRowFaults } from "./row-faults.js";
import { tellingValues } from "./telling-columns.js";
import { sqlType } from "./type-table.js";

/** A file's rows, typed by the common forms of its columns. */
export interface CommonlyTyped {
  /** What they were read by. */
  readonly shape: FileShape;
  /** Table of the typed rows, in file order. */
  readonly rows: string;
  /** Currency of the first row; rows of another are doubtful. */
  readonly currency: string | null;
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
  if (shape.map.columns.some((column) => formOf(column) === null)) return null;
  const rows = `typed_rows_${shape.table}`;
  const currency = await firstCurrency(shape);
  return (await typeByCommonForms(engine, shape, rows, currency)) ? { shape, rows, currency } : null;
}

/** Makes the typed table in the order of the file; false where the engine cannot read it, as when a row has a cell too many. */
async function typeByCommonForms(
  engine: Engine,
  opened: FileShape,
  rows: string,
  currency: string | null,
): Promise<boolean> {
  const { table, scan, path, map } = opened;
  const kept = keptColumns(opened);
  const names = kept.map((column) => typedName(table, column));
  const forms = map.columns.flatMap((column) => {
    const form = formOf(column);
    const value = kept.includes(column) ? typedName(table, column) : `v${column.index}`;
    return form === null ? [] : [{ column, value, form }];
  });
  const values = forms.map(({ value, form }) => `${form.value} AS ${value}`);
  const conditions = [
    ...forms.map(({ column, value, form }) => {
      const { contract: one, index } = column;
      if (one.name === "currency") return `c${index} IS NOT DISTINCT FROM ${nullable(currency)}`;
      if (one.required) return form.holds(value);
      return one.type === "text" ? "true" : `(NOT ${isGiven(column)} OR ${form.holds(value)})`;
    }),
    ...wholeRowFaults(opened).map((fault) => `NOT coalesce(${fault}, false)`),
  ].filter((condition) => condition !== "true");
  const id = isKeyed(opened) ? idColumn(table, map) : undefined;
  try {
    await engine.run(
      `CREATE TABLE ${rows} AS
       SELECT ${names.join(", ")},
         ${id === undefined ? "" : `${idKey(`c${id.index}`)} AS id_key,`}
         ${tellsRepeatedRows(opened) ? `${rowKey(opened)} AS row_key,` : ""}
         ${tellingValues(opened)
           .map((value) => `${value}, `)
           .join("")}
         NOT (${["true", ...conditions].join(" AND ")}) AS doubtful
       FROM (
         SELECT *, ${[...values, ...absentColumns(opened)].join(",\n")}
         FROM (SELECT ${cellsOf(opened).join(", ")} FROM ${rowsOfFile(path, scan.header.length, scan.delimiter)}) AS cells
       ) AS typed`,
    );
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
  return true;
}

/** The common form of a column; null: it has none. */
function formOf(column: MappedColumn): CommonForm | null {
  return column.made === null
    ? commonForm(column.contract, `c${column.index}`)
    : commonMadeForm(column, column.made);
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

async function firstCurrency({ path, scan, map }: FileShape): Promise<string | null> {
  const column = map.columns.find(({ contract }) => contract.name === "currency");
  const [first] = column === undefined ? [] : await pickRecords(path, scan, [0]);
  if (column === undefined || first === undefined) return null;
  return cellOf(first.toString("utf8"), scan.delimiter, column.index) || null;
}
