import type { TableName } from "../contract/table-contract.js";

/** An export that a table is read from. */
export interface FoundFile {
  readonly table: TableName;
  /** As a reader knows it: relative to the data folder, and for a member of an archive `archive.zip/member.csv`. */
  readonly file: string;
  /** Of the file, or of the archive. */
  readonly path: string;
  /** Name within the archive; null for a file that stands alone. */
  readonly member: string | null;
}
