import { z } from "zod";
import { count, money, ready, reason, share } from "./common.js";

export const tier = z.enum(["A", "B", "C", "D"]);

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
  /** 0 to 1, likeness to the high-value clients. */
  similarity: share,
  segment: z.string().nullable(),
  icpMatch: z.boolean().nullable(),
  confidence: z.enum(["high", "medium", "low"]),
  /** In words: "revenue unknown", "outside the clients' range"… */
  flags: z.array(z.string()),
  reasons: z.array(reason),
  similarClients: z.array(z.object({ clientId: z.string(), name: z.string(), clv: money })),
  /** The fields that the page shows and filters by, as text. */
  firmographics: z.record(z.string(), z.string()),
});

/** Share of value captured by the first share of a list, for one way of ordering it. */
export const captureCurve = z.object({
  method: z.string(),
  points: z.array(z.object({ share, captured: z.number() })),
});

/**
 * `data/prospects.json`. All ranked prospects are in `data/prospects.parquet` in ranked order: the columns of
 * `prospectRow`, with `flags`, `reasons`, `similarClients` and `firmographics` as JSON text.
 */
export const prospectsSchema = z.object({
  status: ready,
  prospects: count,
  ranked: count,
  excluded: z.array(z.object({ reason: z.string(), prospects: count })),
  capacity: count,
  /** What the list is ordered by, in words. */
  rankedBy: z.string(),
  hasWinProbability: z.boolean(),
  winModel: z.string(),
  valueModel: z.string(),
  tiers: z.array(
    z.object({
      tier,
      prospects: count,
      expectedClv: money,
      expectedValue: money.nullable(),
      meanExpectedClv: money,
    }),
  ),
  /** The first 200 in ranked order. */
  top: z.array(prospectRow),
  /** Fields to filter by and their values with counts, most frequent first, at most 40 a field. */
  facets: z.array(
    z.object({ field: z.string(), values: z.array(z.object({ value: z.string(), prospects: count })) }),
  ),
  /** Expected value captured against list length, for the scorer's order and the baselines'. */
  captured: z.array(captureCurve),
  /** Effect of fields tagged "how we sold": share of the top list that changes without them; null without such fields. */
  howWeSold: z
    .object({ fields: z.array(z.string()), topListChanges: share, sentence: z.string() })
    .nullable(),
});
export type ProspectsPage = z.infer<typeof prospectsSchema>;
export type ProspectRow = z.infer<typeof prospectRow>;
