import { z } from "zod";
import { count, interval, money, type Published, ready, rule, share } from "./common.js";

/** One rule on the yardstick that all rules share. */
const measuredRule = z.object({
  /** null where an audience may not see a field of it. */
  rule: rule.nullable(),
  sentence: z.string(),
  clients: count,
  shareOfClients: share,
  /** Null where losses leave shares of the total without meaning. */
  shareOfClv: z.number().nullable(),
  meanClv: money,
  /** Mean CLV of matching clients over mean CLV of all, 80 % interval; cross-fitted for the proposed rule and the one to avoid. */
  lift: interval,
  /** Mean CLV of matching clients − mean CLV of all, in money, on the same clients as the lift. */
  difference: interval,
  /** These two null without prospects.csv. */
  prospects: count.nullable(),
  shareOfProspects: share.nullable(),
});

/** A rule that was searched: its lift on the clients that chose it, and how often chance does as well. */
const searchedRule = measuredRule.extend({ apparentLift: z.number(), p: z.number() });

const indexedLevel = z.object({
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

const movedAccounts = z.object({
  clients: count,
  meanClv: money.nullable(),
  /** Null without prospects.csv. */
  prospects: count.nullable(),
  /** Those worth most, at most 12. */
  worthMost: z.array(z.object({ clientId: z.string(), name: z.string(), clv: money })),
});

/** One kind of account: how many are clients already, and how many could still be won. */
const whiteSpaceCell = z.object({
  /** The part of each field, in the order of the fields. */
  parts: z.array(z.string()),
  clients: count,
  prospects: count,
  /** Clients / (clients + prospects). */
  covered: share,
  meanClv: money.nullable(),
  /** All accounts of the cell that fit the profile / all of the cell. */
  fits: share,
});

/** A field that a rule may be built from by hand. */
const workbenchField = z.object({
  field: z.string(),
  /** Name of its column in `icp-workbench.parquet`. */
  column: z.string(),
  kind: z.enum(["category", "measure"]),
  /** Most frequent first, at most 40; empty for a measure. */
  levels: z.array(z.object({ level: z.string(), accounts: count })),
  /** Smallest and largest known value of a measure. */
  range: z.tuple([z.number(), z.number()]).nullable(),
});

/** `data/icp.json` of the pages (the export `exports/icp.json` is a flat form of it). */
export const icpSchema = z.object({
  status: ready,
  finding: z.enum(["named", "not enough evidence"]),
  /** Why, in words. */
  reason: z.string(),
  clients: count,
  meanClv: money,
  /** False: the mean is too near 0 for "3× the average"; differences are told in money. */
  hasMultiples: z.boolean(),
  /** The rule found; null when there is not enough evidence. */
  proposed: searchedRule.nullable(),
  current: measuredRule.nullable(),
  /** Today's profile where it is set and no client fits it, or its clients bring no profit to compare. */
  unmeasured: z.object({ sentence: z.string(), clients: count }).nullable(),
  /** The move from current to proposed, clients and prospects. */
  change: z
    .object({
      enter: movedAccounts,
      stay: movedAccounts,
      leave: movedAccounts,
    })
    .nullable(),
  avoid: searchedRule.nullable(),
  /** Rules within one standard error of the best; their lift is that on the clients that chose them. */
  alternatives: z.array(measuredRule),
  /** How often each condition came back over resamples; none where an audience may not see the rule. */
  conditionStability: z.array(z.object({ condition: z.string(), share })),
  /** What high-CLV clients have in common before the sale. */
  levels: z.array(indexedLevel),
  /** Where clients and prospects lie by the fields of the profile; null where no profile names any, or an audience may not see one. */
  whiteSpace: z
    .object({
      fields: z.array(z.string()),
      profile: z.enum(["proposed", "current"]),
      /** Most prospects first, at most 60. */
      cells: z.array(whiteSpaceCell),
      /** Cells that are not among them, and the accounts in them. */
      omitted: z.object({ cells: count, clients: count, prospects: count }),
    })
    .nullable(),
  /** Fields left out, with the reason; by the settings, for what they hold, or by the audit against leaks. */
  leftOut: z.array(
    z.object({ field: z.string(), reason: z.string(), by: z.enum(["settings", "contents", "audit"]) }),
  ),
  /** Fields in use that deserve doubt; `allowed`: the written reason that overruled the audit. */
  flagged: z.array(z.object({ field: z.string(), reason: z.string(), allowed: z.string().nullable() })),
  /** How many fields took part without a doubt. */
  soundFields: count,
  /** What `icp-workbench.parquet` holds: all accounts, or as many drawn by chance. */
  workbench: z.object({
    fields: z.array(workbenchField),
    clients: count,
    ofClients: count,
    prospects: count,
    ofProspects: count,
    /** Of the draws behind intervals: with the build's own a rule gets the same interval everywhere. */
    seed: z.number(),
    hasExpectedValue: z.boolean(),
  }),
});
export type IcpPage = Published<typeof icpSchema>;
export type PublishedRule = Published<typeof measuredRule>;
export type IndexedLevel = Published<typeof indexedLevel>;
export type MovedAccounts = Published<typeof movedAccounts>;
export type WorkbenchField = Published<typeof workbenchField>;
export type IcpChange = NonNullable<IcpPage["change"]>;
