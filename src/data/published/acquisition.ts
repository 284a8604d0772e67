import { z } from "zod";
import { count, interval, isoDate, money, type Published, ready, share } from "./common.js";

const month = z.string().regex(/^\d{4}-\d{2}$/);

/** Months of life after which the cost has come back; null: not within the months that were seen. */
const payback = z.object({
  months: count.nullable(),
  low: count.nullable(),
  high: count.nullable(),
  seenMonths: count,
  /** The same by what was invoiced, before it was earned. */
  invoicedMonths: count.nullable(),
});

/** What winning some clients cost and what they are worth; clients by their shares. */
const economics = z.object({
  clients: z.number(),
  clv: money,
  /** CLV per client; null without clients. */
  meanClv: interval.nullable(),
  /** Cost per client; null where nothing tells. */
  cac: money.nullable(),
  /** CLV per unit of money spent. */
  ratio: interval.nullable(),
});

const channel = economics.extend({
  channel: z.string(),
  spend: money,
  cacFrom: z.enum(["spend", "settings"]).nullable(),
  obstacle: z.enum(["no spend", "no client", "spend is not above 0", "stated as 0"]).nullable(),
  /** Whether its clients bring back more than they cost, tested for all channels together. */
  returns: z.enum(["more than it costs", "less than it costs", "cannot tell"]),
  payback: payback.nullable(),
  /** Of its clients, those that match the proposed profile; null where none is named. */
  icpShare: share.nullable(),
  claim: z
    .object({
      othersMeanClv: money,
      p: share,
      verdict: z.enum(["worth more", "worth less", "cannot tell"]),
    })
    .nullable(),
});

/** Clients of a segment, or that match a profile. */
const group = economics.extend({ payback: payback.nullable() });

const cohort = economics.extend({ cohort: z.string(), spend: money.nullable(), payback: payback.nullable() });

/** `data/acquisition.json`: what it costs to win a client, and whether it comes back. */
export const acquisitionSchema = z.object({
  status: ready,
  asOf: isoDate,
  /** Which channel is credited with a client. */
  rule: z.enum(["first touch", "last touch", "even split"]),
  /** Of a false claim about any channel. */
  level: share,
  /** Taken off what a client earns, in every month that it is one; 0 where the settings state none. */
  costToServeAMonth: money,
  spend: z
    .object({
      toAcquire: money,
      /** Spend to keep clients, which is no part of anything here. */
      toRetain: money,
      from: month,
      to: month,
    })
    .nullable(),
  clients: z.object({
    won: count,
    /** Of those, credited to nobody: no channel touched them. */
    withoutChannel: count,
    /** Touched by more than one channel. */
    withSeveralChannels: count,
    /** First months lie before the data: left out. */
    beforeData: count,
  }),
  /** Every client won, whatever its channel; where the cost comes from. */
  overall: economics.extend({
    cacFrom: z.string().nullable(),
    /** The spend, and by which of their months clients are set against it; null where the cost is stated or unknown. */
    measured: z
      .object({
        by: z.enum(["opening", "winning"]),
        from: month,
        to: month,
        spend: money,
        /** Cost per client over all months, where only the latest count because it moved beyond chance. */
        before: money.nullable(),
      })
      .nullable(),
    payback: payback.nullable(),
  }),
  /** Best return first; those without a cost last. */
  channels: z.array(channel),
  channelsLeftOut: count,
  /** Mean margin of a client up to the end of each month of its life, by channel; null: of all. */
  curves: z.array(z.object({ channel: z.string().nullable(), clients: count, points: z.array(money) })),
  /** By channel (null: all) and year of the month that counts: of the deal's opening, or of the first day. */
  cohorts: z.array(z.object({ channel: z.string().nullable(), years: z.array(cohort) })),
  segments: z.array(group.extend({ segment: z.string() })),
  profiles: z.array(z.object({ profile: z.enum(["proposed", "current"]), matching: group, others: group })),
  attribution: z.array(
    z.object({
      rule: z.enum(["first touch", "last touch", "even split"]),
      channels: z.array(
        z.object({
          channel: z.string(),
          clients: z.number(),
          clv: money,
          cac: money.nullable(),
          ratio: z.number().nullable(),
        }),
      ),
    }),
  ),
  /** What the next unit of spend brings; null without spend. */
  balance: z
    .object({
      arrivals: z.enum(["deals", "clients"]),
      from: month,
      to: month,
      channels: z.array(
        z.object({
          channel: z.string(),
          status: z.enum(["responds", "growth or spend", "flat", "too little"]),
          p: share,
          verdict: z.enum(["brings more", "brings less", "cannot tell"]),
          months: count,
          arrivals: z.number(),
          carryOver: share,
          spendNow: money,
          seen: z.object({ low: money, high: money }),
          /** CLV that the next unit of spend brings at `spendNow`. */
          marginal: interval.nullable(),
          /** Monthly spend at which it brings itself. */
          balance: interval.nullable(),
          /** Marginal CLV over monthly spend. */
          points: z.array(z.object({ spend: money, value: z.number(), low: z.number(), high: z.number() })),
        }),
      ),
    })
    .nullable(),
});
export type AcquisitionPage = Published<typeof acquisitionSchema>;
export type ChannelRow = AcquisitionPage["channels"][number];
export type BalanceChannel = NonNullable<AcquisitionPage["balance"]>["channels"][number];
