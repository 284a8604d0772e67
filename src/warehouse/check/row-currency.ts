import { currencyOf, isCurrencyInUse, type NamedCurrencies, statedCurrency } from "../parse/currencies.js";
import { exchanged } from "../parse/exchange-rates.js";
import { partsOf } from "../read/amount-parts.js";
import type { MappedColumn } from "../read/map-columns.js";
import type { StagedFile } from "../read/stage-file.js";
import { literal, literals } from "../sql.js";

export interface Rates extends NamedCurrencies {
  /** Of the report. */
  readonly currency: string;
}

/** SQL: what the currency column of a row names; null when the file has none. */
export function statedBy(staged: StagedFile, named: NamedCurrencies): string | null {
  const mapped = staged.map.columns.find(({ contract }) => contract.name === "currency");
  return mapped === undefined ? null : statedCurrency(`c${mapped.index}`, named);
}

/**
 * SQL: the currency that a row names for an amount, in its currency column or in the first cell that does, or NULL.
 * `stated` is SQL of what its currency column names; null where the file has none.
 */
export function rowCurrency(column: MappedColumn, stated: string | null, named: NamedCurrencies): string {
  const cells = partsOf(column).map(({ index }) => currencyOf(`c${index}`, null, named));
  return `coalesce(${[...(stated === null ? [] : [stated]), ...cells].join(", ")})`;
}

/** SQL: true where a currency is the report's or has a rate, and where none is named. */
export function isPriced(named: string, { currency, exchangeRates }: Rates): string {
  return `coalesce(${named} IN (${literals([currency, ...Object.keys(exchangeRates)])}), true)`;
}

/**
 * SQL: the amount of a column in the report's currency, rounded to the cent; NULL when no rate is known.
 * What names no currency that there is keeps its amount as it is written: the money of a row that is rejected.
 */
export function converted(column: MappedColumn, amount: string, rates: Rates): string {
  const named = currencyColumn(column);
  const own = literal(rates.currency);
  return `CASE WHEN coalesce(${named}, ${own}) = ${own} THEN ${amount}
    WHEN ${isPriced(named, rates)} OR ${isCurrencyInUse(named)} THEN ${exchanged(amount, named, rates.exchangeRates)}
    ELSE ${amount} END`;
}

/** Name of the column with the currency of an amount. */
export function currencyColumn({ contract }: MappedColumn): string {
  return `currency_of_${contract.name}`;
}
