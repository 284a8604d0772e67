import { KINDS } from "./kinds.js";
import type { ColumnContract, TableContract, TableName } from "./table-contract.js";

export { TABLE_NAMES, type TableName } from "./table-contract.js";

const text = (name: string): ColumnContract => ({ name, type: "text" });
const requiredText = (name: string): ColumnContract => ({ name, type: "text", required: true });
const link = (name: string): ColumnContract => ({ name, type: "text", names: true });
const id = (name: string): ColumnContract => ({ name, type: "text", required: true, names: true });
const date = (name: string): ColumnContract => ({ name, type: "date" });
const requiredDate = (name: string): ColumnContract => ({ name, type: "date", required: true });
const requiredAmount = (name: string): ColumnContract => ({ name, type: "amount", required: true });

/** Of all amounts of its row. */
const CURRENCY: ColumnContract = { name: "currency", type: "text", checkedOnly: true };

const FIRMOGRAPHICS: readonly ColumnContract[] = [
  { name: "industry", type: "text", firmographic: true },
  { name: "employees", type: "count", fallback: "blank", firmographic: true },
  { name: "annual_revenue", type: "number", fallback: "blank", firmographic: true },
  { name: "country", type: "text", firmographic: true },
  { name: "region", type: "text", firmographic: true },
  { name: "founded_year", type: "count", fallback: "blank", firmographic: true },
  { name: "ownership", type: "text", firmographic: true },
];

const ACCOUNT_COLUMNS: readonly ColumnContract[] = [
  text("domain"),
  ...FIRMOGRAPHICS,
  { name: "acquired_on", type: "date", fallback: "blank" },
  text("acquisition_channel"),
  text("owner"),
  text("success_owner"),
  link("parent_id"),
  link("referred_by"),
];

/** What systems write for the months of a term, in whatever case. */
const TERM_WORDS = {
  ...{ month: 1, monthly: 1, quarter: 3, quarterly: 3, "half-year": 6, "half-yearly": 6, semiannual: 6 },
  ...{ year: 12, yearly: 12, annual: 12, annually: 12 },
};

const CLIENT = { column: "client_id", tables: ["clients"] } as const;

/** Every table a data folder may hold, and what is in it. */
export const INPUT_CONTRACT: Readonly<Record<TableName, TableContract>> = {
  transactions: {
    name: "transactions",
    columns: [
      id("client_id"),
      requiredDate("date"),
      requiredAmount("amount"),
      { name: "transaction_id", type: "text", names: true, checkedOnly: true },
      CURRENCY,
      {
        name: "kind",
        type: "choice",
        choices: KINDS,
        fallback: "other",
      },
      text("product"),
      { name: "cost", type: "amount" },
      text("owner"),
      text("channel"),
    ],
    datedBy: "date",
    money: "amount",
    id: "transaction_id",
    belongsTo: CLIENT,
  },
  contracts: {
    name: "contracts",
    columns: [
      id("client_id"),
      requiredDate("start"),
      { name: "end", type: "date", mayBeEmpty: true },
      requiredAmount("amount"),
      link("contract_id"),
      text("product"),
      CURRENCY,
      text("status"),
      { name: "term_months", type: "number", words: TERM_WORDS },
      { name: "auto_renew", type: "boolean", fallback: "blank" },
    ],
    datedBy: "start",
    money: "amount",
    id: "contract_id",
    belongsTo: CLIENT,
  },
  clients: {
    name: "clients",
    columns: [id("client_id"), text("name"), ...ACCOUNT_COLUMNS],
    datedBy: "acquired_on",
    id: "client_id",
    open: true,
  },
  prospects: {
    name: "prospects",
    columns: [
      id("prospect_id"),
      { name: "name", type: "text", mayBeEmpty: true },
      ...ACCOUNT_COLUMNS,
      { name: "status", type: "choice", choices: ["open", "customer", "competitor", "do-not-contact"] },
    ],
    id: "prospect_id",
    open: true,
  },
  opportunities: {
    name: "opportunities",
    columns: [
      id("opportunity_id"),
      requiredDate("created_on"),
      { name: "amount", type: "amount", mayBeEmpty: true },
      text("stage"),
      { name: "is_won", type: "boolean" },
      { name: "is_closed", type: "boolean", fallback: "blank" },
      link("account_id"),
      date("closed_on"),
      text("product"),
      text("owner"),
      text("channel"),
      date("first_contact_on"),
      CURRENCY,
    ],
    oneOf: [["stage", "is_won"]],
    datedBy: "created_on",
    money: "amount",
    id: "opportunity_id",
  },
  leads: {
    name: "leads",
    columns: [
      id("lead_id"),
      link("account_id"),
      text("domain"),
      text("company"),
      { name: "score", type: "number", required: true },
      link("contact_id"),
      text("title"),
      text("role"),
      date("created_on"),
      text("source"),
      text("outcome"),
    ],
    oneOf: [["account_id", "domain", "company"]],
    datedBy: "created_on",
    id: "lead_id",
  },
  spend: {
    name: "spend",
    columns: [
      { name: "month", type: "month", required: true },
      requiredText("channel"),
      requiredAmount("amount"),
      { name: "kind", type: "choice", choices: ["people", "media", "tools", "events"] },
      { name: "purpose", type: "choice", choices: ["acquire", "retain"] },
      text("segment"),
      CURRENCY,
    ],
    datedBy: "month",
    money: "amount",
  },
  quotas: {
    name: "quotas",
    columns: [
      requiredText("owner"),
      { name: "period", type: "period", required: true },
      requiredAmount("quota"),
      CURRENCY,
    ],
    money: "quota",
  },
  initiatives: {
    name: "initiatives",
    columns: [
      requiredText("name"),
      requiredDate("start"),
      date("end"),
      text("field"),
      text("values"),
      text("note"),
    ],
    datedBy: "start",
  },
  products: {
    name: "products",
    columns: [
      requiredText("product"),
      text("category"),
      { name: "list_price", type: "amount" },
      CURRENCY,
      { name: "margin", type: "number" },
    ],
    id: "product",
  },
  signals: {
    name: "signals",
    columns: [
      id("client_id"),
      requiredDate("date"),
      requiredText("measure"),
      { name: "value", type: "number", required: true },
    ],
    datedBy: "date",
    belongsTo: CLIENT,
  },
  judgements: {
    name: "judgements",
    columns: [
      id("account_id"),
      requiredText("by"),
      requiredDate("date"),
      { name: "rank", type: "number" },
      { name: "estimate", type: "amount" },
      CURRENCY,
      text("note"),
    ],
    oneOf: [["rank", "estimate", "note"]],
    datedBy: "date",
    belongsTo: { column: "account_id", tables: ["clients", "prospects"] },
  },
  plans: {
    name: "plans",
    columns: [id("client_id"), requiredText("goal"), date("due"), text("note")],
    belongsTo: CLIENT,
  },
  controls: {
    name: "controls",
    columns: [
      { name: "period", type: "period", required: true },
      { name: "measure", type: "choice", choices: ["revenue", "invoices", "clients"], required: true },
      { name: "value", type: "amount", required: true },
    ],
  },
};
