import { z } from "zod";
import { accountRetention, leavingMeasure, planItem, productOrder } from "./accounts.js";
import { count, interval, isoDate, money, type Published, share } from "./common.js";

const change = z.object({ now: money, before: money });

/** `data/accounts/NAME.json`: one key account. */
export const accountSchema = accountRetention.extend({
  clientId: z.string(),
  name: z.string(),
  rank: count,
  key: count,
  /** Still expected of it, as a share of what is expected of all clients. */
  shareOfResidual: z.number(),
  segment: z.string().nullable(),
  owner: z.string().nullable(),
  successOwner: z.string().nullable(),
  firstOn: isoDate,
  stage: z.enum(["beginning", "up for renewal", "growing", "shrinking", "steady"]),
  clv: interval,
  historicValue: money,
  residual: interval,
  totalValue: money,
  expectedRevenue12m: interval,
  revenueLast12Months: money,
  measure: leavingMeasure.nullable(),
  best: interval.nullable(),
  headroom: interval.nullable(),
  similar: count,
  /** False: its purchases and contracts are not read in detail, since there are very many clients. */
  detailed: z.boolean(),
  /** Margin by quarter, from the first purchase on, undiscounted; at most the last 60 quarters. */
  history: z.array(z.object({ quarter: z.string(), margin: money, cumulative: money })),
  /** Margin that it will have brought from now on. */
  fan: z.array(z.object({ months: count, low: money, median: money, high: money })),
  /** Contract terms by start, at most the last 60. */
  terms: z.array(
    z.object({
      product: z.string().nullable(),
      /** Terms of one product that follow each other share a line. */
      line: count,
      startsOn: isoDate,
      endsOn: isoDate,
      revenue: money,
      state: z.enum(["renewed", "ended", "running"]),
    }),
  ),
  /** By measure, with the median of all clients; the last 16 quarters. */
  signals: z.array(
    z.object({
      measure: z.string(),
      points: z.array(z.object({ quarter: z.string(), mean: z.number(), everyone: z.number() })),
    }),
  ),
  goals: z.array(
    z.object({
      goal: z.string(),
      dueOn: isoDate.nullable(),
      note: z.string().nullable(),
      overdue: z.boolean(),
    }),
  ),
  /** What it bought, by the first day. */
  products: z.array(z.object({ product: z.string(), since: isoDate })),
  offers: z.array(
    z.object({
      product: z.string(),
      added: interval,
      similar: count,
      addedByAll: share,
      addedBy: z.array(z.string()),
    }),
  ),
  productOrder,
  /** The last 12 months beside the 12 before. */
  changes: z.object({
    revenue: change,
    margin: change,
    purchases: change,
    newProducts: z.array(z.string()),
    signals: z.array(z.object({ measure: z.string(), now: z.number(), before: z.number() })),
  }),
  /** Since the report that this one is compared with; null: none was given, or it was no client then. */
  previous: z.object({ asOf: isoDate, clv: change, totalValue: change, pActive: change }).nullable(),
  plan: z.array(planItem),
});
export type AccountPage = Published<typeof accountSchema>;
