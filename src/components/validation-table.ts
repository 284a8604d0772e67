import { dataTable } from "./data-table.js";
import { formatter } from "./format.js";
import { heldColumn, leadColumn } from "./list-measures.js";
import type { LookalikeValidation } from "./method-data.js";
import type { ReportFacts } from "./report-facts.js";

/** Every measure of every way of ordering the list. */
export function validationTable(validation: LookalikeValidation, report: ReportFacts): HTMLElement {
  const f = formatter(report);
  const number = (value: unknown) => Number(value).toFixed(2);
  const leads = new Map(
    validation.differences.map(({ baseline, capturedTop10 }) => [baseline, capturedTop10]),
  );
  type Row = LookalikeValidation["rows"][number];
  const held = (
    key: "capturedTop5" | "capturedTop10" | "capturedTop20" | "capturedAtCapacity",
    length: number,
    label: string,
  ) => heldColumn(f, label, length, key, (row: Row) => row[key]);
  return dataTable({
    rows: validation.rows,
    columns: [
      { key: "method", label: "List ordered by" },
      held("capturedTop5", 0.05, "Held by first 5%"),
      held("capturedTop10", 0.1, "Held by first 10%"),
      held("capturedTop20", 0.2, "Held by first 20%"),
      held(
        "capturedAtCapacity",
        validation.capacityShare,
        `Held by first ${f.percent(validation.capacityShare, 1)}, what the team can work`,
      ),
      leadColumn<Row>(f, (method) => leads.get(method)),
      { key: "gini", label: "Gini", format: number },
      { key: "spearman", label: "Rank correlation", format: number },
    ],
    caption: "Ways of ordering the list, measured on clients that they had not seen",
    download: { filename: "lookalike-validation.csv" },
    locale: report.locale,
  });
}
