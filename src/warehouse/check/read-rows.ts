import type { TableName } from "../contract/table-contract.js";
import type { Engine } from "../engine.js";
import { plainExport } from "../formats/plain-export.js";
import { inputError } from "../input-error.js";
import { type ColumnFormats, columnFormats } from "../parse/column-formats.js";
import { cleanCopy } from "../read/clean-copy.js";
import type { FoundFile } from "../read/found-file.js";
import { type OpenedFile, openFile, type StagedFile, stageFile } from "../read/stage-file.js";
import type { Settings } from "../settings/settings.js";
import { collect } from "./collect.js";
import { type CommonRows, readCommonRows } from "./common-rows.js";
import { openJoined } from "./join-files.js";
import { typeAhead } from "./type-ahead.js";
import type { CommonlyTyped } from "./type-by-common-forms.js";

/** A file whose rows are all staged as text, and how its columns are written. */
export interface TextRows extends StagedFile {
  readonly formats: ColumnFormats;
}

/**
 * Reads the rows of all files: typed where a file is written in the common forms, else as text.
 *
 * A file that the engine refuses, as for a row cut short, is read from a copy without such rows.
 * Throws one `InputError` with the problems of all files when any cannot be read.
 */
export async function readRows(
  engine: Engine,
  found: readonly FoundFile[],
  settings: Settings,
  scratchFolder: string,
): Promise<(CommonRows | TextRows)[]> {
  const opened = await collect(byTable(found), async (files) => {
    const [file] = files;
    if (file === undefined || files.length > 1)
      return { file: await openJoined(engine, files, settings, scratchFolder), ahead: null };
    // The engine types what it may while the bytes are looked at; neither is left running when the other fails.
    const [whole, ahead] = await Promise.allSettled([
      plainExport(engine, file, settings, scratchFolder).then((plain) => openFile(plain, settings)),
      typeAhead(engine, file, settings),
    ]);
    return { file: settledValue(whole), ahead: settledValue(ahead) };
  });
  const read = async (file: OpenedFile, ahead: CommonlyTyped | null): Promise<CommonRows | TextRows | null> =>
    (await readCommonRows(engine, file, ahead, settings, scratchFolder)) ??
    (await textRows(engine, file, settings));
  return collect(opened, async ({ file, ahead }) =>
    required(file, (await read(file, ahead)) ?? (await read(await cleanCopy(file, scratchFolder), null))),
  );
}

/** Stages all rows of a file that the engine is known to read. */
export async function stageAsText(engine: Engine, file: OpenedFile, settings: Settings): Promise<TextRows> {
  return required(file, await textRows(engine, file, settings));
}

export function isCommonRows(file: TextRows | CommonRows): file is CommonRows {
  return "rows" in file;
}

async function textRows(engine: Engine, file: OpenedFile, settings: Settings): Promise<TextRows | null> {
  const staged = await stageFile(engine, file);
  if (staged === null) return null;
  const formats = await columnFormats(engine, staged, settings);
  if (formats.problems.length > 0) throw inputError(...formats.problems);
  return { ...staged, formats };
}

/** The files of each table, in the order in which tables are found. */
function byTable(found: readonly FoundFile[]): FoundFile[][] {
  const tables = new Map<TableName, FoundFile[]>();
  for (const file of found) tables.set(file.table, [...(tables.get(file.table) ?? []), file]);
  return [...tables.values()];
}

function required<T>({ file }: OpenedFile, read: T | null): T {
  if (read === null) throw new Error(`${file}: the engine refuses a file whose rows all have as many cells`);
  return read;
}

function settledValue<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}
