import type { AccountRow, AccountsPage } from "../../data/published/accounts.js";
import type { Report } from "../../data/published/report.js";
import { element } from "../page/element.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";
import { mostHeadroom } from "./accounts-sentences.js";

const SHOWN = 10;

/** Accounts that are worth less than the best of their likes beyond the error, most room first; null: there are none. */
export function accountsHeadroom(page: AccountsPage, report: Report): HTMLElement | null {
  const f = formatter(report);
  const rows = mostHeadroom(page, SHOWN);
  if (rows.length === 0) return null;
  return dataTable<AccountRow>({
    caption: "Accounts worth least beside the best of their likes",
    rows,
    locale: report.locale,
    download: { filename: "room-to-grow.csv" },
    columns: [
      { key: "clientId", label: "Id", only: "file" },
      {
        key: "name",
        label: "Account",
        render: ({ name, clientId, segment }) =>
          element`<span class="bw-client">${name}<span class="bw-id">${clientId}${segment === null ? "" : `, ${segment}`}</span></span>`,
      },
      { key: "clv", label: "CLV", format: (value) => f.moneyShort(Number(value)) },
      {
        key: "best",
        label: "Best quarter of its likes",
        align: "right",
        value: ({ best }) => best?.value ?? null,
        format: (_, { best }) => (best === null ? "–" : f.moneyInterval(best)),
      },
      {
        key: "headroom",
        label: "Room to grow",
        align: "right",
        value: ({ headroom }) => headroom?.value ?? null,
        format: (_, { headroom }) => (headroom === null ? "–" : f.moneyInterval(headroom)),
      },
      { key: "pStays", label: "Stays a year", format: (value) => f.percent(Number(value)) },
    ],
  });
}
