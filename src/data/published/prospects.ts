import { z } from "zod";
import { MOVE_PARTS } from "../../model/lookalike/list-movers.js";
import { count, interval, isoDate, money, type Published, ready, share } from "./common.js";
import { prospectRow, tier } from "./prospect-row.js";

/** Share of value captured by the first share of a list, for one way of ordering it. */
export const captureCurve = z.object({
  method: z.string(),
  points: z.array(z.object({ share, captured: z.number() })),
});

/**
 * `data/prospects.json`. All ranked prospects are in `data/prospects.parquet` in ranked order: the columns of
 * `prospectRow`, with `without`, `flags`, `reasons`, `similarClients`, `judgements` and `firmographics` as JSON text.
 */
export const prospectsSchema = z.object({
  status: ready,
  prospects: count,
  ranked: count,
  excluded: z.array(z.object({ reason: z.string(), prospects: count })),
  capacity: count,
  /** Ranked prospects of the kind to avoid, those of them among the `first` that the team can work; null: no kind is named. */
  avoided: z.object({ ranked: count, listed: count, first: count }).nullable(),
  /** What the list is ordered by, in words. */
  rankedBy: z.string(),
  /** Whether the score tells the prospects apart, or the order is one of ties. */
  tellsApart: z.boolean(),
  /** Ranked prospects that are expected to bring a loss. */
  losing: count,
  hasWinProbability: z.boolean(),
  winModel: z.string(),
  valueModel: z.string(),
  tiers: z.array(
    z.object({
      tier,
      prospects: count,
      expectedClv: money,
      expectedValue: money.nullable(),
      meanExpectedClv: money,
    }),
  ),
  /** What reasons multiply: CLV of a client average in everything, and its chance (win index where there is none). */
  start: z.object({ value: money, win: z.number() }),
  /** The first 200 in ranked order. */
  top: z.array(prospectRow),
  /** The first 50 when the fields that tell how we sold count for nothing; empty where there are none. */
  topWithout: z.array(prospectRow),
  /** What clients of each segment began with. */
  openings: z.array(
    z.object({
      segment: z.string(),
      clients: count,
      products: z.array(z.object({ product: z.string(), began: share, beganOfAll: share, margin: share })),
    }),
  ),
  /** Fields to filter by and their values with counts, most frequent first, at most 40 a field. */
  facets: z.array(
    z.object({ field: z.string(), values: z.array(z.object({ value: z.string(), prospects: count })) }),
  ),
  /** Expected value captured against list length: the scorer's order first, then the baselines'. */
  captured: z.array(captureCurve),
  /** Whether executives' judgements foretell value and enter the score, in words; null without any. */
  judgements: z.string().nullable(),
  /** That sorting by size does as well, in words, where the clients cannot tell otherwise; null where they can. */
  sizeWarning: z.string().nullable(),
  /** Part of the first tier that refits to clients counted anew list again, on average; null where nothing was refitted. */
  survival: share.nullable(),
  /** Ranked prospects that the score cannot tell from another one. */
  alike: count,
  /** A list made at an earlier date against the clients won since; null where dates do not allow it. */
  wonSince: z
    .object({
      cut: isoDate,
      before: count,
      after: count,
      accounts: count,
      capacityShare: share,
      methods: z.array(
        z.object({
          method: z.string(),
          captured5: interval,
          captured10: interval,
          captured20: interval,
          capturedAtCapacity: interval,
          precision5: share,
          precision10: share,
          precision20: share,
          precisionAtCapacity: share,
          gini: z.number().nullable(),
        }),
      ),
      /** Scorer minus each baseline, paired bootstrap, 80 % interval. */
      differences: z.array(z.object({ baseline: z.string(), captured10: interval })),
      /** By tenth of the list, highest first: parts of what was foretold and of the CLV won since. */
      calibration: z.array(
        z.object({ decile: count, accounts: count, won: count, predicted: z.number(), actual: z.number() }),
      ),
      /** CLV expected of those won since, if won, over what they turned out to have. */
      predictedOverActual: z.number(),
      sentence: z.string(),
    })
    .nullable(),
  /** Who came into and who left the first tier since the previous report, at most 50 each way; null without one. */
  movers: z
    .object({
      since: isoDate,
      stayed: count,
      came: count,
      left: count,
      movers: z.array(
        z.object({
          prospectId: z.string(),
          name: z.string(),
          direction: z.enum(["in", "out"]),
          rankThen: count.nullable(),
          rankNow: count.nullable(),
          part: z.enum(MOVE_PARTS),
          valueRatio: z.number().nullable(),
          easeRatio: z.number().nullable(),
          excluded: z.string().nullable(),
        }),
      ),
    })
    .nullable(),
  /** Effect of fields tagged "how we sold": share of the top list that changes without them; null without such fields. */
  howWeSold: z.object({ fields: z.array(z.string()), sentence: z.string() }).nullable(),
});
export type ProspectsPage = Published<typeof prospectsSchema>;
export type CaptureCurve = Published<typeof captureCurve>;
