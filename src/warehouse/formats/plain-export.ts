import { join } from "node:path";
import type { Engine } from "../engine.js";
import { inputError } from "../input-error.js";
import { copyEvenLines } from "../read/even-lines.js";
import type { FoundFile } from "../read/found-file.js";
import { knownOfFile } from "../read/known-of-file.js";
import { mapColumns } from "../read/map-columns.js";
import type { FileScan } from "../read/scan-file.js";
import { type KnownOfFile, scanPlain } from "../read/scan-plain.js";
import type { Settings } from "../settings/settings.js";
import { unpackGzip } from "./gzip.js";
import { copyParquet, isParquet } from "./parquet-copy.js";
import { type Survey, surveyFile } from "./survey.js";
import { copyTable, type LinesAround } from "./table-copy.js";
import { copyUtf16, detectUtf16 } from "./utf16.js";
import { copyWindows1252 } from "./windows-1252.js";
import { unpackMember } from "./zip-archive.js";

/** A table's export as a plain CSV file in UTF-8 that starts with its header. */
export interface PlainExport extends FoundFile {
  /** Of the file as it was exported; of the archive, for a member of one. */
  readonly bytes: number;
  readonly sha256: string;
  /** Physical line of the header. */
  readonly headerLine: number;
  /** Lines that are no rows of the table, by reason. */
  readonly linesAround: readonly { readonly reason: string; readonly rows: number }[];
  readonly warnings: readonly string[];
  /** Its structure where its records are its lines; null: every byte must be looked at for that. */
  readonly plainScan: FileScan | null;
}

/**
 * An export in any of the formats that are read, as plain CSV: the file itself where it is that already,
 * else a copy in the scratch folder, whose lines have the numbers of the original's.
 *
 * What a file holds is told by its bytes. Throws an `InputError` that names it when they are cut off, damaged,
 * encrypted, no text, or contradict its name.
 */
export async function plainExport(
  engine: Engine,
  found: FoundFile,
  settings: Settings,
  scratchFolder: string,
): Promise<PlainExport> {
  const { table, file } = found;
  const scratch = (step: string): string => join(scratchFolder, `${table}-${step}`);
  const known = knownOfFile(found, settings);
  const { delimiter } = known;
  const survey = await surveyFile(found.path, known);
  const original = { bytes: survey.bytes, sha256: survey.sha256 };
  const unpacked = await unpack(found, survey, known, scratch);
  if (isParquet(unpacked.survey.head)) {
    const path = scratch("parquet.csv");
    await copyParquet(engine, file, unpacked.path, delimiter ?? ",", scratchFolder, path);
    const plainScan = await scanPlain(path, known);
    return { ...found, ...original, path, headerLine: 1, linesAround: [], warnings: [], plainScan };
  }
  const { path: textPath, warning } = await asUtf8(file, unpacked, scratch);
  const isHeader = (names: readonly string[]): boolean =>
    mapColumns(found, names, settings).problems.length === 0;
  const around = await copyTable(textPath, delimiter, isHeader, scratch("table.csv"));
  const path = around === null ? textPath : scratch("table.csv");
  const { plainScan, unevenLines } = unpacked.survey;
  const even =
    path === unpacked.path && unevenLines !== null
      ? await copyEvenLines(path, unevenLines, known, scratch("even.csv"))
      : null;
  return {
    ...found,
    ...original,
    path: even === null ? path : scratch("even.csv"),
    headerLine: around?.headerLine ?? 1,
    linesAround: around === null ? [] : countsOf(around),
    warnings: [...(warning === null ? [] : [warning]), ...(around === null ? [] : warningsOf(around))],
    plainScan: even ?? (path === unpacked.path ? plainScan : await scanPlain(path, known)),
  };
}

interface Surveyed {
  readonly path: string;
  readonly survey: Survey;
}

async function unpack(
  { file, path, member }: FoundFile,
  survey: Survey,
  known: KnownOfFile,
  scratch: (step: string) => string,
): Promise<Surveyed> {
  let current: Surveyed = { path, survey };
  if (member !== null) {
    const to = scratch("member");
    await unpackMember(file, path, member, to);
    current = { path: to, survey: await surveyFile(to, known) };
  }
  if (isGzip(current.survey.head)) {
    const to = scratch("unpacked");
    await unpackGzip(file, current.path, to);
    current = { path: to, survey: await surveyFile(to, known) };
  } else if (/\.gz$/i.test(file)) {
    const message =
      "is no gzip file, though its name ends with .gz; export it again, or rename it if it is plain CSV";
    throw inputError({ file, message });
  }
  requireTable(file, current.survey);
  return current;
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

function requireTable(file: string, { head, bytes }: Survey): void {
  const isZip = head.toString("latin1", 0, 4) === "PK\x03\x04";
  const isOldWorkbook = head.toString("hex", 0, 4) === "d0cf11e0";
  if (isZip || isOldWorkbook) {
    const message = isZip
      ? "holds a zip archive or an Excel workbook; name an archive .zip, save a workbook as “CSV UTF-8”"
      : "is an Excel workbook; save it as “CSV UTF-8”";
    throw inputError({ file, message });
  }
  if (/\.parquet$/i.test(file) && bytes > 0 && !isParquet(head)) {
    throw inputError({ file, message: "is no Parquet file, though its name says so; export it again" });
  }
}

async function asUtf8(
  file: string,
  { path, survey }: Surveyed,
  scratch: (step: string) => string,
): Promise<{ path: string; warning: string | null }> {
  const to = scratch("utf8.csv");
  const wide = detectUtf16(survey.head);
  if (wide !== null) {
    if (survey.bytes % 2 === 1) {
      throw inputError({ file, message: "the UTF-16 file ends inside a character; copy or export it again" });
    }
    await copyUtf16(path, wide, to);
    const sign = wide.markBytes > 0 ? "its byte order mark" : "every other byte of its header is NUL";
    return { path: to, warning: `Read as ${wide.encoding.toUpperCase()}, since ${sign}.` };
  }
  if (survey.isUtf8) return { path, warning: null };
  const { lines, first, utf8Lines } = await copyWindows1252(file, path, to);
  const warning =
    utf8Lines === 0
      ? "Read as Windows-1252, since it is no valid UTF-8."
      : `${lines} ${lines === 1 ? "line is" : "lines are"} no valid UTF-8, the first line ${first}, and read as Windows-1252; ` +
        `${utf8Lines} others are UTF-8. Check the names in them, or save the file as “CSV UTF-8”.`;
  return { path: to, warning };
}

function countsOf({ above, below }: LinesAround): PlainExport["linesAround"] {
  return [
    { reason: "a line above the header", rows: above.length },
    { reason: "a line below the table", rows: below.length },
  ].filter(({ rows }) => rows > 0);
}

function warningsOf({ above, below, headerLine, padding }: LinesAround): string[] {
  const warnings: string[] = [];
  if (above.length > 0) {
    warnings.push(`The header is on line ${headerLine}. Not read above it: ${shown(above)}.`);
  }
  if (below.length > 0) warnings.push(`Not read below the table: ${shown(below)}.`);
  if (padding > 0) warnings.push(`${padding} NUL bytes after the last line are not read.`);
  return warnings;
}

function shown(lines: readonly string[]): string {
  const few = lines.slice(0, 3).map((line) => JSON.stringify(line.slice(0, 60)));
  return `${few.join(", ")}${lines.length > 3 ? ` and ${lines.length - 3} more` : ""}`;
}
