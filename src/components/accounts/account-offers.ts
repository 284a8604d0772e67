import type { AccountPage } from "../../data/published/account.js";
import type { Report } from "../../data/published/report.js";
import { element } from "../page/element.js";
import { fold } from "../page/fold.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";

type Offer = AccountPage["offers"][number];
type ProductOrder = AccountPage["productOrder"];

/** What the account may buy next, beside what similar clients and all clients did. */
export function accountOffers(account: AccountPage, report: Report): HTMLElement {
  const f = formatter(report);
  return dataTable<Offer>({
    caption: "Products that it has not bought, first the one to raise first",
    rows: account.offers,
    locale: report.locale,
    columns: [
      { key: "product", label: "Product" },
      {
        key: "added",
        label: "Added by similar clients",
        align: "right",
        value: ({ added }) => added.value,
        format: (_, { added, similar }) =>
          `${f.percent(added.value)} of ${f.count(similar)} (${f.percent(added.low)} to ${f.percent(added.high)})`,
      },
      { key: "addedByAll", label: "By all clients", format: (value) => f.percent(Number(value)) },
      {
        key: "addedBy",
        label: "Most similar buyers",
        sortable: false,
        value: ({ addedBy }) => addedBy.join(", "),
      },
    ],
  });
}

/** By what next products are ordered, with the test behind it folded away. */
export function productOrderNote({ sentence, detail }: ProductOrder): HTMLElement {
  const test = detail === null ? null : fold("How that was tested", element`<p>${detail}</p>`);
  return element`<div><p>${sentence}</p>${test}</div>`;
}
