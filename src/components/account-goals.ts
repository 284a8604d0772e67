import type { AccountData, GoalFacts } from "./account-data.js";
import { dataTable } from "./data-table.js";
import { formatter } from "./format.js";
import type { ReportFacts } from "./report-facts.js";

/** What was agreed with the account. */
export function accountGoals(account: AccountData, report: ReportFacts): HTMLElement {
  const f = formatter(report);
  return dataTable<GoalFacts>({
    caption: "Goals agreed",
    rows: account.goals,
    locale: report.locale,
    columns: [
      { key: "goal", label: "Goal" },
      {
        key: "dueOn",
        label: "Due",
        format: (value, { overdue }) => `${f.date(String(value))}${overdue ? ", overdue" : ""}`,
      },
      { key: "note", label: "Note" },
    ],
  });
}
