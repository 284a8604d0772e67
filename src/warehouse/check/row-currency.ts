import { currencyOf, type NamedCurrencies, statedCurrency } from "../parse/currencies.js";
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
  const amounts = currencyOf(cell, stated, named);
  return stated === null ? amounts : `coalesce(${stated}, ${amounts})`;
}

/** SQL: true where the row's currency is the report's or has a rate. */
export function isPriced(staged: StagedFile, cell: string, rates: Rates): string {
  const known = [rates.currency, ...Object.keys(rates.exchangeRates)];
  return `coalesce(${rowCurrency(staged, cell, rates)} IN (${literals(known)}), true)`;
}

/** SQL of columns with the currency of each amount, for `converted` to read: it names that of a row many times. */
export function currencyColumns(staged: StagedFile, rates: Rates): readonly string[] {
  return staged.map.columns
    .filter(({ contract }) => contract.type === "amount")
    .map(({ index }) => `${rowCurrency(staged, `c${index}`, rates)} AS ${currencyColumn(index)}`);
}

/** SQL: the amount of a column in the report's currency, rounded to the cent; NULL when no rate is known. */
export function converted(index: number, amount: string, { currency, exchangeRates }: Rates): string {
  const named = currencyColumn(index);
  return `CASE WHEN coalesce(${named}, ${literal(currency)}) = ${literal(currency)} THEN ${amount}
    ELSE ${exchanged(amount, named, exchangeRates)} END`;
}

function currencyColumn(index: number): string {
  return `currency${index}`;
}
