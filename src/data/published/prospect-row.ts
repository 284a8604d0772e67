import { z } from "zod";
import { count, money, type Published, reason, share } from "./common.js";

export const tier = z.enum(["A", "B", "C", "D"]);

/** What an account executive said of an account. */
const judgement = z.object({
  /** Empty where names may not be shown. */
  by: z.string(),
  date: z.string(),
  /** 1 is best. */
  rank: count.nullable(),
  estimate: money.nullable(),
  note: z.string().nullable(),
});

/** Where a prospect stands when the fields that tell how we sold count for nothing. */
const standingWithout = z.object({
  rank: count,
  winIndex: z.number(),
  pWin: share.nullable(),
  expectedValue: money.nullable(),
});

export const prospectRow = z.object({
  prospectId: z.string(),
  name: z.string(),
  rank: count,
  tier,
  /** 0 to 100, percentile of the ranking. */
  score: z.number(),
  expectedClv: money,
  expectedClvLow: money,
  expectedClvHigh: money,
  winIndex: z.number(),
  pWin: share.nullable(),
  expectedValue: money.nullable(),
  /** null where no field tells how we sold. */
  without: standingWithout.nullable(),
  /** 0 to 1, likeness to the high-value clients. */
  similarity: share,
  segment: z.string().nullable(),
  icpMatch: z.boolean().nullable(),
  /** Of the kind to avoid; null where none is named. */
  avoid: z.boolean().nullable(),
  confidence: z.enum(["high", "medium", "low"]),
  /** In words: "revenue unknown", "outside the clients' range"… */
  flags: z.array(z.string()),
  /** What is expected to be lost, taken off in the expected CLV; 0 where no client brings a loss. */
  expectedLoss: money,
  reasons: z.array(reason),
  /** Who of us it belongs to; null where nobody, or not to be shown. */
  owner: z.string().nullable(),
  similarClients: z.array(z.object({ clientId: z.string(), name: z.string(), clv: money })),
  judgements: z.array(judgement),
  /** The fields that the page shows and filters by, as text. */
  firmographics: z.record(z.string(), z.string()),
});
export type ProspectRow = Published<typeof prospectRow>;
