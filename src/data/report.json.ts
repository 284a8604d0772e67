import { capacityOf } from "./prospects/capacity.js";
import { type Report, reportSchema } from "./published/report.js";
import { inputs } from "./run/inputs.js";
import { programVersion } from "./run/program-version.js";
import { publishJson, writeWhenMain } from "./run/publication.js";
import { defineStep } from "./run/step.js";

const reportFacts = defineStep("report", async (context): Promise<Report> => {
  const { settings } = context;
  const read = await inputs(context);
  return {
    company: settings.company,
    currency: read.currency,
    locale: settings.locale,
    asOf: read.asOf,
    dataFrom: read.quality.firstDate,
    horizonMonths: settings.horizonMonths,
    discountRateAnnual: settings.discountRate,
    highValueShare: settings.highValueShare,
    marginSet: read.marginSet,
    moneyIs: read.marginSet ? "margin" : "revenue",
    clients: read.histories.length,
    prospects: read.prospects.length,
    transactions: read.rowCounts.transactions ?? 0,
    revenue: read.histories.reduce((sum, history) => sum + history.revenue, 0),
    capacity: capacityOf(settings),
    tables: Object.keys(read.rowCounts),
    version: programVersion,
  };
});

export const report = publishJson("report.json", reportSchema, reportFacts);
await writeWhenMain(import.meta.url, report);
