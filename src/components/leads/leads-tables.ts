import type { LeadsPage, LeadsPipeline } from "../../data/published/leads.js";
import type { Report } from "../../data/published/report.js";
import { element } from "../page/element.js";
import { readState, writeState } from "../page/url-state.js";
import { avoidMark } from "../prospects/avoid-mark.js";
import type { Column } from "../tables/column.js";
import { dataTable } from "../tables/data-table.js";
import { formatter } from "../words/format.js";
import { firstOf, listedSentence } from "./leads-sentences.js";

/** The best leads, below what they are of; search and order stand in the address. */
export function leadTable(leads: LeadsPage, report: Report): HTMLElement {
  const f = formatter(report);
  const defaults = { lead: "", leadSort: "expectedValue", leadDescending: true };
  const state = readState(defaults);
  const money = (value: unknown) => f.moneyShort(Number(value));
  const percent = (value: unknown) => f.percent(Number(value));
  const table = dataTable({
    caption: "Open leads by expected lifetime value",
    rows: leads.top,
    search: ["leadId", "account", "title", "role"],
    query: state.lead,
    sort: { key: state.leadSort, descending: state.leadDescending },
    download: { filename: "leads.csv" },
    locale: report.locale,
    rowId: ({ leadId }) => leadId,
    onState: ({ query, sort }) =>
      writeState(
        {
          lead: query,
          leadSort: sort?.key ?? defaults.leadSort,
          leadDescending: sort?.descending ?? defaults.leadDescending,
        },
        defaults,
      ),
    columns: [
      { key: "leadId", label: "Lead" },
      accountColumn(),
      { key: "avoid", label: "Kind to avoid", only: "file" },
      { key: "title", label: "Contact" },
      { key: "role", label: "Role" },
      { key: "score", label: "Score" },
      { key: "accountChance", label: "Chance by its leads", format: percent },
      ...(leads.top.some(({ listChance }) => listChance !== null)
        ? [{ key: "listChance", label: "On the list", align: "right" as const, format: percent }]
        : []),
      { key: "accountContacts", label: "Contacts there" },
      { key: "accountClv", label: "Lifetime value if won", format: money },
      { key: "expectedValue", label: "Expected lifetime value", format: money },
      { key: "createdOn", label: "Since", only: "file" },
    ],
  });
  return element`<div><p>${listedSentence(leads, report)}</p>${table}</div>`;
}

/** The account's name, marked where it is of the kind to avoid. */
function accountColumn<
  Row extends { readonly account: string; readonly avoid: boolean | null },
>(): Column<Row> {
  return {
    key: "account",
    label: "Account",
    render: ({ account, avoid }) => (avoid ? element`<span>${account}${avoidMark()}</span>` : account),
  };
}

/** The open pipeline with its two orders. */
export function pipelineTable(pipeline: LeadsPipeline, report: Report): HTMLElement {
  const f = formatter(report);
  const money = (value: unknown) => f.moneyShort(Number(value));
  const table = dataTable({
    caption: "Accounts with open opportunities, by expected lifetime value",
    rows: pipeline.deals,
    search: ["account"],
    pageSize: 12,
    sort: { key: "rankByValue", descending: false },
    download: { filename: "pipeline.csv" },
    locale: report.locale,
    columns: [
      { key: "rankByValue", label: "By value" },
      { key: "rankByAmount", label: "By amount" },
      accountColumn(),
      { key: "avoid", label: "Kind to avoid", only: "file" },
      { key: "amount", label: "Amount", format: money },
      { key: "chance", label: "Chance", format: (value) => f.percent(Number(value)) },
      {
        key: "chanceFrom",
        label: "Chance from",
        format: (from) => (from === "win model" ? "the list" : String(from)),
      },
      { key: "clv", label: "Lifetime value if won", format: money },
      { key: "expectedValue", label: "Expected lifetime value", format: money },
    ],
  });
  const { accounts, deals } = pipeline;
  return element`<div><p>${firstOf(deals.length, accounts, "accounts", report)}</p>${table}</div>`;
}

/** Ways to come from contacts to an account, each judged on accounts that it was not fitted to. */
export function rollUpTable(leads: LeadsPage, report: Report): HTMLElement {
  const f = formatter(report);
  return dataTable({
    caption: "Ways to roll contacts up to an account",
    rows: leads.rollUp.rivals,
    locale: report.locale,
    columns: [
      { key: "name", label: "Way" },
      { key: "auc", label: "Won before lost", format: (value) => f.percent(Number(value)) },
      { key: "logLoss", label: "Error, 0 is none", format: (value) => Number(value).toFixed(3) },
    ],
  });
}
