import { dataTable } from "./data-table.js";
import { formatter } from "./format.js";
import type { LookalikeValidation } from "./method-data.js";
import type { ReportFacts } from "./report-facts.js";

/** Every measure of every way of ordering the list. */
export function validationTable(validation: LookalikeValidation, report: ReportFacts): HTMLElement {
  const f = formatter(report);
  const range = ({ value, low, high }: { value: number; low: number; high: number }) =>
    `${f.percent(value)} (${f.percent(low)} to ${f.percent(high)})`;
  const number = (value: unknown) => Number(value).toFixed(2);
  type Row = LookalikeValidation["rows"][number];
  const held = (
    key: "capturedTop5" | "capturedTop10" | "capturedTop20" | "capturedAtCapacity",
    length: number,
    label: string,
  ) => ({
    key,
    label,
    value: (row: Row) => row[key].value,
    format: (_: unknown, row: Row) => `${range(row[key])}, ${f.multiple(row[key].value / length)} chance`,
  });
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
      {
        key: "lead",
        label: "Score leads it by",
        value: (row) => leadOver(row.method)?.value ?? null,
        format: (_, row) => {
          const lead = leadOver(row.method);
          return lead ? `${points(lead.value)} (${points(lead.low)} to ${points(lead.high)}) points` : "";
        },
      },
      { key: "gini", label: "Gini", format: number },
      { key: "spearman", label: "Rank correlation", format: number },
    ],
    caption: "Ways of ordering the list, measured on clients that they had not seen",
    download: { filename: "lookalike-validation.csv" },
    locale: report.locale,
  });

  function leadOver(method: string) {
    return validation.differences.find(({ baseline }) => baseline === method)?.capturedTop10;
  }
  function points(share: number): string {
    return f.number(Math.round(100 * share));
  }
}
