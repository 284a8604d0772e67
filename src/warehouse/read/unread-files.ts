import { TABLE_NAMES, type TableName } from "../contract/table-contract.js";
import type { InputProblem } from "../input-error.js";
import { SETTINGS_FILE } from "../settings/load-settings.js";
import { didYouMean, nearestName } from "../settings/nearest-name.js";
import { yamlWord, yamlWords } from "../settings/yaml-words.js";
import type { FoundFile } from "./found-file.js";
import { nameOfFiles } from "./source-files.js";
import { tableStem } from "./table-stem.js";
import { wonWords } from "./won-words.js";

/** Files that may hold a table and are not read. */
const UNREADABLE = /\.(xlsx?|ods|tsv|txt|7z|rar|tar|tgz)$/i;

/** What a reader should know of the files of a folder that are not read; `names` are all, `unused` the exports among them. */
export function unreadWarnings(
  names: readonly string[],
  unused: readonly string[],
  files: readonly FoundFile[],
): string[] {
  const unreadable = names.filter((name) => UNREADABLE.test(name));
  return [
    ...unused.map((file) => unusedWarning(file, files)),
    ...unreadable
      .filter((name) => !files.some(({ file }) => file === name))
      .map((name) => `${name} is not read: save it as “CSV UTF-8”, or name it under files in targeting.yaml`),
  ];
}

function unusedWarning(file: string, files: readonly FoundFile[]): string {
  const table = TABLE_NAMES.find((name) => name === tableStem(file));
  const read = files.filter((each) => each.table === table).map((each) => each.file);
  return table === undefined || read.length === 0
    ? `${file} is not read: no table of that name${didYouMean(tableStem(file), TABLE_NAMES)}${ofReadTable(file, files)}`
    : `${file} is not read: ${table} are read from ${nameOfFiles(read)}`;
}

/** How to read a file beside those of its table, where it is called so, as transactions-2023.csv is. */
function ofReadTable(file: string, files: readonly FoundFile[]): string {
  const table = partOf(file);
  const read = files.filter((each) => each.table === table).map((each) => each.file);
  if (table === undefined || read.length === 0) return "";
  return `; if it holds further ${table}, write ${filesOf(table, [...read, file])} in targeting.yaml`;
}

/** The table that a file is called a part of, as transactions-2023.csv is. */
function partOf(file: string): TableName | undefined {
  return TABLE_NAMES.find((name) => new RegExp(`^${name}[^a-z]`).test(tableStem(file)));
}

/** The settings that read a table from several files. */
function filesOf(table: TableName, files: readonly string[]): string {
  return `files: { ${table}: { path: [${files.map(yamlWord).join(", ")}] } }`;
}

/** The problem of a folder without transactions and contracts: what there is instead, and what to do with it. */
export async function withoutBooks(
  names: readonly string[],
  unused: readonly string[],
  files: readonly FoundFile[],
): Promise<InputProblem> {
  const near = unused.find((name) =>
    ["transactions", "contracts"].includes(nearestName(tableStem(name), TABLE_NAMES) ?? ""),
  );
  const parts = (["transactions", "contracts"] as const)
    .map((table) => ({ table, files: unused.filter((name) => partOf(name) === table) }))
    .find(({ files: found }) => found.length > 1);
  const workbook = names.find((name) => UNREADABLE.test(name));
  const deals = files.find(({ table }) => table === "opportunities");
  const rename = `${near === undefined ? "rename the one that holds your invoices or contracts" : `rename ${near}`}, or name it under files.transactions.path (files.contracts.path) in targeting.yaml`;
  const remedy =
    parts !== undefined
      ? `to read ${parts.table} from all of their files, write ${filesOf(parts.table, parts.files)} in targeting.yaml`
      : near === undefined && deals !== undefined
        ? `to take won deals for revenue, write ${await dealsAsRevenue(deals)} in targeting.yaml`
        : near === undefined && workbook !== undefined
          ? `save ${workbook} as “CSV UTF-8”, then ${rename}`
          : rename;
  const others = names.filter((name) => name !== SETTINGS_FILE && !unused.includes(name));
  const found = [...unused, ...others.filter((name) => !unused.some((file) => file.startsWith(`${name}/`)))];
  return {
    file: "transactions.csv",
    key: "files.transactions.path",
    expected: "transactions.csv or contracts.csv",
    remedy,
    message: `neither transactions.csv nor contracts.csv is in the data folder (found: ${found.length === 0 ? "no file" : found.join(", ")}); ${remedy}`,
  };
}

/** The settings that read won deals as transactions, in the words of the file. */
async function dealsAsRevenue({ file, path }: FoundFile): Promise<string> {
  const words = await wonWords(path);
  const only = yamlWords(words.length === 0 ? ["Won"] : words);
  return `files: { transactions: { path: ${yamlWord(file)}, only: { stage: ${only} } } } and columns: { transactions: { client_id: account_id, date: closed_on } }`;
}
