/** How the cells of a column are read. `amount` is money with a currency, `count` a whole number. */
export type ColumnType =
  | "text"
  | "amount"
  | "number"
  | "count"
  | "date"
  | "month"
  | "period"
  | "boolean"
  | "choice";

export interface ColumnContract {
  readonly name: string;
  readonly type: ColumnType;
  /** The file must have it, and each row a value in it. */
  readonly required?: true;
  /** The file must have it; a row may leave it empty. */
  readonly mayBeEmpty?: true;
  /** Legal values of a `choice`. */
  readonly choices?: readonly string[];
  /** What words in lower case stand for in a `number`. */
  readonly words?: Readonly<Record<string, number>>;
  /** What an unreadable value becomes, with a warning; without it the row is rejected. */
  readonly fallback?: "blank" | "other";
  /** Read to judge rows, and by nothing after that. */
  readonly checkedOnly?: true;
  /** Names a row of this table or of another: compared with other cells. */
  readonly names?: true;
  /** Describes an account before it buys. */
  readonly firmographic?: true;
}

export interface TableContract {
  readonly name: TableName;
  readonly columns: readonly ColumnContract[];
  /** Groups of columns of which one must be there. */
  readonly oneOf?: readonly (readonly string[])[];
  /** Rows dated after the as-of date in this column are excluded. */
  readonly datedBy?: string;
  /** The money that is reconciled. */
  readonly money?: string;
  /** Identifies a row: a second row of the same id is a duplicate. */
  readonly id?: string;
  /** A column that names a client, or a client or prospect; rows that name none are rejected. */
  readonly belongsTo?: { readonly column: string; readonly tables: readonly ("clients" | "prospects")[] };
  /** Columns beyond the contract are kept as firmographics. */
  readonly open?: true;
}

export type TableName = (typeof TABLE_NAMES)[number];

export const TABLE_NAMES = [
  "transactions",
  "contracts",
  "clients",
  "prospects",
  "opportunities",
  "leads",
  "spend",
  "quotas",
  "initiatives",
  "products",
  "signals",
  "judgements",
  "plans",
  "controls",
] as const;
