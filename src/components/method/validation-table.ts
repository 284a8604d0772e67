import type { LookalikeValidation } from "../../data/published/method.js";
import type { Report } from "../../data/published/report.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";
import { heldColumn, leadColumn, wayColumn } from "../words/list-measures.js";
import { twoDecimals } from "../words/two-decimals.js";

/** Every measure of every way of ordering the list. */
export function validationTable(validation: LookalikeValidation, report: Report): HTMLElement {
  const f = formatter(report);
  const leads = new Map(
    validation.differences.map(({ baseline, capturedTop10 }) => [baseline, capturedTop10]),
  );
  type Row = LookalikeValidation["rows"][number];
  const held = (
    key: "capturedTop5" | "capturedTop10" | "capturedTop20" | "capturedAtCapacity",
    length: number,
    label: string,
  ) => heldColumn(f, label, length, key, (row: Row) => row[key]);
  const { capacityShare } = validation;
  // Without prospects there is no list that the team can work: the share is 1.
  const ofTeam = capacityShare > 0 && capacityShare < 1 ? Math.round(1000 * capacityShare) / 1000 : null;
  const shown = new Set([0.05, 0.1, 0.2]);
  const headOf = (share: number) =>
    `Held by first ${f.percent(share, Math.round(1000 * share) % 10 === 0 ? 0 : 1)}${share === ofTeam ? ", what the team can work" : ""}`;
  return dataTable({
    rows: validation.rows,
    columns: [
      wayColumn<Row>(),
      held("capturedTop5", 0.05, headOf(0.05)),
      held("capturedTop10", 0.1, headOf(0.1)),
      held("capturedTop20", 0.2, headOf(0.2)),
      ...(ofTeam === null || shown.has(ofTeam)
        ? []
        : [held("capturedAtCapacity", validation.capacityShare, headOf(ofTeam))]),
      leadColumn<Row>(f, (method) => leads.get(method)),
      { key: "gini", label: "Gini", format: twoDecimals },
      { key: "spearman", label: "Rank correlation", format: twoDecimals },
    ],
    caption: "Ways of ordering the list, measured on clients that they had not seen",
    download: { filename: "lookalike-validation.csv" },
    locale: report.locale,
  });
}
