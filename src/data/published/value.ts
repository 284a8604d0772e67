import { z } from "zod";
import { count, gainsAndLosses, interval, isoDate, money, type Published, ready, share } from "./common.js";

const component = z.enum(["initial", "renewal", "expansion", "services", "other"]);

const clientRow = z.object({
  clientId: z.string(),
  name: z.string(),
  firstOn: isoDate,
  clv: money,
  clvLow: money,
  clvHigh: money,
  historicValue: money,
  residualValue: money,
  residualLow: money,
  residualHigh: money,
  totalValue: money,
  pActive: share,
  expectedRevenue12m: money,
  /** What is expected of its orders, over what P(active) and its orders alone would give; 1 under contract. */
  orderFactor: z.number().nonnegative(),
  model: z.string(),
  highValue: z.boolean(),
  segment: z.string().nullable(),
  /** Days with an order, the first included; 0 where it has only credit notes, or orders of nothing. */
  orderDays: count,
  lastOrderOn: isoDate,
  /** Null where it never was under contract. */
  contract: z
    .object({
      live: count,
      renewals: count,
      /** Of the live contract whose term ends first; of the one that ended last where none lives. */
      endsOn: isoDate,
      noticeGiven: z.boolean(),
    })
    .nullable(),
  /** Quantiles (10 %, 50 %, 90 %) of what it will have brought by some months ahead, discounted; empty beyond the clients worth most. */
  fan: z.array(z.object({ months: count, low: money, median: money, high: money })),
});

/** `data/value.json`: what clients are worth. The full list of clients is `data/clients.parquet`, same columns as `topClients`. */
export const valueSchema = z.object({
  status: ready,
  clients: count,
  highValueClients: count,
  activeClients: z.number(),
  totals: z.object({
    clv: interval,
    historic: money,
    residual: interval,
    total: money,
    expectedRevenue12m: interval,
    revenueLast12Months: money,
  }),
  /** `highValueFrom` is 0 where no client is high-value. */
  clv: z.object({ mean: money, median: money, p90: money, highValueFrom: money }),
  /** CLV histogram; open ends are null. */
  distribution: z.array(
    z.object({ from: money, to: money, clients: count, highValueClients: count, value: money }),
  ),
  /** `gini` and shares are null, and the curve is empty, where losses leave shares of the total without meaning. */
  concentration: z.object({
    gini: z.number().nullable(),
    /** Clients from worth most to least: cumulative shares, at most 101 points. */
    curve: z.array(z.object({ shareOfClients: share, shareOfValue: z.number() })),
    topShare: z.object({ clients: share, value: z.number().nullable() }),
    /** Of the client worth most. */
    largestShare: z.number().nullable(),
    gainsAndLosses,
  }),
  components: z.array(z.object({ component, historic: money, residual: money })),
  /** Clients by probability of being a client still. */
  activity: z.array(z.object({ from: share, to: share, clients: count })),
  /** Mean cumulative margin per client by cohort (year of the first purchase) and whole years as a client; cohorts with at least one such year. */
  cohorts: z.array(
    z.object({
      cohort: z.string(),
      clients: count,
      points: z.array(z.object({ years: z.number(), meanCumulativeMargin: money })),
    }),
  ),
  /**
   * Of the cohorts with two whole years, the two whose clients brought clearly different margin in them, the earlier first;
   * `apart` is null where none differ beyond chance, the whole where there are not two to compare.
   */
  cohortsApart: z
    .object({ apart: z.array(z.object({ cohort: z.string(), mean: money })).nullable() })
    .nullable(),
  /** The simple formula beside the model, portfolio means. */
  simpleFormula: z.object({
    averagePurchase: money,
    purchasesPerYear: z.number(),
    lifespanYears: z.number(),
    value: money,
    modelMeanClv: money,
    /** False: the model’s mean is too near 0 to be a unit. */
    hasMultiples: z.boolean(),
  }),
  /** Recurring revenue of the last 12 months, in revenue a year; null where there was none a year ago. */
  retention: z
    .object({
      clients: count,
      recurringThen: money,
      lost: money,
      contracted: money,
      expanded: money,
      won: money,
      recurringNow: money,
      grr: z.number(),
      nrr: z.number(),
      contractNrr: z.number(),
      modelNrr: z.number(),
    })
    .nullable(),
  /** What clients did in their first year and what went with it, of those seen for two years or more. */
  behaviour: z.object({
    clients: count,
    links: z.array(
      z.object({
        behaviour: z.string(),
        clients: count,
        groups: z.array(
          z.object({
            group: z.string(),
            clients: count,
            secondYear: interval,
            laterValue: interval,
            stayed: interval,
          }),
        ),
        /** Corrected for everything that was looked at. */
        p: z.object({ secondYear: share, stayed: share }),
      }),
    ),
    /** Clients with business in each year of life, by the first product bought. */
    retention: z.array(
      z.object({
        product: z.string(),
        clients: count,
        years: z.array(z.object({ year: count, clients: count, active: interval })),
      }),
    ),
  }),
  /** Where orders come in rounds, and absent where they come at any time: how often, and in calendar months since January 1970 when they open and close. */
  orderRounds: z
    .object({
      everyMonths: count,
      opens: z.number(),
      halfAfter: z.number(),
      closesAfter: z.number(),
    })
    .optional(),
  /** The worth most, at most 200. */
  topClients: z.array(clientRow),
  warnings: z.array(z.string()),
});
export type ValuePage = Published<typeof valueSchema>;
export type ClientRow = Published<typeof clientRow>;
export type PublishedLink = ValuePage["behaviour"]["links"][number];
