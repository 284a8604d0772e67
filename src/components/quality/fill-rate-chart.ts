import type { QualityPage } from "../../data/published/quality.js";
import type { Report } from "../../data/published/report.js";
import { chartFigure } from "../charts/chart-figure.js";
import { dumbbell } from "../charts/dumbbell.js";
import { colour } from "../charts/palette.js";
import { shareColumn } from "../tables/figure-columns.js";
import { formatter } from "../words/format.js";
import { fieldInWords } from "../words/wording.js";
import { fillRatesTitle } from "./quality-sentences.js";

/** How much is known of clients and of prospects, field by field; null when no field is there. */
export function fillRateChart(quality: QualityPage, report: Report): HTMLElement | null {
  const f = formatter(report);
  const rows = quality.fillRates.map((row) => ({
    ...row,
    label: fieldInWords(row.field),
    from: row.clients,
    to: row.prospects ?? row.clients,
    colour: row.prospects === null ? colour.everyone : colour.accent,
  }));
  if (rows.length === 0) return null;
  const asked = rows.filter(({ prospects }) => prospects !== null);
  const clientsOnly = rows.filter(({ prospects }) => prospects === null);
  const left =
    clientsOnly.length > 0
      ? ` Known of clients alone: ${clientsOnly.map(({ label, clients }) => `${label} (${f.percent(clients)})`).join(", ")}.`
      : "";
  return chartFigure({
    title: fillRatesTitle(quality, report),
    subtitle: "Share of accounts whose field is filled",
    caption: `${f.count(report.clients)} clients, ${f.count(report.prospects)} prospects. A missing value never drops a prospect; it widens what can be said of it.${left}`,
    summary: rows
      .map(
        ({ label, clients, prospects }) =>
          `${label}: clients ${f.percent(clients)}${prospects === null ? "" : `, prospects ${f.percent(prospects)}`}.`,
      )
      .join(" "),
    data: {
      columns: [
        { key: "field", label: "Field" },
        shareColumn("clients", "Clients", report),
        shareColumn("prospects", "Prospects", report),
      ],
      rows: quality.fillRates,
    },
    chart: (width) =>
      dumbbell(asked.length > 0 ? asked : rows, {
        width,
        axis: "Share filled",
        format: (share) => f.percent(share),
        from: asked.length > 0 ? "clients" : "",
        to: asked.length > 0 ? "prospects" : "clients",
      }),
  });
}
