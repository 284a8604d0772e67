import { z } from "zod";
import { count, isoDate, money, type Published, ready, share } from "./common.js";

const tally = z.object({
  rows: count,
  /** Null where the file holds no money. */
  money: money.nullable(),
});

const rejectedRow = z.object({
  file: z.string(),
  line: count,
  column: z.string(),
  value: z.string(),
  reason: z.string(),
  money: money.nullable(),
});
export type RejectedRow = Published<typeof rejectedRow>;

/** `data/rejects.json`: every rejected row that the inputs list, by file and line. */
export const rejectsSchema = z.array(rejectedRow);

/** `data/quality.json`: what was read, rejected, excluded, and how fresh it is. */
export const qualitySchema = z.object({
  status: ready,
  asOf: isoDate,
  /** How the as-of date was chosen. */
  asOfReason: z.string(),
  files: z.array(
    z.object({
      file: z.string(),
      table: z.string(),
      /** Size of the file; null: not for this audience. */
      bytes: count.nullable(),
      /** "comma", "semicolon"… */
      delimiter: z.string(),
      dateOrder: z.string().nullable(),
      decimalMark: z.string().nullable(),
      firstDate: isoDate.nullable(),
      lastDate: isoDate.nullable(),
      read: tally,
      accepted: tally,
      rejected: tally,
      excluded: tally,
      exclusions: z.array(z.object({ reason: z.string(), rows: count, money: money.nullable() })),
      unusedColumns: z.array(z.string()),
      /** Rows counted above whose amount cannot be read: their money is unknown. */
      rowsWithoutAmount: count,
      /** Rejected rows that are listed one by one: at most the first 1,000. */
      rejectsListed: count,
    }),
  ),
  /** The first 100 by file and line; all that are listed are in data/rejects.json. */
  rejects: z.array(rejectedRow),
  /** Rows in data/rejects.json. */
  rejectsListed: count,
  rejectsTotal: count,
  /** Listed rejects by file, column and reason, most rows first. */
  rejectReasons: z.array(
    z.object({ file: z.string(), column: z.string(), reason: z.string(), rows: count, money }),
  ),
  warnings: z.array(z.object({ file: z.string().nullable(), message: z.string() })),
  fillRates: z.array(z.object({ field: z.string(), clients: share, prospects: share.nullable() })),
  controls: z.array(
    z.object({
      period: z.string(),
      measure: z.string(),
      finance: money,
      books: money,
      difference: money,
      met: z.boolean(),
      /** The one rejected row of the books that holds as much as is missing. */
      asMuchAs: z.object({ file: z.string(), line: count }).nullable(),
    }),
  ),
  tablesAbsent: z.array(z.object({ table: z.string(), unlocks: z.string() })),
});
export type QualityPage = Published<typeof qualitySchema>;
export type Tally = Published<typeof tally>;
export type FileRow = QualityPage["files"][number];
