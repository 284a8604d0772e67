import { z } from "zod";
import { count, interval, isoDate, type Published, ready, share } from "./common.js";

const rates = z.object({ before: z.number(), after: z.number() });

const outcome = z.object({
  outcome: z.enum(["margin", "renewals", "expansion", "orders"]),
  touched: rates,
  /** null: nobody was left untouched, and the touched are compared with their own past. */
  untouched: rates.nullable(),
  /** 80 %. */
  effect: interval,
  /** Corrected for all initiatives and outcomes that were looked at. */
  p: share,
  /** The same a year before anything was done; null: not seen. */
  placebo: z.object({ effect: z.number(), p: share }).nullable(),
  claimed: z.boolean(),
});

/** `data/impact.json`: whether initiatives worked, and how the parts of lifetime value moved. */
export const impactSchema = z.object({
  status: ready,
  /** Of a false claim about any initiative. */
  level: share,
  /** Clients looked at, and of how many: where there are very many, chance has drawn them. */
  clients: count,
  ofClients: count,
  initiatives: z.array(
    z.object({
      name: z.string(),
      startsOn: isoDate,
      endsOn: isoDate.nullable(),
      note: z.string().nullable(),
      /** Whom it touched in words; null where an audience may not see it. */
      reach: z.string().nullable(),
      unknownValues: z.array(z.string()),
      method: z.enum(["untouched clients", "own past"]).nullable(),
      touched: count,
      untouched: count,
      obstacle: z.string().nullable(),
      verdict: z.enum(["worked", "harmed", "mixed", "not visible", "not judged"]),
      outcomes: z.array(outcome),
      /** Margin: of a touched client in a year, of all touched in a year, and of a client's lifetime value. */
      money: z.object({ perClient: interval, aYear: interval, clv: interval }).nullable(),
    }),
  ),
  /** Each quarter the year up to it. */
  parts: z.array(
    z.object({
      quarter: z.string(),
      clients: count,
      newClients: count,
      /** Of those won in the year. */
      clv: interval.nullable(),
      retention: interval.nullable(),
      due: count,
      dealSize: interval.nullable(),
      ordersPerClient: interval,
      expansionPerClient: interval,
    }),
  ),
  cohorts: z.array(
    z.object({
      cohort: z.string(),
      clients: count,
      clv: interval,
      /** Whose first year was seen; deal size and what the first year brought are of these alone. */
      followed: count,
      dealSize: interval,
      firstYearMargin: interval,
      firstYearOrders: interval,
      firstYearExpansion: interval,
      retention: interval.nullable(),
      due: count,
    }),
  ),
  horizonMonths: z.number(),
  discountRateAnnual: z.number(),
});
export type ImpactPage = Published<typeof impactSchema>;
export type InitiativeRow = ImpactPage["initiatives"][number];
export type OutcomeRow = Published<typeof outcome>;
