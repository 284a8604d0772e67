import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { TableName } from "../contract/table-contract.js";
import type { MappedColumn } from "../read/map-columns.js";
import type { FileShape } from "../read/stage-file.js";

/** Name of a column in a typed table: that of the contract, or f and its position for a further firmographic. */
export function typedName(table: TableName, column: MappedColumn): string {
  const known = INPUT_CONTRACT[table].columns.some(({ name }) => name === column.contract.name);
  return known ? `"${column.contract.name}"` : `f${column.index}`;
}

/** Header that a contract column is read from. */
export function headerOf(staged: FileShape, name: string): string {
  return staged.map.columns.find(({ contract }) => contract.name === name)?.header ?? name;
}
