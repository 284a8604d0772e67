import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isInputError } from "../../src/warehouse/input-error.js";
import type { FileQuality, Inputs } from "../../src/warehouse/inputs.js";
import { readInputs } from "../../src/warehouse/read-inputs.js";
import { loadSettings } from "../../src/warehouse/settings/load-settings.js";

export type Folder = Readonly<Record<string, string | Uint8Array>>;

/** What is made of a data folder of the given files, which is gone afterwards. */
export async function withFolder<T>(files: Folder, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "data-folder-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads a data folder made of the given files, as the commands read one. */
export async function readFolder(files: Folder, asOf?: string): Promise<Inputs> {
  return withFolder(files, async (dataFolder) => {
    const settings = await loadSettings(dataFolder);
    return readInputs({ dataFolder, settings, ...(asOf === undefined ? {} : { asOf }) });
  });
}

/** What a folder that cannot be read is refused with. */
export async function refusal(files: Folder): Promise<string> {
  try {
    await readFolder(files);
  } catch (error) {
    if (isInputError(error)) return error.message;
    throw error;
  }
  throw new Error("the folder was read");
}

export function fileOf(inputs: Inputs, table: string): FileQuality {
  const file = inputs.quality.files.find((each) => each.table === table);
  if (file === undefined) throw new Error(`no report on ${table}`);
  return file;
}

/** Transactions of one client each, C1, C2, …, with the given amounts. */
export function amounts(values: readonly string[]): string {
  const rows = values.map((value, index) => `C${index + 1};2025-03-04;"${value}"`);
  return ["client_id;date;amount", ...rows].join("\n");
}

export function cents(money: number): number {
  return Math.round(money * 100);
}
