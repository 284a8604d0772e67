import { amountOf } from "../parse/money.js";
import { partsOf } from "../read/amount-parts.js";
import { headerKey } from "../read/header.js";
import { idColumn } from "../read/map-columns.js";
import type { FileShape } from "../read/stage-file.js";

/** A column that no value is read from, and that tells what a row is. */
export interface TellingColumn {
  readonly index: number;
  readonly header: string;
}

const STATUS_COLUMNS_READ = 3;

const STATUS_HEADER =
  /status|state|stage|type|mode|void|refund|cancel|delete|statut|estado|stato|stadium|belegart|zustand/;
/** Headers of texts, amounts and days that have such a word in them too. */
const NO_STATUS_HEADER =
  /amount|date|reason|price|total|tax|number|country|address|_id$|id$|at$|on$|utc|name/;
const DOCUMENT_HEADER = /invoice|order|document|receipt|bill|rechnung|beleg|factu|fattura/;
const DOCUMENT_NUMBER =
  /(invoice|order|number|num|no|nr|id|name|ref|reference|rechnung|beleg|nummer|facture|factura|fattura)$/;

const REFUND_HEADER = /refund|erstatt|rembours|reembols|rimbors/;
const AMOUNT_HEADER = /^(refunds?)$|amount|total|value|sum|betrag|montant|importe|importo/;
const NO_REFUND_HEADER = /date|reason|status|currency|count|number|utc|name|id$|at$|by$/;
const CONVERTED_HEADER = /convert|presentment|settle/;

/** Columns of the books that may say that a row is no revenue, as draft or void; none of a table without money of its own. */
export function statusColumns({ table, scan, map }: FileShape): readonly TellingColumn[] {
  if (table !== "transactions" && table !== "contracts") return [];
  return unread(scan.header, map.unused)
    .filter(({ header }) => STATUS_HEADER.test(plain(header)) && !NO_STATUS_HEADER.test(plain(header)))
    .slice(0, STATUS_COLUMNS_READ);
}

/** The column that numbers the invoices or orders of transactions that have no id. */
export function documentColumn({ table, scan, map }: FileShape): TellingColumn | undefined {
  if (table !== "transactions" || idColumn(table, map) !== undefined) return undefined;
  return unread(scan.header, map.unused).find(
    ({ header }) => DOCUMENT_HEADER.test(plain(header)) && DOCUMENT_NUMBER.test(plain(header)),
  );
}

/** The column with what was paid back of transactions, in the unit of their amounts. */
export function refundColumn({ table, scan, map }: FileShape): TellingColumn | undefined {
  const amount = map.columns.find(({ contract }) => contract.name === "amount");
  if (table !== "transactions" || amount === undefined) return undefined;
  const isConverted = (header: string): boolean => CONVERTED_HEADER.test(plain(header));
  return unread(scan.header, map.unused).find(
    ({ header }) =>
      REFUND_HEADER.test(plain(header)) &&
      AMOUNT_HEADER.test(plain(header)) &&
      !NO_REFUND_HEADER.test(plain(header)) &&
      isConverted(header) === isConverted(amount.header),
  );
}

/** SQL of what is kept, of rows that are not staged, of these columns; `status<index>`, `refund` and `line_key`. */
export function tellingValues(file: FileShape): string[] {
  const lines = lineKey(file);
  const refund = refundColumn(file);
  return [
    ...statusColumns(file).map(({ index }) => `c${index} AS status${index}`),
    ...(refund === undefined ? [] : [`${amountOf(`c${refund.index}`, ".")} AS refund`]),
    ...(lines === null ? [] : [`${lines} AS line_key`]),
  ];
}

/** SQL of a key, of 64 bits, of the invoice, client, day and amount that a row names, null where it names no invoice; null: no column does. */
export function lineKey(file: FileShape): string | null {
  const document = documentColumn(file);
  if (document === undefined) return null;
  const named = ["client_id", "date", "amount"].map((name) =>
    file.map.columns.find(({ contract }) => contract.name === name),
  );
  const cells = [document, ...named.flatMap((column) => (column === undefined ? [] : partsOf(column)))].map(
    ({ index }) => `c${index}`,
  );
  return `CASE WHEN c${document.index} IS NOT NULL THEN hash(${cells.join(", ")}) END`;
}

function unread(header: readonly string[], unused: readonly string[]): TellingColumn[] {
  const left = new Set(unused.filter((name) => name !== ""));
  return header.map((name, index) => ({ header: name, index })).filter((column) => left.has(column.header));
}

function plain(header: string): string {
  return headerKey(header).toLowerCase();
}
