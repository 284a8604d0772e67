import { inputError } from "../input-error.js";
import { byteOrderMark } from "./byte-order-mark.js";
import { type Delimiter, detectDelimiter, headerNames, headerRecord } from "./header.js";
import type { IdOrder } from "./id-order.js";
import { lineBlocks } from "./line-blocks.js";
import { type RecordScanner, recordScanner } from "./record-scanner.js";
import { PLAIN_TEXT, type TextTraits, withBlock } from "./text-traits.js";

/** Records between two places in a file that a scan notes, so that single records can be read again. */
export const RECORDS_A_STRETCH = 64;

export interface StructuralReject {
  /** Where the table is read from several files. */
  readonly file?: string;
  readonly line: number;
  readonly reason: string;
}

/** What a file's bytes say before any value is read. */
export interface FileScan extends TextTraits {
  readonly delimiter: Delimiter;
  readonly header: readonly string[];
  /** Records whose cells are as many as the header's, in file order. */
  readonly records: number;
  readonly rejects: readonly StructuralReject[];
  /** True when a cell may begin or end with U+0020. */
  readonly padded: boolean;
  /** True when the engine can read the file as it is: every record but the header's has as many cells as it. */
  readonly clean: boolean;
  readonly bytes: number;
  /** Byte at which every 64th record starts, from the first. */
  readonly stretches: readonly number[];
  /** How its ids follow each other; null where they are in no order, or it was not looked for. */
  readonly ids: IdOrder | null;
  /** Physical line on which a record starts; the first record is 0. */
  readonly lineOf: (record: number) => number;
}

/**
 * Reads the structure of a file in UTF-8: delimiter, header, records and the lines they start on.
 *
 * Throws an `InputError` for an empty file and a quote that is never closed.
 */
export async function scanFile(file: string, path: string, stated: Delimiter | null): Promise<FileScan> {
  let bytes = 0;
  let scan: BodyScan | undefined;
  let traits = PLAIN_TEXT;
  let hasReturns = false;
  for await (const block of lineBlocks(path)) {
    const bomBytes = bytes === 0 ? byteOrderMark(block) : 0;
    scan ??= bodyScan(file, block, stated, bomBytes);
    scan?.scanner.push(block.subarray(bomBytes));
    bytes += block.length;
    traits = withBlock(traits, block.subarray(bomBytes));
    hasReturns ||= block.includes("\r");
  }
  if (scan === undefined) {
    throw inputError({ file, message: "the file is empty; it must start with a header line" });
  }
  const openQuote = scan.scanner.end();
  if (openQuote !== null) throw inputError(unclosed(file, openQuote));
  const { hasLineEnds, ...found } = scan.result();
  return { ...found, ...traits, bytes, oddSpaces: traits.oddSpaces || hasLineEnds || hasReturns };
}

interface BodyScan {
  readonly scanner: RecordScanner;
  /** `hasLineEnds`: a cell has one, and may begin or end with it. */
  readonly result: () => Omit<FileScan, "bytes" | keyof TextTraits> & { readonly hasLineEnds: boolean };
}

function bodyScan(file: string, block: Buffer, stated: Delimiter | null, from: number): BodyScan | undefined {
  const headerText = headerRecord(block.toString("utf8"));
  if (headerText.trim() === "") return undefined;
  const delimiter = stated ?? detectDelimiter(headerText);
  const header = headerNames(headerText, delimiter);
  const width = header.length;
  const rejects: StructuralReject[] = [];
  let records = 0;
  let headerSeen = false;
  let spansLines = false;
  let blanks = 0;
  let oddFrom = Number.POSITIVE_INFINITY;
  const oddLines: number[] = [];
  const stretches: number[] = [];

  const scanner = recordScanner(delimiter.charCodeAt(0), from, (record) => {
    if (record.end === record.start) {
      blanks += 1;
    } else if (!headerSeen) {
      headerSeen = true;
      if (record.lastLine > 1) blanks += 1;
    } else if (record.fault !== null || record.cells !== width) {
      if (record.lastLine > record.line) throw inputError(unclosed(file, record.line));
      rejects.push({ line: record.line, reason: record.fault ?? wrongWidth(record.cells, width) });
    } else {
      if (oddFrom === Number.POSITIVE_INFINITY && record.line !== records + 2) oddFrom = records;
      if (oddFrom !== Number.POSITIVE_INFINITY) oddLines.push(record.line);
      spansLines ||= record.lastLine > record.line;
      if (records % RECORDS_A_STRETCH === 0) stretches.push(record.start);
      records += 1;
    }
  });

  return {
    scanner,
    result() {
      const { lf, crlf, cr } = scanner.lineEnds();
      const clean = rejects.length === 0 && blanks === 0 && cr === 0 && (lf === 0 || crlf === 0);
      const lineOf = (record: number): number =>
        record < oddFrom ? record + 2 : (oddLines[record - oddFrom] ?? record + 2);
      return {
        delimiter,
        header,
        records,
        rejects,
        hasLineEnds: spansLines,
        padded: true,
        clean,
        stretches,
        ids: null,
        lineOf,
      };
    },
  };
}

/** Why a record of another number of cells than the header is rejected. */
export function wrongWidth(cells: number, width: number): string {
  return `the row has ${cells} ${cells === 1 ? "cell" : "cells"}, the header has ${width}`;
}

function unclosed(file: string, line: number) {
  return { file, line, message: 'a quote (") opened in the row that starts here is not closed properly' };
}
