import type { AccountPage } from "../../data/published/account.js";
import type { Report } from "../../data/published/report.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";

type Goal = AccountPage["goals"][number];

/** What was agreed with the account. */
export function accountGoals(account: AccountPage, report: Report): HTMLElement {
  const f = formatter(report);
  return dataTable<Goal>({
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
