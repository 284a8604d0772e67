import { z } from "zod";
import { count, isoDate, money, type Published } from "./common.js";

/** `data/report.json`: what every page says about the report itself. */
export const reportSchema = z.object({
  company: z.string(),
  currency: z.string(),
  locale: z.string(),
  /** The day that the analysis pretends it is. */
  asOf: isoDate,
  /** First day of the data. */
  dataFrom: isoDate,
  horizonMonths: z.number(),
  discountRateAnnual: z.number(),
  highValueShare: z.number(),
  /** False: the foot of every page says "revenue, no margin set". */
  marginSet: z.boolean(),
  /** What the money is, for captions: "margin" or "revenue". */
  moneyIs: z.string(),
  clients: count,
  prospects: count,
  transactions: count,
  revenue: money,
  capacity: count,
  /** Tables that were read. */
  tables: z.array(z.string()),
  version: z.string(),
});
export type Report = Published<typeof reportSchema>;
