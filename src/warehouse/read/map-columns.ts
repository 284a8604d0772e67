import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { ColumnContract, TableContract, TableName } from "../contract/table-contract.js";
import type { InputProblem } from "../input-error.js";
import { SETTINGS_FILE } from "../settings/load-settings.js";
import { didYouMean } from "../settings/nearest-name.js";
import type { Settings } from "../settings/settings.js";
import type { FoundFile } from "./find-files.js";
import { doubledHeaders, headerKey } from "./header.js";

/** A column of the contract, or a further firmographic, and where it stands in the file. */
export interface MappedColumn {
  readonly contract: ColumnContract;
  /** Position in the file, from 0. */
  readonly index: number;
  readonly header: string;
}

export interface ColumnMap {
  readonly columns: readonly MappedColumn[];
  /** Headers that no table column is read from. */
  readonly unused: readonly string[];
  readonly problems: readonly InputProblem[];
}

/**
 * Finds the contract's columns in a header: by the settings' mapping, else by name
 * without regard to case, spaces and underscores. What is left of an account table is a further firmographic, unless two
 * columns have its name.
 */
export function mapColumns(
  { file, table: name }: Pick<FoundFile, "file" | "table">,
  header: readonly string[],
  settings: Settings,
): ColumnMap {
  const table: TableContract = INPUT_CONTRACT[name];
  const mapping = settings.columns.get(name) ?? new Map<string, string | null>();
  const positions = new Map(header.map((name, index) => [headerKey(name), index] as const));
  const problems: InputProblem[] = [];
  const columns: MappedColumn[] = [];
  const add = (contract: ColumnContract, index: number): void => {
    columns.push({ contract, index, header: header[index] ?? "" });
  };

  const further: ColumnContract[] = [...mapping.keys()]
    .filter((name) => !table.columns.some((column) => column.name === name))
    .map(furtherFirmographic);
  for (const contract of [...table.columns, ...further]) {
    const stated = mapping.get(contract.name);
    const index = stated === null ? undefined : positions.get(headerKey(stated ?? contract.name));
    if (index !== undefined) add(contract, index);
    else if (typeof stated === "string") {
      problems.push(missingMapped(table, contract.name, stated, file, header));
    } else if (stated === null && contract.required)
      problems.push(requiredUnread(table, contract.name, file));
    else if (contract.required || contract.mayBeEmpty)
      problems.push(missing(file, table, contract.name, header));
  }
  for (const group of table.oneOf ?? []) {
    if (columns.some((column) => group.includes(column.contract.name))) continue;
    problems.push(missing(file, table, group.join(" or "), header));
  }

  const taken = new Set(columns.map((column) => column.index));
  const left = header.map((name, index) => ({ name, index })).filter(({ index }) => !taken.has(index));
  if (!table.open) return { columns, unused: left.map(({ name }) => name), problems };
  const unread = [...mapping].filter(([, stated]) => stated === null).map(([name]) => name);
  const doubled = new Set(doubledHeaders(header).flatMap(({ positions }) => positions));
  const known = new Set([...columns.map(({ contract }) => contract.name), ...unread].map(headerKey));
  for (const { name, index } of left) {
    if (name === "" || doubled.has(index) || known.has(headerKey(name))) continue;
    add(furtherFirmographic(name), index);
  }
  const unused = left.filter(({ index }) => !columns.some((column) => column.index === index));
  return { columns, unused: unused.map(({ name }) => name), problems };
}

/** The column that names each row of a table; undefined where the table or the file has none. */
export function idColumn(table: TableName, { columns }: ColumnMap): MappedColumn | undefined {
  return columns.find(({ contract: { name } }) => name === INPUT_CONTRACT[table].id);
}

function furtherFirmographic(name: string): ColumnContract {
  return { name, type: "text", firmographic: true };
}

function missing(file: string, table: TableContract, name: string, header: readonly string[]): InputProblem {
  const [first = name] = name.split(" ");
  return {
    file,
    line: 1,
    column: name,
    message:
      `required column ${JSON.stringify(name)} is missing${didYouMean(first, header)}; ` +
      `rename it, or name it under columns.${table.name}.${first}; found: ${header.join(", ")}`,
  };
}

function requiredUnread(table: TableContract, name: string, file: string): InputProblem {
  return {
    file: SETTINGS_FILE,
    key: `columns.${table.name}.${name}`,
    value: "null",
    message: `${JSON.stringify(name)} must be read: without it no row of ${file} can be used; name its header here`,
  };
}

function missingMapped(
  table: TableContract,
  name: string,
  stated: string,
  file: string,
  header: readonly string[],
): InputProblem {
  return {
    file: SETTINGS_FILE,
    key: `columns.${table.name}.${name}`,
    value: stated,
    message: `${file} has no column ${JSON.stringify(stated)}${didYouMean(stated, header)}; found: ${header.join(", ")}`,
  };
}
