import { z } from "zod";
import { count, gainsAndLosses, interval, money, type Published, ready, share } from "./common.js";
import { prospectRow } from "./prospect-row.js";

const ruleBrief = z.object({
  sentence: z.string(),
  clients: count,
  shareOfClients: share,
  /** Null where losses leave shares of the total without meaning. */
  shareOfClv: z.number().nullable(),
  meanClv: money,
  /** Mean CLV of the rule's clients over that of all. */
  lift: interval,
  /** The same as a difference in money. */
  difference: interval,
});

/** `data/answer.json`: the answer on one page. */
export const answerSchema = z.object({
  status: ready,
  clients: count,
  prospects: count,
  ranked: count,
  totalClv: interval,
  meanClv: money,
  /** False: the mean is too near 0 for "3× the average"; differences are told in money. */
  hasMultiples: z.boolean(),
  /** `value` is null where losses leave shares of the total without meaning. */
  topShare: z.object({ clients: share, value: z.number().nullable() }),
  gainsAndLosses,
  residual: interval,
  /** null where firmographics are absent or too few clients. */
  icp: z
    .object({
      finding: z.enum(["named", "not enough evidence"]),
      reason: z.string(),
      proposed: ruleBrief.nullable(),
      current: ruleBrief.nullable(),
    })
    .nullable(),
  /** What is missing for an ICP, in words; null when `icp` is there. */
  icpNotReady: z.string().nullable(),
  segments: z.array(
    z.object({
      segmentId: z.string(),
      colour: count,
      name: z.string(),
      clients: count,
      meanClv: money,
      totalClv: money,
      shareOfClv: z.number().nullable(),
      /** Null without prospects.csv. */
      prospects: count.nullable(),
    }),
  ),
  /** Whom to call next: the first ten. */
  callNext: z.array(
    prospectRow.pick({
      prospectId: true,
      name: true,
      rank: true,
      expectedClv: true,
      expectedClvLow: true,
      expectedClvHigh: true,
      expectedValue: true,
      segment: true,
      confidence: true,
      reasons: true,
    }),
  ),
  prospectsNotReady: z.string().nullable(),
  /** Why the profile should be looked at again; null: nothing says so. */
  alert: z.object({ sentence: z.string(), strength: z.enum(["clear", "worth a look"]) }).nullable(),
  rankedBy: z.string(),
  /** Whether the score tells the prospects apart, or the order is one of ties. */
  tellsApart: z.boolean(),
  /** Share of the prospects' expected value held by the list the team can work, and what chance would hold. */
  capacity: z.object({ accounts: count, shareOfProspects: share, shareOfExpectedValue: share }).nullable(),
  /** What to do, each in a sentence with the page that bears it out; at most five, what weighs most first. */
  decisions: z
    .array(
      z.object({
        topic: z.string(),
        parts: z.array(
          z.union([
            z.string(),
            z.object({ money }).strict(),
            z.object({ moneyTotal: money }).strict(),
            z.object({ percent: z.number() }).strict(),
            z.object({ count: z.number() }).strict(),
            z.object({ multiple: z.number() }).strict(),
          ]),
        ),
        page: z.string(),
        evidence: z.string(),
        list: z
          .object({ page: z.string(), query: z.record(z.string(), z.string()), words: z.string() })
          .exactOptional(),
      }),
    )
    .max(5),
  /** How sure we are: sentences in plain words, most important first. */
  confidence: z.array(z.object({ topic: z.string(), sentence: z.string(), page: z.string() })),
});
export type AnswerPage = Published<typeof answerSchema>;
export type RuleBrief = Published<typeof ruleBrief>;
export type SegmentBrief = AnswerPage["segments"][number];
