import { chartFigure } from "./chart-figure.js";
import { dotInterval } from "./dot-interval.js";
import { formatter } from "./format.js";
import type { LookalikeValidation } from "./method-data.js";
import { validationTitle } from "./method-sentences.js";
import { colour } from "./palette.js";
import type { ReportFacts } from "./report-facts.js";

/** What the first tenth of the list holds, for the scorer and each baseline. */
export function validationFigure(validation: LookalikeValidation, report: ReportFacts): HTMLElement {
  const f = formatter(report);
  const rows = validation.rows.map(({ method, capturedTop10 }, index) => ({
    label: method,
    colour: index === 0 ? colour.proposed : colour.everyone,
    ...capturedTop10,
  }));
  const percent = (share: number) => f.percent(share);
  return chartFigure({
    rank: "lead",
    title: validationTitle(validation, report),
    subtitle: "Share of lifetime value in the first tenth of the list, by how the list is ordered",
    caption: `${f.count(validation.clients)} clients, each scored by a model that had not seen it (${f.count(validation.folds)} folds, ${f.count(validation.repeats)} times). Lines: 80% intervals.`,
    summary: rows
      .map((row) => `${row.label}: ${percent(row.value)} (${percent(row.low)} to ${percent(row.high)}).`)
      .join(" "),
    data: {
      columns: [
        { key: "label", label: "Ordered by" },
        { key: "value", label: "Share of CLV" },
        { key: "low", label: "80% from" },
        { key: "high", label: "80% to" },
      ],
      rows,
    },
    chart: (width) =>
      dotInterval(rows, {
        width,
        axis: "Share of lifetime value in the first 10% of the list",
        format: percent,
        reference: { at: 0.1, label: `chance ${percent(0.1)}` },
        rowHeight: 48,
      }),
  });
}
