import { currencyOf, isCurrencyCode } from "../parse/currencies.js";
import type { StagedFile } from "../read/stage-file.js";
import { literal } from "../sql.js";
import { headerOf, typedName } from "./column-names.js";
import type { Fault } from "./fault.js";
import { isPriced, type Rates, rowCurrency, statedBy } from "./row-currency.js";

/** Faults of rows with money: a currency column that names none, or another than the amount does, or one without a rate. */
export function currencyFaults(staged: StagedFile, rates: Rates): readonly Fault[] {
  const stated = statedBy(staged, rates);
  return staged.map.columns
    .filter(({ contract }) => contract.type === "amount")
    .flatMap((column): Fault[] => {
      const { header } = column;
      const cell = `c${column.index}`;
      const lost = `${cell} IS NOT NULL AND ${typedName(staged.table, column)} IS NULL`;
      const unpriced = `CASE WHEN ${isPriced(staged, cell, rates)} THEN 'too large to be an amount'
        ELSE 'no exchange rate from ' || ${rowCurrency(staged, cell, rates)} || ' to ${rates.currency}; set exchangeRates in targeting.yaml' END`;
      const unknown: Fault = { when: lost, column: header, reason: unpriced };
      if (stated === null) return [unknown];
      const unnamed: Fault = {
        when: `${lost} AND NOT ${isCurrencyCode(stated)}`,
        column: headerOf(staged, "currency"),
        reason: literal("not a currency: its code has three letters, such as EUR"),
      };
      const named = currencyOf(cell, stated, rates);
      const reason = `'the amount names ' || ${named} || ', the currency column ' || ${stated}`;
      return [unnamed, { when: `${named} <> ${stated}`, column: header, reason }, unknown];
    });
}
