import { exchanged } from "../parse/exchange-rates.js";
import { currencyOf } from "../parse/money.js";
import type { StagedFile } from "../read/stage-file.js";
import { literal, literals } from "../sql.js";

export interface Rates {
  readonly currency: string;
  /** Report currency for one unit. */
  readonly exchangeRates: Readonly<Record<string, number>>;
}

/** SQL of the cell of the currency column; null when the file has none. */
export function currencyCell(staged: StagedFile): string | null {
  const mapped = staged.map.columns.find(({ contract }) => contract.name === "currency");
  return mapped === undefined ? null : `c${mapped.index}`;
}

/** SQL: the currency that a row names, in its currency column or in the amount's cell, or NULL. */
export function rowCurrency(staged: StagedFile, cell: string): string {
  const stated = currencyCell(staged);
  return stated === null ? currencyOf(cell) : `coalesce(upper(${stated}), ${currencyOf(cell)})`;
}

/** SQL: true where the row's currency is the report's or has a rate. */
export function isPriced(staged: StagedFile, cell: string, { currency, exchangeRates }: Rates): string {
  const known = [currency, ...Object.keys(exchangeRates)];
  return `coalesce(${rowCurrency(staged, cell)} IN (${literals(known)}), true)`;
}

/** SQL: the amount in the report's currency, rounded to the cent; NULL when no rate is known. */
export function converted(
  staged: StagedFile,
  cell: string,
  amount: string,
  { currency, exchangeRates }: Rates,
): string {
  const named = rowCurrency(staged, cell);
  return `CASE WHEN coalesce(${named}, ${literal(currency)}) = ${literal(currency)} THEN ${amount}
    ELSE ${exchanged(amount, named, exchangeRates)} END`;
}
