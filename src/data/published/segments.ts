import { z } from "zod";
import { count, interval, money, ready, share } from "./common.js";

export const profileLevel = z.object({
  field: z.string(),
  level: z.string(),
  shareInSegment: share,
  shareOfClients: share,
  /** shareInSegment / shareOfClients with a 90 % interval. */
  index: interval,
});

export const segment = z.object({
  segmentId: z.string(),
  /** Place in the fixed cast of segment colours, 0-based. */
  colour: count,
  name: z.string(),
  description: z.string(),
  clients: count,
  highValueClients: count,
  prospects: count,
  clv: z.object({ total: money, mean: interval, median: money }),
  shareOfClv: z.number(),
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
export type SegmentsPage = z.infer<typeof segmentsSchema>;
