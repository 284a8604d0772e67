import type { Report } from "../../src/data/published/report.js";

/** A report in English and euros, for tests of what pages say. */
export const report: Report = {
  company: "Nordhavn",
  currency: "EUR",
  locale: "en-GB",
  asOf: "2025-12-31",
  dataFrom: "2019-01-04",
  horizonMonths: 60,
  discountRateAnnual: 0.1,
  highValueShare: 0.2,
  marginSet: true,
  moneyIs: "margin",
  clients: 420,
  prospects: 6000,
  transactions: 11_834,
  revenue: 41_237_912.4,
  capacity: 100,
  tables: ["transactions"],
  version: "0.1.0",
};
