import { z } from "zod";
import { count, interval, money, type Published, ready, share } from "./common.js";

/** One level of a field in a segment against all clients. */
const profileLevel = z.object({
  field: z.string(),
  level: z.string(),
  shareInSegment: share,
  shareOfClients: share,
  /** shareInSegment / shareOfClients with a 90 % interval. */
  index: interval,
});

/** The middle of some values: median with its 80 % interval, quartiles. */
const middle = z.object({
  count,
  median: z.number(),
  low: z.number(),
  high: z.number(),
  q25: z.number(),
  q75: z.number(),
});

/** What a seller needs to know to approach companies of a segment; what no file tells is empty or null. */
const portrait = z.object({
  /** What they buy, most revenue first, at most 6. */
  products: z.array(
    z.object({
      product: z.string(),
      shareOfRevenue: share,
      shareOfAllRevenue: share,
      /** Share of its clients that bought it / share of all clients, 90 % interval. */
      index: interval,
    }),
  ),
  /** Clients whose purchases the product mix rests on. */
  productClients: count,
  rhythm: z.object({
    clients: count,
    repeating: count,
    daysBetween: middle.nullable(),
    underContract: count,
    termMonths: middle.nullable(),
  }),
  cycle: z.object({ won: middle.nullable(), lost: middle.nullable(), open: count }),
  /** All opportunities together, to compare with. */
  cycleOfAll: z.object({ won: middle.nullable(), lost: middle.nullable() }),
  /** What its clients say they need (goals agreed, words of account executives), most common first, at most 6. */
  needs: z.array(z.object({ need: z.string(), clients: count, share, index: interval })),
  /** Its clients that said any need. */
  tellingClients: count,
  /** How its clients do by the measures of signals.csv: mean over clients with an 80 % interval, against all. */
  signals: z.array(z.object({ measure: z.string(), clients: count, mean: interval, allClients: z.number() })),
});

const segment = z.object({
  segmentId: z.string(),
  /** Place in the fixed cast of segment colours, 0-based. */
  colour: count,
  name: z.string(),
  description: z.string(),
  clients: count,
  highValueClients: count,
  /** Null without prospects.csv. */
  prospects: count.nullable(),
  clv: z.object({ total: money, mean: interval, median: money }),
  /** Null where losses leave shares of the total without meaning. */
  shareOfClv: z.number().nullable(),
  /** Of the client worth most, of what the segment comes to; null where losses leave shares of it without meaning. */
  largestShare: z.number().nullable(),
  shareOfClients: share,
  profile: z.array(profileLevel),
  numbers: z.array(
    z.object({
      field: z.string(),
      median: z.number().nullable(),
      medianAllClients: z.number().nullable(),
      q25: z.number().nullable(),
      q75: z.number().nullable(),
    }),
  ),
  typicalMembers: z.array(z.object({ clientId: z.string(), name: z.string(), clv: money })),
  /** The best ranked of its prospects, at most 5. */
  topProspects: z.array(
    z.object({ prospectId: z.string(), name: z.string(), rank: count, expectedClv: money }),
  ),
  portrait,
  /** True where the previous report had no such segment; null without a previous report that had segments. */
  isNew: z.boolean().nullable(),
});

/** `data/segments.json`: who the best clients are. */
export const segmentsSchema = z.object({
  status: ready,
  highValueClients: count,
  clients: count,
  segments: z.array(segment),
  /** How k was chosen; `null` segments is a legal answer ("no segments") and then `segments` has none. */
  choice: z.object({
    chosen: z.number().nullable(),
    /** False: the segments divide clients steadily, but are no natural groups. */
    natural: z.boolean(),
    reason: z.string(),
    candidates: z.array(
      z.object({ k: count, meanJaccard: z.number(), minJaccard: z.number(), nullMeanJaccard: z.number() }),
    ),
  }),
  /** Adjusted Rand index with the groups of another method (k-prototypes): 1 the same, 0 as by chance. */
  agreement: z.number().nullable(),
  /** Do segments differ in CLV among clients that did not form them? */
  differInValue: z.object({ p: z.number().nullable(), holds: z.boolean(), sentence: z.string() }),
  /** Two-dimensional map: clients as points (at most 600, the worth most), prospects as counts in cells. */
  map: z.object({
    xMeans: z.string(),
    yMeans: z.string(),
    clients: z.array(
      z.object({
        clientId: z.string(),
        name: z.string(),
        x: z.number(),
        y: z.number(),
        clv: money,
        highValue: z.boolean(),
        segmentId: z.string().nullable(),
      }),
    ),
    prospectCells: z.array(
      z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number(), prospects: count }),
    ),
  }),
});
export type SegmentsPage = Published<typeof segmentsSchema>;
export type SegmentRow = Published<typeof segment>;
