import { z } from "zod";
import { count, isoDate, money, ready, share } from "./common.js";

const tally = z.object({ rows: count, money: money.nullable() });

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
      bytes: count,
      sha256: z.string(),
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
    }),
  ),
  /** At most 500; all of them are in exports/quality.json. */
  rejects: z.array(
    z.object({
      file: z.string(),
      line: count,
      column: z.string(),
      value: z.string(),
      reason: z.string(),
      money: money.nullable(),
    }),
  ),
  rejectsTotal: count,
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
    }),
  ),
  tablesAbsent: z.array(z.object({ table: z.string(), unlocks: z.string() })),
});
export type QualityPage = z.infer<typeof qualitySchema>;
