import type { Interval } from "../../data/published/common.js";
import type { ImpactPage } from "../../data/published/impact.js";
import type { Report } from "../../data/published/report.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";

type Cohort = ImpactPage["cohorts"][number];

/** CLV and its parts by the year in which clients were won, each at the same age. */
export function impactCohortTable(impact: ImpactPage, report: Report): HTMLElement {
  const f = formatter(report);
  const money = (key: string, label: string, read: (row: Cohort) => Interval) => ({
    key,
    label,
    value: (row: Cohort) => read(row).value,
    format: (_: unknown, row: Cohort) => f.moneyInterval(read(row)),
  });
  return dataTable({
    rows: impact.cohorts,
    columns: [
      { key: "cohort", label: "Won in" },
      { key: "clients", label: "Clients" },
      money("clv", "CLV, expected part included", ({ clv }) => clv),
      {
        key: "followed",
        label: "First year seen",
        format: (value, { clients }) => `${f.count(Number(value))} of ${f.count(clients)}`,
      },
      money("dealSize", "First quarter", ({ dealSize }) => dealSize),
      money("firstYearMargin", "First year", ({ firstYearMargin }) => firstYearMargin),
      {
        key: "firstYearOrders",
        label: "Orders, first year",
        value: (row) => row.firstYearOrders.value,
        format: (value) => Number(value).toFixed(1),
      },
      money("firstYearExpansion", "Expansion, first year", ({ firstYearExpansion }) => firstYearExpansion),
      {
        key: "retention",
        label: "Renewed, first two years",
        value: (row) => row.retention?.value ?? null,
        format: (value, { due }) => `${f.percent(Number(value))} of ${f.count(due)}`,
      },
    ],
    caption: `CLV and its parts by the year in which clients were won; mean ${report.moneyIs} and 80% interval. From the first quarter on, of the clients whose first year was seen; renewals of all that were due`,
    download: { filename: "clv-by-cohort.csv" },
    locale: report.locale,
  });
}
