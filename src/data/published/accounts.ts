import { z } from "zod";
import { count, interval, isoDate, money, type Published, ready, share } from "./common.js";

/** What leaving goes with, and how much of it could be avoided. */
export const leavingMeasure = z.object({
  measure: z.string(),
  betterIs: z.enum(["higher", "lower"]),
  middle: z.number(),
  poor: z.object({ decisions: count, left: count }),
  well: z.object({ decisions: count, left: count }),
  p: share,
  avoidable: interval,
});

/** How likely a client stays for the next 12 months, and what keeping it is worth. */
export const accountRetention = z.object({
  pStays: share,
  valueAtRisk: money,
  standing: z.enum(["poor", "well", "unknown"]),
  /** Of the measure: mean of the last four quarters, the last quarter, the same a year before; null: none, or not to be shown. */
  reading: z.object({ year: z.number(), last: z.number(), before: z.number().nullable() }).nullable(),
  /** Share of its leaving that could be avoided. */
  inReach: interval,
});

/** Something to do for a key account, and when. */
export const planItem = z.object({
  on: isoDate,
  kind: z.enum(["mend", "goal", "overdue goal", "prepare renewal", "renewal", "offer", "review"]),
  subject: z.string().nullable(),
});

/** By what next products are ordered, and in numbers how that was tested; null: too few clients to test. */
export const productOrder = z.object({ sentence: z.string(), detail: z.string().nullable() });

/** `data/accounts.json`: which accounts are key, what hangs on them, what keeping them is worth. */
export const accountsSchema = z.object({
  status: ready,
  clients: count,
  key: count,
  /** Still expected of all clients, and of the key accounts. */
  residual: interval,
  keyResidual: interval,
  /** Key accounts that nobody is named as looking after. */
  keyWithoutSuccessOwner: count,
  /** Fewest clients that hold half of it. */
  holdHalf: count,
  /** Key accounts that would be key by the revenue of the last 12 months too. */
  keyByRevenue: count,
  /** What hangs on one: the largest client, the key accounts, a parent, an industry, a person. */
  dependencies: z.array(
    z.object({
      kind: z.enum(["client", "key accounts", "parent", "industry", "success owner"]),
      label: z.string(),
      clients: count,
      residual: money,
      share: z.number(),
    }),
  ),
  /** Of the key accounts, within 12 months. */
  atRisk: z.object({ value: money, leaving: z.number(), anyLeaves: share }),
  /** null: what was measured may not be shown. */
  decisionsMeasured: count.nullable(),
  measures: z.array(leavingMeasure),
  /** The one that reach rests on; null: none is beyond chance. */
  measure: leavingMeasure.nullable(),
  /** How well likeness tells value; null: too few clients, or nothing is known of them. */
  likeness: z.object({ correlation: z.number(), compared: count, similar: count }).nullable(),
  productOrder,
  /** Most expected first, at most 200; those that bring anything in more than one case of ten before the others. */
  accounts: z.array(
    accountRetention.extend({
      rank: count,
      clientId: z.string(),
      name: z.string(),
      segment: z.string().nullable(),
      /** Of the page of a key account. */
      page: z.string().nullable(),
      residual: interval,
      clv: money,
      revenueLast12Months: money,
      /** What the best quarter of similar clients is worth, and how far below it is. */
      best: interval.nullable(),
      headroom: interval.nullable(),
      owner: z.string().nullable(),
      successOwner: z.string().nullable(),
      /** The first step of the plan of a key account; null of others. */
      nextStep: planItem.nullable(),
    }),
  ),
});
export type AccountsPage = Published<typeof accountsSchema>;
export type AccountRow = AccountsPage["accounts"][number];
