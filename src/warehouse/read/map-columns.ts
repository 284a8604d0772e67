import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { ColumnContract, TableContract, TableName } from "../contract/table-contract.js";
import type { InputProblem } from "../input-error.js";
import { SETTINGS_FILE } from "../settings/load-settings.js";
import { didYouMean } from "../settings/nearest-name.js";
import { fileSettingsOf } from "../settings/normalise-settings.js";
import type { AmountOfColumns, Settings } from "../settings/settings.js";
import { type AmountPart, type MadeAmount, partsOf } from "./amount-parts.js";
import type { FoundFile } from "./found-file.js";
import { doubledHeaders, headerKey } from "./header.js";

/** A column of the contract, or a further firmographic, and where it stands in the file. */
export interface MappedColumn {
  readonly contract: ColumnContract;
  /** Position in the file, from 0; of an amount made of several columns that of the first. */
  readonly index: number;
  readonly header: string;
  /** How an amount is made that is not what its one cell says; null: it is, or the column holds no amounts. */
  readonly made: MadeAmount | null;
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
  const mapping = settings.columns.get(name) ?? new Map<string, string | AmountOfColumns | null>();
  const inCents = fileSettingsOf(settings, name).amountIn === "cents";
  const positions = new Map(header.map((name, index) => [headerKey(name), index] as const));
  const problems: InputProblem[] = [];
  const columns: MappedColumn[] = [];
  const partAt = (index: number): AmountPart => ({ index, header: header[index] ?? "" });
  const add = (contract: ColumnContract, index: number): void => {
    const made =
      inCents && contract.type === "amount" ? { sum: [partAt(index)], less: [], product: [], inCents } : null;
    columns.push({ contract, ...partAt(index), made });
  };
  const addMade = (contract: ColumnContract, { sum, less, product }: AmountOfColumns): void => {
    const find = (stated: string): AmountPart[] => {
      const index = positions.get(headerKey(stated));
      if (index === undefined) problems.push(missingMapped(table, contract.name, stated, file, header));
      return index === undefined ? [] : [partAt(index)];
    };
    const found = { product: product.flatMap(find), sum: sum.flatMap(find), less: less.flatMap(find) };
    const [first] = [...found.product, ...found.sum];
    if (first !== undefined) columns.push({ contract, ...first, made: { ...found, inCents } });
  };

  const further: ColumnContract[] = [...mapping.keys()]
    .filter((name) => !table.columns.some((column) => column.name === name))
    .map(furtherFirmographic);
  for (const contract of [...table.columns, ...further]) {
    const stated = mapping.get(contract.name);
    if (typeof stated === "object" && stated !== null) {
      addMade(contract, stated);
      continue;
    }
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

  const taken = new Set(columns.flatMap(partsOf).map(({ index }) => index));
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
