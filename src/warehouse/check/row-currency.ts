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

/** SQL: the amount in the report's currency, rounded to the cent; NULL when no rate is known. */
export function converted(staged: StagedFile, cell: string, amount: string, rates: Rates): string {
  const named = rowCurrency(staged, cell, rates);
  const currency = literal(rates.currency);
  return `CASE WHEN coalesce(${named}, ${currency}) = ${currency} THEN ${amount}
    ELSE ${exchanged(amount, named, rates.exchangeRates)} END`;
}
