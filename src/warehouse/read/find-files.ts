import { readdir, stat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { TABLE_NAMES, type TableName } from "../contract/table-contract.js";
import { archiveMembers } from "../formats/zip-archive.js";
import { type InputProblem, inputError, isInputError } from "../input-error.js";
import { SETTINGS_FILE } from "../settings/load-settings.js";
import { didYouMean, nearestName } from "../settings/nearest-name.js";
import { fileSettingsOf } from "../settings/normalise-settings.js";
import type { Settings } from "../settings/settings.js";
import { yamlWord, yamlWords } from "../settings/yaml-words.js";
import { splitArchivePath } from "./archive-path.js";
import { nameOfFiles } from "./source-files.js";
import { wonWords } from "./won-words.js";

/** Files that may hold a table and are not read. */
const UNREADABLE = /\.(xlsx?|ods|tsv|txt|7z|rar|tar|tgz)$/i;

export interface FoundFile {
  readonly table: TableName;
  /** As a reader knows it: relative to the data folder, and for a member of an archive `archive.zip/member.csv`. */
  readonly file: string;
  /** Of the file, or of the archive. */
  readonly path: string;
  /** Name within the archive; null for a file that stands alone. */
  readonly member: string | null;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly warnings: readonly string[];
}

/** An export in the data folder, before it is known whether a table is read from it. */
type Candidate = Omit<FoundFile, "table">;

/**
 * The files of a data folder: `<table>.csv`, `<table>.csv.gz`, `<table>.parquet`, `<table>.csv` in a zip archive,
 * the one table of `<table>.zip`, or where the settings say.
 *
 * Throws an `InputError` when the folder or a file named in the settings is missing, an archive cannot be read,
 * a table is there twice, or when there are neither transactions nor contracts.
 */
export async function findFiles(dataFolder: string, settings: Settings): Promise<FoundFiles> {
  const names = await listFolder(dataFolder);
  const problems: InputProblem[] = [];
  const candidates = await listCandidates(dataFolder, names, problems);
  const files: FoundFile[] = [];
  for (const table of TABLE_NAMES) {
    const stated = fileSettingsOf(settings, table).paths;
    try {
      const found =
        stated.length === 0
          ? foundByName(table, candidates)
          : await foundByPaths(table, stated, dataFolder, names);
      files.push(...found.map((file) => ({ table, ...file })));
    } catch (error) {
      if (!isInputError(error)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw inputError(...problems);
  const unused = candidates
    .map(({ file }) => file)
    .filter((file) => !files.some((each) => each.file === file));
  if (!files.some(({ table }) => table === "transactions" || table === "contracts")) {
    throw inputError(await neitherBooks(names, unused, files));
  }
  const unreadable = names.filter((name) => UNREADABLE.test(name));
  const warnings = [
    ...unused.map((file) => unusedWarning(file, files)),
    ...unreadable
      .filter((name) => !files.some(({ file }) => file === name))
      .map((name) => `${name} is not read: save it as “CSV UTF-8”, or name it under files in targeting.yaml`),
  ];
  return { files, warnings };
}

/** The exports of a folder in order of name, those in archives after their archive's name. */
async function listCandidates(
  dataFolder: string,
  names: readonly string[],
  problems: InputProblem[],
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const name of names) {
    const path = join(dataFolder, name);
    if (/\.(csv|parquet|csv\.gz)$/i.test(name)) candidates.push({ file: name, path, member: null });
    if (!/\.zip$/i.test(name)) continue;
    try {
      const members = await archiveMembers(name, path);
      candidates.push(...members.map((member) => ({ file: `${name}/${member}`, path, member })));
    } catch (error) {
      if (!isInputError(error)) throw error;
      problems.push(...error.problems);
    }
  }
  return candidates;
}

function foundByName(table: TableName, candidates: readonly Candidate[]): readonly Candidate[] {
  const named = candidates.filter(({ file }) => stem(file) === table);
  const found = named.length > 0 ? named : soleMembers(table, candidates);
  if (found.length > 1) {
    const files = found.map(({ file }) => file);
    throw inputError({
      file: files[1] ?? table,
      message: `${table} are there twice or more: ${files.join(", ")}; remove all but one, or name the one to read under files.${table}.path, or all where each has rows of its own`,
    });
  }
  return found;
}

/** The table of `<table>.zip`, whatever it is called there, when it holds no other. */
function soleMembers(table: TableName, candidates: readonly Candidate[]): Candidate[] {
  const members = candidates.filter(
    ({ file, member }) => member !== null && file.toLowerCase().startsWith(`${table}.zip/`),
  );
  const isOthers = members.some(({ file }) => TABLE_NAMES.some((other) => stem(file) === other));
  return members.length === 1 && !isOthers ? members : [];
}

async function foundByPaths(
  table: TableName,
  stated: readonly string[],
  dataFolder: string,
  names: readonly string[],
): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const path of stated) {
    const candidate = await foundByPath(table, path, dataFolder, names);
    if (found.some(({ file }) => file === candidate.file)) {
      throw fault(table, path, `${candidate.file} is named twice; name each file once`);
    }
    found.push(candidate);
  }
  return found;
}

async function foundByPath(
  table: TableName,
  stated: string,
  dataFolder: string,
  names: readonly string[],
): Promise<Candidate> {
  if (isAbsolute(stated)) {
    throw fault(table, stated, "is an absolute path; write it relative to the data folder");
  }
  const { archive, member } = splitArchivePath(stated);
  const path = join(dataFolder, archive ?? stated);
  if (!(await isFile(path))) throw fault(table, stated, `there is no such file${didYouMean(stated, names)}`);
  if (archive === null) return { file: stated, path, member: null };
  const members = await archiveMembers(archive, path);
  if (member !== null && !members.includes(member)) {
    throw fault(table, stated, `${archive} holds no such file; it holds ${listed(members)}`);
  }
  const chosen = member ?? onlyOf(members) ?? onlyOf(members.filter((name) => stem(name) === table));
  if (chosen === null) {
    throw fault(table, stated, `holds ${listed(members)}; name one as ${archive}/NAME`);
  }
  return { file: `${archive}/${chosen}`, path, member: chosen };
}

function onlyOf(names: readonly string[]): string | null {
  return names.length === 1 ? (names[0] ?? null) : null;
}

function listed(members: readonly string[]): string {
  return members.length === 0 ? "no CSV or Parquet file" : members.join(", ");
}

function unusedWarning(file: string, files: readonly FoundFile[]): string {
  const table = TABLE_NAMES.find((name) => name === stem(file));
  const read = files.filter((each) => each.table === table).map((each) => each.file);
  return table === undefined || read.length === 0
    ? `${file} is not read: no table of that name${didYouMean(stem(file), TABLE_NAMES)}${ofReadTable(file, files)}`
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
  return TABLE_NAMES.find((name) => new RegExp(`^${name}[^a-z]`).test(stem(file)));
}

/** The settings that read a table from several files. */
function filesOf(table: TableName, files: readonly string[]): string {
  return `files: { ${table}: { path: [${files.map(yamlWord).join(", ")}] } }`;
}

/** Says what there is instead, and what to do with it. */
async function neitherBooks(
  names: readonly string[],
  unused: readonly string[],
  files: readonly FoundFile[],
): Promise<InputProblem> {
  const near = unused.find((name) =>
    ["transactions", "contracts"].includes(nearestName(stem(name), TABLE_NAMES) ?? ""),
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

function fault(table: TableName, value: string, message: string): Error {
  return inputError({
    file: SETTINGS_FILE,
    key: `files.${table}.path`,
    value,
    message: `${value}: ${message}`,
  });
}

async function listFolder(dataFolder: string): Promise<string[]> {
  try {
    return (await readdir(dataFolder)).filter((name) => !name.startsWith(".")).sort();
  } catch {
    throw inputError({
      file: dataFolder,
      message: "the data folder cannot be read; give the path of a folder",
    });
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** Name of a table that a file's own name stands for: lower case, without folders and endings. */
function stem(file: string): string {
  return (file.split("/").at(-1) ?? file).toLowerCase().replace(/(\.csv|\.parquet|\.csv\.gz)$/, "");
}
