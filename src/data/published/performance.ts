import { z } from "zod";
import { count, interval, money, type Published, ready, share } from "./common.js";

/** A figure drawn towards the common one as far as few clients ask for; owners of one group cannot be told apart. */
const rate = interval.extend({ group: count }).nullable();

const ownerRow = z.object({
  owner: z.string(),
  clients: count,
  clv: money,
  /** CLV per client. */
  worth: rate,
  decisions: count,
  stayed: count,
  expectedStayed: z.number(),
  /** Share of decisions to stay beyond what like clients did. */
  kept: rate,
  /** Margin of expansions per client and year. */
  grown: rate,
  satisfied: rate,
  quota: z.object({ periods: count, met: count, quota: money, booked: money, hits: z.boolean() }).nullable(),
});

const leavingTest = z.object({
  label: z.string(),
  clients: count,
  decisions: count,
  stayed: count,
  expectedStayed: z.number(),
  p: share,
  claimed: z.boolean(),
});

const ownerYear = z.object({
  periods: count,
  met: count,
  quota: money,
  booked: money,
  /** In the same months a year earlier; null where bookings do not go back so far. */
  bookedBefore: money.nullable(),
});

const quotaYear = z.object({
  year: z.string(),
  /** False: it is not over, and only its periods that are count. */
  isOver: z.boolean(),
  /** Of all owners with a quota for it. */
  total: ownerYear.extend({ owners: count, reached: count }),
  /** At most 60, who was asked for most first; all periods with a quota that are over beside the year. */
  owners: z.array(
    ownerYear.extend({
      owner: z.string(),
      all: z.object({ periods: count, met: count, quota: money, booked: money }),
    }),
  ),
});

/** `data/performance.json`: reps and success owners by the clients that they won and kept. */
export const performanceSchema = z.object({
  status: ready,
  clients: count,
  /** More than `clients` where only a draw by chance was read in detail. */
  ofClients: count,
  withoutRep: count,
  /** Of those without a rep, the ones that were clients before the data begin, so that the books cannot say who won them. */
  wonBefore: count,
  withoutSuccessOwner: count,
  /** At most 60 of each, those with the most clients. */
  reps: z.array(ownerRow),
  successOwners: z.array(ownerRow),
  ownersLeftOut: count,
  teams: z.array(
    z.object({
      team: z.string(),
      people: count,
      clients: count,
      clv: money,
      decisions: count,
      stayed: count,
      expansion: money,
    }),
  ),
  bookingsFrom: z.enum(["won opportunities", "first purchases"]),
  /** Null without quotas. */
  quotas: z
    .object({
      rows: count,
      owners: count,
      repsWithout: count,
      withoutTarget: count,
      notOver: count,
      unreadable: count,
      /** The last calendar year that is over and has quotas, else the last with a period that is; null without. */
      year: quotaYear.nullable(),
    })
    .nullable(),
  /** Reps that hit quota, by how much more their clients leave; with what they sell first. */
  repTests: z.array(
    leavingTest.extend({
      products: z.array(z.object({ product: z.string(), clients: count, share, othersShare: share })),
    }),
  ),
  productTests: z.array(leavingTest),
  /** First products with clients enough, but nobody like them among those who began otherwise. */
  productsWithoutLikes: z.array(z.object({ product: z.string(), clients: count })),
  level: share,
  /** What pay may be shared out by, of reps; empty where most clients were won before the data begin. */
  pay: z.array(
    z.object({
      rep: z.string(),
      amounts: z.object({
        bookings: money.nullable(),
        clv: money.nullable(),
        retention: money.nullable(),
        upsell: money.nullable(),
        satisfaction: money.nullable(),
      }),
    }),
  ),
});
export type PerformancePage = Published<typeof performanceSchema>;
export type OwnerRow = Published<typeof ownerRow>;
export type QuotaYear = Published<typeof quotaYear>;
