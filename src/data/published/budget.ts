import { z } from "zod";
import { count, interval, money, type Published, ready, share } from "./common.js";

const curve = z.object({ ceiling: money, halfSpend: money });
const common = {
  name: z.string(),
  today: money,
  seen: z.object({ low: money, high: money }),
  peopleShare: share,
};

const line = z.discriminatedUnion("purpose", [
  z.object({
    ...common,
    purpose: z.literal("win"),
    /** Of the channel's accounts, those that the line is for; null: all. */
    segment: z.object({ name: z.string(), spendIsKnown: z.boolean() }).nullable(),
    status: z.enum(["responds", "growth or spend", "flat", "too little"]),
    /** What the next unit of money does in the channel at what is spent on it today. */
    nextEuro: z.enum(["brings more", "brings less", "cannot tell"]),
    curve: curve.nullable(),
    /** At most 40. */
    draws: z.array(curve),
  }),
  z.object({ ...common, purpose: z.literal("keep"), clients: count, avoidable: interval }),
]);

/** `data/budget.json`: what there is to spend on, in money a month, and how each answers. */
export const budgetSchema = z.object({
  status: ready,
  lines: z.array(line),
  /** The same with every channel by segment; null where that says no more. */
  bySegment: z.array(line).nullable(),
  /** Months of spend, YYYY-MM. */
  months: z.object({ from: z.string(), to: z.string() }).nullable(),
  /** What the curves of channels were fitted to. */
  arrivals: z.enum(["deals", "clients"]),
  /** What the leaving that could be avoided is told by; null: nothing measured goes with leaving, and all of it counts. */
  measure: z.string().nullable(),
  /** Channels with spend that are credited with no client, and client channels without spend. */
  unmatched: z.object({ spendOnly: z.array(z.string()), clientsOnly: z.array(z.string()) }),
  /** True where spend.csv has nothing spent to keep clients. */
  nothingToKeep: z.boolean(),
});
export type BudgetPage = Published<typeof budgetSchema>;
