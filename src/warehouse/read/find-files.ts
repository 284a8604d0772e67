import { readdir, stat } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { TABLE_NAMES, type TableName } from "../contract/table-contract.js";
import { type InputProblem, inputError } from "../input-error.js";
import { SETTINGS_FILE } from "../settings/load-settings.js";
import { didYouMean, nearestName } from "../settings/nearest-name.js";
import { fileSettingsOf } from "../settings/normalise-settings.js";
import type { Settings } from "../settings/settings.js";

export interface FoundFile {
  readonly table: TableName;
  /** As a reader knows it: relative to the data folder. */
  readonly file: string;
  readonly path: string;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly warnings: readonly string[];
}

/**
 * The files of a data folder: `<table>.csv`, or where the settings say.
 *
 * Throws an `InputError` when the folder or a file named in the settings is missing,
 * or when there are neither transactions nor contracts.
 */
export async function findFiles(dataFolder: string, settings: Settings): Promise<FoundFiles> {
  const names = await listFolder(dataFolder);
  const problems: InputProblem[] = [];
  const files: FoundFile[] = [];
  for (const table of TABLE_NAMES) {
    const stated = fileSettingsOf(settings, table).path;
    const file = stated ?? `${table}.csv`;
    if (isAbsolute(file)) {
      problems.push(fault(table, file, "is an absolute path; write it relative to the data folder"));
    } else if (stated === null ? names.includes(file) : await isFile(join(dataFolder, file))) {
      files.push({ table, file, path: join(dataFolder, file) });
    } else if (stated !== null) {
      problems.push(fault(table, file, `there is no such file${didYouMean(file, names)}`));
    }
  }
  const unused = names.filter((name) => name.endsWith(".csv") && !files.some(({ file }) => file === name));
  const warnings = unused.map(
    (name) => `${name} is not read: no table of that name${didYouMean(stem(name), TABLE_NAMES)}`,
  );
  if (problems.length > 0) throw inputError(...problems);
  if (!files.some(({ table }) => table === "transactions" || table === "contracts")) {
    throw inputError(neitherBooks(unused));
  }
  return { files, warnings };
}

function neitherBooks(unused: readonly string[]): InputProblem {
  const near = unused.find((name) =>
    ["transactions", "contracts"].includes(nearestName(stem(name), TABLE_NAMES) ?? ""),
  );
  const hint = near === undefined ? "" : `; rename ${near}, or name it under files.transactions.path`;
  const found = unused.length === 0 ? "no CSV file" : unused.join(", ");
  return {
    file: "transactions.csv",
    message: `neither transactions.csv nor contracts.csv is in the data folder (found: ${found})${hint}`,
  };
}

function fault(table: TableName, value: string, message: string): InputProblem {
  return { file: SETTINGS_FILE, key: `files.${table}.path`, value, message: `${value}: ${message}` };
}

async function listFolder(dataFolder: string): Promise<string[]> {
  try {
    return (await readdir(dataFolder)).sort();
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

function stem(name: string): string {
  return name.replace(/\.csv$/, "");
}
