import { z } from "zod";
import { count, interval, isoDate, money, type Published, ready, share } from "./common.js";

const leadRow = z.object({
  leadId: z.string(),
  account: z.string(),
  isClient: z.boolean(),
  /** A prospect of the kind to avoid; null for clients, and where no kind is named. */
  avoid: z.boolean().nullable(),
  title: z.string().nullable(),
  role: z.string().nullable(),
  createdOn: isoDate.nullable(),
  score: z.number(),
  /** By this contact alone. */
  probability: share,
  /** Of the account with all its contacts. */
  accountChance: share,
  /** Of the account by the list of prospects; null for clients, and where the list states none. */
  listChance: share.nullable(),
  accountContacts: count,
  accountClv: money,
  /** The lead's part of chance × CLV of its account; the parts of an account's leads sum to it. */
  expectedValue: money,
});

const reasonCount = z.object({ reason: z.string(), leads: count });

/** `data/leads.json`: open leads by the lifetime value that they lead one to expect. */
export const leadsSchema = z.object({
  status: ready,
  /** Rows of the file. */
  leads: count,
  open: count,
  /** Open leads that repeat a contact, and count once with its latest. */
  repeated: count,
  matchedBy: z.array(z.object({ by: z.string(), leads: count })),
  withoutAccount: z.array(reasonCount),
  notWorked: z.array(reasonCount),
  /** Open leads that are valued, their accounts, and what they are expected to bring in all. */
  valued: count,
  accounts: count,
  expectedValue: money,
  /** Best first, at most 200. */
  top: z.array(leadRow),
  calibration: z.object({
    /** Null: no outcomes to learn from, and the score moves the base rate in proportion. */
    method: z.enum(["base rate", "logistic", "isotonic"]).nullable(),
    leads: count,
    accounts: count,
    /** How a score became a chance. */
    sentence: z.string(),
    reliability: z.array(
      z.object({ leads: count, predicted: share, won: share, wonLow: share, wonHigh: share }),
    ),
  }),
  rollUp: z.object({
    /** How contacts came to an account. */
    sentence: z.string(),
    rivals: z.array(z.object({ name: z.string(), logLoss: z.number(), auc: share })),
  }),
  /** Null without open opportunities that state an amount. */
  pipeline: z
    .object({
      accounts: count,
      withLeads: count,
      withoutValue: count,
      first: count,
      share,
      exchanged: count,
      byAmount: money,
      byValue: money,
      gain: interval,
      /** Expected lifetime value of the first accounts in either order, at most 61 points. */
      curve: z.array(z.object({ worked: count, byAmount: money, byValue: money })),
      /** By value, at most 100. */
      deals: z.array(
        z.object({
          account: z.string(),
          avoid: z.boolean().nullable(),
          amount: money,
          chance: share,
          chanceFrom: z.enum(["leads", "win model", "base rate"]),
          clv: money,
          expectedValue: money,
          rankByAmount: count,
          rankByValue: count,
        }),
      ),
    })
    .nullable(),
});
export type LeadsPage = Published<typeof leadsSchema>;
export type LeadsPipeline = NonNullable<LeadsPage["pipeline"]>;
