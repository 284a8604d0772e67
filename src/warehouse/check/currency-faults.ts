import { currencyOf, isCurrencyCode } from "../parse/currencies.js";
import type { StagedFile } from "../read/stage-file.js";
import { literal } from "../sql.js";
import { headerOf, typedName } from "./column-names.js";
import type { Fault } from "./fault.js";
import {
  currencyColumn,
  isPriced,
  type Rates,
  rowCurrency,
  STATED_CURRENCY,
  statedBy,
} from "./row-currency.js";

/** Faults of rows with money: a currency column that names none, or another than the amount does, or one without a rate. */
export function currencyFaults(staged: StagedFile, rates: Rates): readonly Fault[] {
  const stated = statedBy(staged, rates);
  return staged.map.columns
    .filter(({ contract }) => contract.type === "amount")
    .flatMap((column): Fault[] => {
      const { header, index } = column;
      const cell = `c${index}`;
      const unpriced: Fault = {
        when: `${cell} IS NOT NULL AND NOT ${isPriced(currencyColumn(index), rates)}`,
        column: header,
        reason: `'no exchange rate from ' || ${rowCurrency(staged, cell, rates)} || ' to ${rates.currency}; set exchangeRates in targeting.yaml'`,
      };
      const tooLarge: Fault = {
        when: `${cell} IS NOT NULL AND ${typedName(staged.table, column)} IS NULL`,
        column: header,
        reason: literal("too large to be an amount"),
      };
      if (stated === null) return [unpriced, tooLarge];
      const unnamed: Fault = {
        when: `${unpriced.when} AND NOT ${isCurrencyCode(STATED_CURRENCY)}`,
        column: headerOf(staged, "currency"),
        reason: literal("not a currency: its code has three letters, such as EUR"),
      };
      const reason = `'the amount names ' || ${currencyOf(cell, stated, rates)} || ', the currency column ' || ${stated}`;
      const when = `${currencyOf(cell, STATED_CURRENCY, rates)} <> ${STATED_CURRENCY}`;
      return [unnamed, { when, column: header, reason }, unpriced, tooLarge];
    });
}
