import { z } from "zod";
import { count, interval, money, type Published, ready, share } from "./common.js";

const cell = z.object({
  kind: z.enum(["first deals", "renewals", "orders", "costs to serve", "earned or signed"]),
  group: z.enum(["contracts", "orders", "all"]),
  margins: z.array(money),
  revenues: z.array(money),
  days: z.array(z.number()),
  years: z.array(z.number()),
  stays: z.array(share),
});

const leverName = z.enum([
  "retention",
  "leaving",
  "dealSize",
  "price",
  "frequency",
  "margin",
  "discountRateAnnual",
  "winRate",
  "acquisitionCost",
  "newClientValue",
  "unforeseen",
]);

const levers = z.record(leverName, z.number());

/** What the page turns over in its hands: sums, whose size does not grow with the data. */
const whatIfModelSchema = z.object({
  discountRateAnnual: z.number(),
  residual: z.array(cell),
  lifetime: z.array(cell),
  plan: z
    .object({
      groups: z.array(z.object({ prospects: count, wins: z.number(), value: money })),
      inCapacity: count,
      costPerProspect: money,
      life: z.array(cell),
      salesCycleMonths: z.number(),
    })
    .nullable(),
});

const index = z.object({ lever: leverName, first: z.number(), total: z.number() });

/** `data/what-if.json`: the portfolio and the plan under other assumptions. */
export const whatIfSchema = z.object({
  status: ready,
  clients: count,
  /** Of them clients still, all chances added up. */
  activeClients: z.number(),
  /** As on the pages of value and the answer. */
  base: z.object({ residual: interval, clv: interval }),
  model: whatIfModelSchema,
  /** Probability that a client stays for a year, by the business that hangs on it; null where none does. */
  yearlyStay: share.nullable(),
  /** Mean chance of winning a prospect of the plan; null without a plan. */
  winRate: share.nullable(),
  /** Why there is no plan; null where there is one. */
  noPlan: z.object({ reason: z.string(), needs: z.string().nullable() }).nullable(),
  /** Where the cost of winning comes from; null: nothing tells, and none is taken off. */
  costSource: z.string().nullable(),
  ranges: z.array(
    z.object({
      lever: leverName,
      low: z.number(),
      high: z.number(),
      source: z.string(),
      isAssumption: z.boolean(),
    }),
  ),
  /** Shares of what is not known of each figure. */
  indices: z.object({ ahead: z.array(index), residual: z.array(index), plan: z.array(index) }),
  indexRows: count,
  scenarios: z.array(
    z.object({
      name: z.string(),
      isBuiltIn: z.boolean(),
      levers,
      loses: z
        .object({
          /** null where an audience may not see it. */
          market: z.string().nullable(),
          clients: count,
          loss: z.object({
            residual: z.array(z.number()),
            lifetime: z.array(z.number()),
            plan: z.object({ prospects: share, wins: share, value: share }).nullable(),
          }),
        })
        .nullable(),
    }),
  ),
  /** What inputs begin at, and why. */
  investments: z.object({
    reps: count,
    hire: z.object({ costAYear: money, accountsAYear: count, source: z.string() }),
    campaign: z.object({ cost: money, accounts: count, source: z.string() }),
    /** The channel whose spend can be raised: search where there is one, else the largest that answers; null: none is known to. */
    channel: z
      .object({
        name: z.string(),
        today: money,
        seenHigh: money,
        curve: z.object({ ceiling: money, halfSpend: money }),
        draws: z.array(z.object({ ceiling: money, halfSpend: money })),
      })
      .nullable(),
    education: z.object({
      costAYear: money,
      costSource: z.string(),
      /** Factors, of those reached. */
      leaving: z.number(),
      reach: share,
      frequency: z.number(),
      effectSource: z.string(),
    }),
  }),
});
export type WhatIfPage = Published<typeof whatIfSchema>;
export type WhatIfScenario = WhatIfPage["scenarios"][number];
