import { z } from "zod";
import { count, interval, money, ready, rule, share } from "./common.js";

/** One rule on the yardstick that all rules share. */
export const measuredRule = z.object({
  rule,
  sentence: z.string(),
  clients: count,
  shareOfClients: share,
  shareOfClv: z.number(),
  meanClv: money,
  /** Mean CLV of matching clients over mean CLV of all, 80 % interval; cross-fitted for the proposed rule and the one to avoid. */
  lift: interval,
  prospects: count,
  shareOfProspects: share,
});

export const indexedLevel = z.object({
  field: z.string(),
  level: z.string(),
  highValueClients: count,
  clients: count,
  shareOfHighValue: share,
  shareOfClients: share,
  /** shareOfHighValue / shareOfClients, 90 % interval. */
  index: interval,
  /** True when the interval leaves 1 out. */
  clear: z.boolean(),
});

/** `data/icp.json` of the pages (the export `exports/icp.json` is a flat form of it). */
export const icpSchema = z.object({
  status: ready,
  finding: z.enum(["named", "not enough evidence"]),
  /** Why, in words. */
  reason: z.string(),
  clients: count,
  meanClv: money,
  /** The rule found; null when there is not enough evidence. */
  proposed: measuredRule.extend({ apparentLift: z.number(), p: z.number() }).nullable(),
  current: measuredRule.nullable(),
  /** The move from current to proposed, clients and prospects. */
  change: z
    .object({
      enter: z.object({ clients: count, meanClv: money.nullable(), prospects: count }),
      stay: z.object({ clients: count, meanClv: money.nullable(), prospects: count }),
      leave: z.object({ clients: count, meanClv: money.nullable(), prospects: count }),
    })
    .nullable(),
  avoid: measuredRule.extend({ apparentLift: z.number(), p: z.number() }).nullable(),
  /** Rules within one standard error of the best; their lift is that on the clients that chose them. */
  alternatives: z.array(measuredRule),
  /** How often each condition came back over resamples. */
  conditionStability: z.array(z.object({ condition: z.string(), share })),
  /** What high-CLV clients have in common before the sale. */
  levels: z.array(indexedLevel),
  /** Fields left out, with the reason. */
  leftOut: z.array(z.object({ field: z.string(), reason: z.string() })),
});
export type IcpPage = z.infer<typeof icpSchema>;
