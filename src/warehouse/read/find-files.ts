import { readdir, stat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { TABLE_NAMES, type TableName } from "../contract/table-contract.js";
import { archiveMembers } from "../formats/zip-archive.js";
import { type InputProblem, inputError, isInputError } from "../input-error.js";
import { SETTINGS_FILE } from "../settings/load-settings.js";
import { didYouMean } from "../settings/nearest-name.js";
import { fileSettingsOf } from "../settings/normalise-settings.js";
import type { Settings } from "../settings/settings.js";
import { splitArchivePath } from "./archive-path.js";
import type { FoundFile } from "./found-file.js";
import { tableStem } from "./table-stem.js";
import { unreadWarnings, withoutBooks } from "./unread-files.js";

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
    throw inputError(await withoutBooks(names, unused, files));
  }
  return { files, warnings: unreadWarnings(names, unused, files) };
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
  const named = candidates.filter(({ file }) => tableStem(file) === table);
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
  const isOthers = members.some(({ file }) => TABLE_NAMES.some((other) => tableStem(file) === other));
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
  const chosen = member ?? onlyOf(members) ?? onlyOf(members.filter((name) => tableStem(name) === table));
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
