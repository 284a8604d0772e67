import { currencyOf } from "../parse/money.js";
import type { StagedFile } from "../read/stage-file.js";
import { decimal, literal } from "../sql.js";

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

/** SQL: report currency for one unit of the row's; NULL when no rate is known. */
export function rateOf(staged: StagedFile, cell: string, rates: Rates): string {
  const known = Object.entries(rates.exchangeRates).filter(([code]) => code !== rates.currency);
  const others = known.map(([code, rate]) => `WHEN ${literal(code)} THEN ${decimal(rate)}`);
  return `CASE coalesce(${rowCurrency(staged, cell)}, '${rates.currency}')
    WHEN '${rates.currency}' THEN ${decimal(1)} ${others.join(" ")} END`;
}

/** SQL: the amount in the report's currency, rounded to the cent; NULL when no rate is known. */
export function converted(staged: StagedFile, cell: string, amount: string, rates: Rates): string {
  return `CASE WHEN coalesce(${rowCurrency(staged, cell)}, '${rates.currency}') = '${rates.currency}' THEN ${amount}
    ELSE TRY_CAST(${amount} * ${rateOf(staged, cell, rates)} AS DECIMAL(15,2)) END`;
}
