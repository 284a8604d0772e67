import type { Account } from "../model/account.js";
import type { ClientHistory } from "../model/value/client-history.js";
import type { ValueComponent } from "../model/value/portfolio/components.js";
import type { TableName } from "./contract/table-contract.js";
import type { DecisionRecords } from "./decision-records.js";

export interface ClientRecord extends Account {
  /** ISO date; null when the export does not say. */
  readonly acquiredOn: string | null;
  readonly acquisitionChannel: string | null;
  readonly owner: string | null;
  readonly successOwner: string | null;
  readonly parentId: string | null;
  readonly referredBy: string | null;
  readonly domain: string | null;
}

export type ProspectStatus = "open" | "customer" | "competitor" | "do-not-contact";

export interface ProspectRecord extends Account {
  readonly status: ProspectStatus;
  readonly acquisitionChannel: string | null;
  readonly owner: string | null;
  readonly parentId: string | null;
  readonly domain: string | null;
}

/** An opportunity as it stood on the as-of date: one closed later is open still, and its amount is unknown. */
export interface OpportunityRecord {
  readonly opportunityId: string;
  readonly accountId: string | null;
  readonly createdOn: string;
  readonly closedOn: string | null;
  readonly amount: number | null;
  /** null: open. */
  readonly won: boolean | null;
  /** From this day on it counts as lost, open longer than almost any win took; null: it is open still, or was closed. */
  readonly lapsedOn: string | null;
  readonly product: string | null;
  readonly owner: string | null;
  readonly channel: string | null;
  /** null: not said, or after the as-of date. */
  readonly firstContactOn: string | null;
}

export interface SpendRecord {
  /** YYYY-MM. */
  readonly month: string;
  readonly channel: string;
  readonly kind: string | null;
  readonly purpose: string | null;
  /** Segment that it was spent on, as exported; null: all. */
  readonly segment: string | null;
  readonly amount: number;
}

export interface ProductRecord {
  readonly product: string;
  readonly category: string | null;
  readonly listPrice: number | null;
  /** Share of the price. */
  readonly margin: number | null;
}

export interface MonthOfKind {
  /** YYYY-MM. */
  readonly month: string;
  readonly kind: ValueComponent;
  readonly revenue: number;
  readonly margin: number;
  readonly transactions: number;
}

/** A year of life of the clients first seen in one calendar year. */
export interface CohortCell {
  readonly cohort: number;
  /** 1: the first 12 months as a client. */
  readonly yearOfLife: number;
  /** Undiscounted. */
  readonly margin: number;
  /** Clients of the cohort. */
  readonly clients: number;
  /** Those that had any business in this year of life. */
  readonly activeClients: number;
  /** Those whose year of life was over by the as-of date. */
  readonly completeClients: number;
  /** Standard deviation over the cohort's clients of the margin of their first two years of life; 0 for one client. */
  readonly twoYearDeviation: number;
}

export interface LedgerRow {
  readonly date: string;
  readonly amount: number;
  readonly margin: number;
  readonly kind: ValueComponent;
  readonly product: string | null;
}

/** All rows of one client, for a worked example. */
export interface Ledger {
  readonly clientId: string;
  readonly rows: readonly LedgerRow[];
}

export interface Reject {
  readonly file: string;
  /** Physical line on which the row starts. */
  readonly line: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly reason: string;
  /** null when the row's amount cannot be read, or the table has none. */
  readonly money: number | null;
}

export interface ExclusionCount {
  readonly reason: string;
  readonly rows: number;
  readonly money: number;
}

/** Rows, or money in the report's currency: read = accepted + rejected + excluded, to the cent. */
export interface Reconciled {
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly excluded: number;
}

/** One of several files that a table is read from. */
export interface SourceQuality {
  /** Relative to the data folder. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly rows: Reconciled;
}

export interface FileQuality {
  /** Relative to the data folder; of several files the first by name, and how many more they are. */
  readonly file: string;
  readonly table: TableName;
  readonly bytes: number;
  readonly sha256: string;
  /** The files that the table is read from, by name, where they are several; else none. */
  readonly sources: readonly SourceQuality[];
  readonly delimiter: string;
  /** How dates that leave it open were read; null: none did. */
  readonly dateOrder: "dmy" | "mdy" | null;
  readonly decimalMark: "." | "," | null;
  readonly rows: Reconciled;
  /** null: the table has no money. */
  readonly money: Reconciled | null;
  /** Rows whose amount cannot be read, or not be converted: they are in `rows` and not in `money`. */
  readonly rowsWithoutAmount: number;
  /** The first 1,000. */
  readonly rejects: readonly Reject[];
  readonly exclusions: readonly ExclusionCount[];
  readonly warnings: readonly string[];
  /** Headers that nothing was read from. */
  readonly unusedColumns: readonly string[];
  /** Of the accepted rows, in the column that dates the table. */
  readonly firstDate: string | null;
  readonly lastDate: string | null;
}

/** Share of accounts that have a value, clients and prospects side by side; null: the file is absent. */
export interface FillRate {
  readonly field: string;
  readonly kind: "number" | "text";
  readonly clients: number | null;
  readonly prospects: number | null;
}

/** A total of finance's and what the accepted books come to, whatever the as-of date. */
export interface ControlResult {
  readonly period: string;
  readonly measure: "revenue" | "invoices" | "clients";
  readonly expected: number;
  readonly actual: number;
  readonly difference: number;
  readonly met: boolean;
}

export interface InputQuality {
  readonly files: readonly FileQuality[];
  readonly warnings: readonly string[];
  readonly fillRates: readonly FillRate[];
  readonly controls: readonly ControlResult[];
  readonly asOf: string;
  readonly asOfChosenBy: "argument" | "settings" | "latest transaction" | "latest contract start";
  /** Of the books. */
  readonly firstDate: string;
  readonly lastDate: string;
  /** Share of clients whose first purchase lies in the first 31 days of the books: a high one means that the books start late. */
  readonly shareFirstSeenInFirstMonth: number;
}

/** All that the analysis knows of a data folder: summaries, in plain values. */
export interface Inputs {
  readonly asOf: string;
  /** Three-letter code of all money. */
  readonly currency: string;
  /** False: no margin or cost is known, and margin means revenue. */
  readonly marginSet: boolean;
  readonly histories: readonly ClientHistory[];
  readonly clients: readonly ClientRecord[];
  readonly prospects: readonly ProspectRecord[];
  readonly opportunities: readonly OpportunityRecord[];
  readonly spendByMonthChannel: readonly SpendRecord[];
  readonly products: readonly ProductRecord[];
  readonly revenueByMonthKind: readonly MonthOfKind[];
  readonly cohorts: readonly CohortCell[];
  readonly ledgers: readonly Ledger[];
  readonly decisions: DecisionRecords;
  /** Accepted rows by table; a table without a file is absent. */
  readonly rowCounts: Readonly<Partial<Record<TableName, number>>>;
  readonly quality: InputQuality;
}
