import { INPUT_CONTRACT } from "../contract/input-contract.js";
import type { Engine } from "../engine.js";
import type { FoundFile } from "../read/find-files.js";
import { headerNames } from "../read/header.js";
import { firstBlock } from "../read/line-blocks.js";
import { mapColumns } from "../read/map-columns.js";
import { pickRecords } from "../read/pick-records.js";
import { plainScanner } from "../read/scan-plain.js";
import { type FileShape, isReadableAsItIs, type OpenedFile } from "../read/stage-file.js";
import { fileSettingsOf } from "../settings/normalise-settings.js";
import type { Settings } from "../settings/settings.js";
import { type FirstRow, typeByCommonForms } from "./type-by-common-forms.js";

/** A file's rows, typed by the common forms of its columns. */
export interface CommonlyTyped {
  /** What they were read by. */
  readonly shape: FileShape;
  /** Table of the typed rows, in file order. */
  readonly rows: string;
  readonly first: FirstRow;
}

/**
 * Types a file as if all of it were like its first block, while the structure of the whole is still being read.
 * Null where that block, the settings or the engine say that it is not of the common kind.
 */
export async function typeAhead(
  engine: Engine,
  found: FoundFile,
  settings: Settings,
): Promise<CommonlyTyped | null> {
  const { table, file, path, member } = found;
  const stated = fileSettingsOf(settings, table);
  const block = member === null ? await firstBlock(path) : null;
  const scanner = plainScanner(stated.delimiter);
  if (block === null || !scanner.push(block)) return null;
  const scan = scanner.scan();
  if (scan === null || stated.only.size > 0) return null;
  const map = mapColumns(
    file,
    INPUT_CONTRACT[table],
    scan.header,
    settings.columns.get(table) ?? new Map<string, string>(),
  );
  return map.problems.length > 0 ? null : typeCommonly(engine, { table, path, scan, map }, settings);
}

/** True when the whole file is what its first block let suppose: that it reads the same by both. */
export function isAsSupposed({ path, scan }: FileShape, opened: OpenedFile): boolean {
  return (
    opened.path === path &&
    opened.scan.clean &&
    opened.scan.delimiter === scan.delimiter &&
    opened.scan.padded === scan.padded &&
    opened.scan.oddSpaces === scan.oddSpaces
  );
}

/** Types the rows of a file of this shape; null where its settings or the engine forbid it. */
export async function typeCommonly(
  engine: Engine,
  shape: FileShape,
  settings: Settings,
): Promise<CommonlyTyped | null> {
  if (!isReadableAsItIs(shape) || shape.scan.records === 0) return null;
  if ((fileSettingsOf(settings, shape.table).decimalMark ?? settings.decimalMark) === ",") return null;
  const rows = `typed_rows_${shape.table}`;
  const first = await firstRow(shape);
  return (await typeByCommonForms(engine, shape, rows, first)) ? { shape, rows, first } : null;
}

async function firstRow({ table, path, scan, map }: FileShape): Promise<FirstRow> {
  const [first] = await pickRecords(path, scan, [0]);
  const cells = headerNames(first?.toString("utf8") ?? "", scan.delimiter);
  const cellOf = (name: string | undefined): string | null => {
    const column = map.columns.find(({ contract }) => contract.name === name);
    return column === undefined ? null : cells[column.index] || null;
  };
  return { currency: cellOf("currency"), id: cellOf(INPUT_CONTRACT[table].id) };
}
