import { currencyOf, isCurrencyInUse, type NamedCurrencies, statedCurrency } from "../parse/currencies.js";
import { exchanged } from "../parse/exchange-rates.js";
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

/** SQL: the currency that a row names, in its currency column or in the amount's cell, or NULL. */
export function rowCurrency(staged: StagedFile, cell: string, named: NamedCurrencies): string {
  const stated = statedBy(staged, named);
  const amounts = currencyOf(cell, null, named);
  return stated === null ? amounts : `coalesce(${stated}, ${amounts})`;
}

/** SQL: true where a currency is the report's or has a rate, and where none is named. */
export function isPriced(named: string, { currency, exchangeRates }: Rates): string {
  return `coalesce(${named} IN (${literals([currency, ...Object.keys(exchangeRates)])}), true)`;
}

/**
 * Columns, with their SQL, of the currency of each amount and of what the currency column names, for `converted` and
 * faults to read: they name those of a row many times.
 */
export function currencyColumns(
  staged: StagedFile,
  rates: Rates,
): readonly { readonly name: string; readonly value: string }[] {
  const stated = statedBy(staged, rates);
  const ofAmounts = staged.map.columns
    .filter(({ contract }) => contract.type === "amount")
    .map(({ index }) => ({ name: currencyColumn(index), value: rowCurrency(staged, `c${index}`, rates) }));
  return stated === null ? ofAmounts : [...ofAmounts, { name: STATED_CURRENCY, value: stated }];
}

/**
 * SQL: the amount of a column in the report's currency, rounded to the cent; NULL when no rate is known.
 * What names no currency that there is keeps its amount as it is written: the money of a row that is rejected.
 */
export function converted(index: number, amount: string, rates: Rates): string {
  const named = currencyColumn(index);
  const own = literal(rates.currency);
  return `CASE WHEN coalesce(${named}, ${own}) = ${own} THEN ${amount}
    WHEN ${isPriced(named, rates)} OR ${isCurrencyInUse(named)} THEN ${exchanged(amount, named, rates.exchangeRates)}
    ELSE ${amount} END`;
}

/** Name of the column with what the currency column names. */
export const STATED_CURRENCY = "stated_currency";

/** Name of the column with the currency of an amount. */
export function currencyColumn(index: number): string {
  return `currency${index}`;
}
