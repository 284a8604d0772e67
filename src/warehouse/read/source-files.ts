import type { FileScan } from "./scan-file.js";

/** One of several files that a table is read from. */
export interface SourceFile {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Number of its first record among those of the table. */
  readonly from: number;
  readonly lineOf: FileScan["lineOf"];
  /** Rows that are no records: with a cell too few or too many, and lines around the table. */
  readonly broken: number;
  readonly around: number;
}

/** Where a row stands. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

interface WithSources {
  readonly file: string;
  readonly scan: Pick<FileScan, "lineOf">;
  /** None where the table is read from one file. */
  readonly sources: readonly SourceFile[];
}

/** The file and line that a record of a table is from. */
export function placeOf({ file, scan, sources }: WithSources, record: number): Place {
  const source = sources.findLast(({ from }) => from <= record);
  return source === undefined
    ? { file, line: scan.lineOf(record) }
    : { file: source.file, line: source.lineOf(record - source.from) };
}

/** A place as part of a sentence on a table: the line, and of a table of several files the file. */
export function placeInWords({ sources }: Pick<WithSources, "sources">, { file, line }: Place): string {
  return sources.length === 0 ? `line ${line}` : `line ${line} of ${file}`;
}

/** SQL: the number of the source that a record is from. */
export function sourceOf(record: string, sources: readonly SourceFile[]): string {
  return `(${sources.map(({ from }) => `CASE WHEN ${record} >= ${from} THEN 1 ELSE 0 END`).join(" + ")})`;
}

/** How several files are called together. */
export function nameOfFiles(files: readonly string[]): string {
  const [first = "", ...others] = files;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
