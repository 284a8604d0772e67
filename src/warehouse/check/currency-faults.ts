import { currencyOf, isCurrencyCode } from "../parse/currencies.js";
import { partsOf } from "../read/amount-parts.js";
import type { MappedColumn } from "../read/map-columns.js";
import type { StagedFile } from "../read/stage-file.js";
import { literal } from "../sql.js";
import { currencyOfPart, isGiven, STATED } from "./column-amounts.js";
import { headerOf, typedName } from "./column-names.js";
import type { Fault } from "./fault.js";
import { currencyColumn, isPriced, type Rates, rowCurrency, statedBy } from "./row-currency.js";

/** Faults of rows with money: a currency column that names none, or another than the amount does, or one without a rate. */
export function currencyFaults(staged: StagedFile, rates: Rates): readonly Fault[] {
  const stated = statedBy(staged, rates);
  return staged.map.columns
    .filter(({ contract }) => contract.type === "amount")
    .flatMap((column): Fault[] => {
      const { header, index, made } = column;
      const given = isGiven(column);
      const currency = currencyColumn(column);
      const unpriced: Fault = {
        when: `${given} AND NOT ${isPriced(currency, rates)}`,
        column: header,
        reason: `'no exchange rate from ' || ${rowCurrency(column, stated, rates)} || ' to ${rates.currency}; set exchangeRates in targeting.yaml'`,
      };
      const tooLarge: Fault = {
        when: `${given} AND ${typedName(staged.table, column)} IS NULL`,
        column: header,
        reason: literal("too large to be an amount"),
      };
      const mixed = made === null ? [] : mixedCurrencies(column);
      if (stated === null) return [...mixed, unpriced, tooLarge];
      const unnamed: Fault = {
        when: `${unpriced.when} AND NOT ${isCurrencyCode(STATED)}`,
        column: headerOf(staged, "currency"),
        reason: literal("not a currency: its code has three letters, such as EUR"),
      };
      const named = currencyOf(`c${index}`, stated, rates);
      const reason = `'the amount names ' || ${named} || ', the currency column ' || ${stated}`;
      const other = currencyOf(`c${index}`, STATED, rates);
      const differing = made === null ? [{ when: `${other} <> ${STATED}`, column: header, reason }] : mixed;
      return [unnamed, ...differing, unpriced, tooLarge];
    });
}

/** Cells that an amount is made of, in another currency than the row is: they cannot be added up. */
function mixedCurrencies(column: MappedColumn): Fault[] {
  return partsOf(column).map((part) => ({
    when: `${currencyOfPart(part)} <> ${currencyColumn(column)}`,
    column: part.header,
    reason: literal("names another currency than the row does elsewhere"),
  }));
}
