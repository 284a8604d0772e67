import { z } from "zod";
import { count, interval, type Published, ready, share } from "./common.js";

/** How one kind of account moved against the others of its field. */
const level = z.object({
  level: z.string(),
  /** Accounts before and after the turn. */
  before: count,
  after: count,
  /** Against the other levels of the field, after ÷ before: 1 is no move; 80 %. */
  deal: interval,
  further: interval.nullable(),
  t: z.number(),
  /** Beyond chance on its own. */
  clear: z.boolean(),
});

const stability = z.object({
  field: z.string(),
  index: z.number(),
  byChance: z.number(),
  most: z.object({ level: z.string(), before: share, after: share }),
});

/** `from` is the first month after the turn that shows most, e.g. 2022-07. */
const move = z.object({
  field: z.string(),
  from: z.string(),
  p: share,
  claimed: z.boolean(),
  levels: z.array(level),
});

const years = z.array(
  z.object({
    cohort: z.string(),
    clients: count,
    matching: count,
    lift: interval.nullable(),
    /** The same as a difference in money. */
    difference: interval.nullable(),
    /** False: the mean of these clients is too near 0 for a lift to mean anything. */
    hasMultiples: z.boolean(),
  }),
);

const lifts = z.object({ sentence: z.string(), years });

/** `data/market.json`: whether the profile still holds. */
export const marketSchema = z.object({
  status: ready,
  /** Of a false claim that the market turned. */
  level: share,
  /** What is measured first: deals won and lost, or first purchases of clients alone. */
  source: z.enum(["deals", "first purchases"]),
  accounts: count,
  /** Clients of which the first five quarters were seen. */
  followed: count,
  /** Deals whose account is in neither list, so that nothing is known of it. */
  unknownDeals: count,
  tested: z.array(z.string()),
  /** Clearest first. */
  fields: z.array(move),
  /** The same of segments, by the rule that assigns every account to one; null where none are named. */
  segments: z
    .object({
      /** Tested by themselves; null where there are not two with accounts enough on both sides of a turn. */
      moves: move.nullable(),
      lifts: z.array(z.object({ segmentId: z.string(), name: z.string(), colour: count, years })),
    })
    .nullable(),
  /** Lift of the profile of today and of the proposed one among the clients won in each year, at the same age. */
  current: lifts.nullable(),
  proposed: lifts.nullable(),
  /** How far clients won since the turn (or lately) differ from those before, and prospects from clients. */
  drift: z.object({ from: z.string(), clients: z.array(stability), prospects: z.array(stability) }),
  /** Rule and scores learned anew from the clients won up to each year, oldest first. */
  refits: z.array(
    z.object({
      until: z.string(),
      clients: count,
      sentence: z.string().nullable(),
      after: count,
      lift: interval.nullable(),
      samePicked: share.nullable(),
      scoreAgreement: z.number().nullable(),
    }),
  ),
  /** Why the profile should be looked at again; null: nothing says so. */
  alert: z.object({ sentence: z.string(), strength: z.enum(["clear", "worth a look"]) }).nullable(),
});
export type MarketPage = Published<typeof marketSchema>;
export type MarketField = MarketPage["fields"][number];
export type MarketLevel = Published<typeof level>;
export type SegmentMoves = NonNullable<MarketPage["segments"]>;
export type LiftOfYear = SegmentMoves["lifts"][number]["years"][number];
