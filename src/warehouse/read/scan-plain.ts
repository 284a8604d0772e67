import { byteOrderMark } from "./byte-order-mark.js";
import { cellOf, type Delimiter, detectDelimiter, headerNames, headerRecord } from "./header.js";
import { idForm } from "./id-order.js";
import { lineBlocks } from "./line-blocks.js";
import { type LineForm, type PlainLines, plainLines, type UnevenLine } from "./plain-lines.js";
import type { FileScan } from "./scan-file.js";
import { PLAIN_TEXT, withBlock } from "./text-traits.js";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Bytes in which the first records are looked for. */
const FIRST_BYTES = 1 << 16;

/** What is known of a table's file before it is read. */
export interface KnownOfFile {
  /** As settings have it; null: as its header shows. */
  readonly delimiter: Delimiter | null;
  /** Position in its header of the column that names each row; null: none does. */
  readonly idColumn: (header: readonly string[]) => number | null;
}

export interface PlainScanner {
  /** Takes the next bytes, which end with a line feed unless they are the last. False: the file is not plain. */
  push(block: Buffer): boolean;
  /** What was taken, once; nothing can be pushed afterwards. */
  end(): PlainStructure;
}

export interface PlainStructure {
  /** Null where the file is not plain. */
  readonly plainScan: FileScan | null;
  /** Where it is plain but for them: lines with too few or too many cells; null where there are none, or too many. */
  readonly unevenLines: readonly UnevenLine[] | null;
}

/**
 * The structure of a file whose records are its lines, each with as many cells as the header: quotes only around
 * whole cells and no line end in them, no NUL, no empty lines, line ends of one kind.
 *
 * Many times faster than `scanFile`; null for any other file, but for one of which only
 * some lines have too few or too many cells, which are told.
 */
export function plainScanner(known: KnownOfFile): PlainScanner {
  let file:
    | { readonly header: readonly string[]; readonly form: LineForm; readonly lines: PlainLines }
    | undefined;
  const stretches: number[] = [];
  const furthest: number[] = [];
  const uneven: UnevenLine[] = [];
  let bytes = 0;
  let traits = PLAIN_TEXT;
  let isPlain = true;
  const take = (block: Buffer): boolean => {
    const mark = file === undefined ? byteOrderMark(block) : 0;
    file ??= beginFile(block.subarray(mark), known);
    const taken = file?.lines.take(block.subarray(mark));
    if (!taken) return false;
    const from = bytes + mark;
    for (const start of taken.bytes) stretches.push(from + start);
    if (file?.form.ids) furthest.push(...taken.furthest);
    for (const each of taken.uneven) {
      uneven.push({ ...each, start: from + each.start, next: from + each.next });
    }
    bytes += block.length;
    traits = withBlock(traits, block.subarray(mark));
    return true;
  };
  const scan = (): FileScan | null => {
    if (!isPlain || file === undefined || uneven.length > 0) return null;
    const { header, form, lines } = file;
    const strays = lines.strays();
    return {
      delimiter: form.delimiter,
      header,
      records: lines.lines() - 1,
      rejects: [],
      ...traits,
      padded: lines.isPadded(),
      clean: true,
      bytes,
      stretches,
      ids: form.ids === null || strays === null ? null : { ...form.ids, strays, furthest },
      lineOf: (record) => record + 2,
    };
  };
  return {
    push(block) {
      isPlain &&= take(block);
      return isPlain;
    },
    end() {
      const structure = { plainScan: scan(), unevenLines: isPlain && uneven.length > 0 ? uneven : null };
      file?.lines.end();
      file = undefined;
      isPlain = false;
      return structure;
    },
  };
}

/** The same of a file that is read for nothing else. */
export async function scanPlain(path: string, known: KnownOfFile): Promise<FileScan | null> {
  const scanner = plainScanner(known);
  for await (const block of lineBlocks(path)) if (!scanner.push(block)) break;
  return scanner.end().plainScan;
}

function beginFile(block: Buffer, known: KnownOfFile) {
  const first = block.indexOf(LINE_FEED);
  if (first <= 0 || block[0] === CARRIAGE_RETURN) return undefined;
  const record = headerRecord(block.toString("utf8", 0, first + 1));
  if (record.trim() === "") return undefined;
  const delimiter = known.delimiter ?? detectDelimiter(record);
  const header = headerNames(record, delimiter);
  const form: LineForm = {
    delimiter,
    lineEnd: block[first - 1] === CARRIAGE_RETURN ? "crlf" : "lf",
    cells: header.length,
    ids: idsOf(block.subarray(first + 1), delimiter, known.idColumn(header)),
  };
  return { header, form, lines: plainLines(form) };
}

/** How the ids of the first records are written. */
function idsOf(rows: Buffer, delimiter: Delimiter, column: number | null): LineForm["ids"] {
  if (column === null) return null;
  const lines = rows.toString("utf8", 0, FIRST_BYTES).split(/\r?\n/, 2);
  const [first, next] = lines.map((line) => cellOf(line, delimiter, column));
  const form = idForm(first, next);
  return form === null ? null : { ...form, column };
}
