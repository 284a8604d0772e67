import type { Engine } from "../engine.js";
import type { FoundFile } from "../read/found-file.js";
import { knownOfFile } from "../read/known-of-file.js";
import { firstBlock } from "../read/line-blocks.js";
import { mapColumns } from "../read/map-columns.js";
import { plainScanner } from "../read/scan-plain.js";
import type { FileShape, OpenedFile } from "../read/stage-file.js";
import type { Settings } from "../settings/settings.js";
import { isKeyed } from "./repeated-ids.js";
import { type CommonlyTyped, typeCommonly } from "./type-by-common-forms.js";

/**
 * Types a file as if all of it were like its first block, while the structure of the whole is still being read.
 * Null where that block, the settings or the engine say that it is not of the common kind.
 */
export async function typeAhead(
  engine: Engine,
  found: FoundFile,
  settings: Settings,
): Promise<CommonlyTyped | null> {
  const { table, path, member } = found;
  const block = member === null ? await firstBlock(path) : null;
  const scanner = plainScanner(knownOfFile(found, settings));
  if (block !== null) scanner.push(block);
  const { plainScan: scan } = scanner.end();
  if (scan === null) return null;
  const map = mapColumns(found, scan.header, settings);
  return map.problems.length > 0 ? null : typeCommonly(engine, { table, path, scan, map }, settings);
}

/** True when the whole file is what its first block let suppose: that it reads the same by both. */
export function isAsSupposed(supposed: FileShape, opened: OpenedFile): boolean {
  const { path, scan } = supposed;
  return (
    opened.path === path &&
    opened.scan.clean &&
    opened.scan.delimiter === scan.delimiter &&
    opened.scan.padded === scan.padded &&
    opened.scan.oddSpaces === scan.oddSpaces &&
    opened.scan.innerSpaces === scan.innerSpaces &&
    opened.scan.decomposed === scan.decomposed &&
    (isKeyed(supposed) || !isKeyed(opened))
  );
}
