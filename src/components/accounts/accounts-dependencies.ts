import type { AccountsPage } from "../../data/published/accounts.js";
import type { Report } from "../../data/published/report.js";
import { colour } from "../charts/palette.js";
import { shareBars } from "../charts/share-bars.js";
import { element } from "../page/element.js";
import { formatter } from "../words/format.js";

type Dependency = AccountsPage["dependencies"][number];

const WORDS: Readonly<Record<Dependency["kind"], string>> = {
  client: "the largest account",
  "key accounts": "",
  parent: "the largest group of companies",
  industry: "the largest industry",
  "success owner": "one success owner",
};

/** What hangs on one account, group, industry and person. */
export function accountDependencies(page: AccountsPage, report: Report): HTMLElement {
  const f = formatter(report);
  const bars = page.dependencies.map(({ kind, label, clients, share }) => ({
    label: `on ${kind === "key accounts" ? `the ${label}` : `${WORDS[kind]}, ${label}${clients > 1 ? ` (${f.count(clients)} clients)` : ""}`}`,
    share,
    colour: kind === "key accounts" ? colour.accent : colour.context,
  }));
  const [first] = page.dependencies;
  const sentence = `Half of what is still to come hangs on ${f.count(page.holdHalf)} of ${f.count(page.clients)} clients.${
    first ? ` Losing ${first.label} alone would take ${f.percent(first.share)} of it.` : ""
  }`;
  return element`<div><p>${sentence}</p>${shareBars(bars, report)}</div>`;
}
