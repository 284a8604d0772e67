import { type Delimiter, detectDelimiter, headerNames, headerRecord } from "../read/header.js";

/** Records at the top of a file among which its header is looked for. */
const RECORDS_LOOKED_AT = 50;

/** What stands above a header: a report's title, its period, its filters. */
export interface Preamble {
  /** Where the header starts, in characters. */
  readonly length: number;
  /** Physical lines, empty ones too. */
  readonly lines: number;
  /** Records that are not empty. */
  readonly records: readonly string[];
}

/**
 * What stands above the header in the first part of a file; null when nothing does.
 *
 * The header is the first record that names all that the table needs (`isHeader`). Where none does and the first
 * record is a single cell, it is the first record of most cells, so that an error can show it.
 */
export function findPreamble(
  head: string,
  delimiter: Delimiter | null,
  isHeader: (names: readonly string[]) => boolean,
): Preamble | null {
  const records = topRecords(head, delimiter);
  const [top] = records;
  if (top === undefined) return null;
  const header = records.find(({ names }) => isHeader(names)) ?? widest(records, top);
  if (header === top) return null;
  return {
    length: header.start,
    lines: head.slice(0, header.start).split(/\r\n|\n|\r/).length - 1,
    records: records.slice(0, records.indexOf(header)).map(({ text }) => text),
  };
}

interface TopRecord {
  readonly start: number;
  readonly text: string;
  readonly names: readonly string[];
}

function topRecords(head: string, delimiter: Delimiter | null): TopRecord[] {
  const records: TopRecord[] = [];
  let start = emptyLines(head, 0);
  while (start < head.length && records.length < RECORDS_LOOKED_AT) {
    const text = headerRecord(head.slice(start));
    const names = headerNames(text, delimiter ?? detectDelimiter(text));
    records.push({ start, text, names });
    start = emptyLines(head, start + text.length);
  }
  return records;
}

function emptyLines(text: string, from: number): number {
  let index = from;
  while (/[\r\n\ufeff]/.test(text.charAt(index))) index += 1;
  return index;
}

function widest(records: readonly TopRecord[], top: TopRecord): TopRecord {
  const most = Math.max(...records.map(filled));
  const first = records.find((record) => filled(record) === most);
  return filled(top) === 1 && most >= 3 && first !== undefined ? first : top;
}

function filled({ names }: TopRecord): number {
  return names.filter((name) => name !== "").length;
}
