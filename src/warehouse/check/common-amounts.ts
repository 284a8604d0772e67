import type { CommonForm } from "../parse/common-forms.js";
import { DECIMAL_TYPE, isPlain, PART_TYPE } from "../parse/money.js";
import { type AmountPart, type MadeAmount, partsOf } from "../read/amount-parts.js";
import type { MappedColumn } from "../read/map-columns.js";
import { exactAmount, isGiven } from "./column-amounts.js";

/**
 * The value of an amount that is made of several columns where all of its cells are written with a decimal point and no
 * groups: the one that reading any form gives. Null: it is in cents, whose unit is that of each row's currency.
 */
export function commonMadeForm(column: MappedColumn, made: MadeAmount): CommonForm | null {
  if (made.inCents) return null;
  const amount = `TRY_CAST(${exactAmount(made, cast)} AS ${DECIMAL_TYPE})`;
  return {
    value: `CASE WHEN ${isGiven(column)} THEN CAST(${amount} AS DECIMAL(18,2)) END`,
    holds: (value) =>
      `(${[`${value} IS NOT NULL`, ...partsOf(column).map((part) => `(c${part.index} IS NULL OR ${isPlain(`c${part.index}`)})`)].join(" AND ")})`,
  };
}

function cast({ index }: AmountPart): string {
  return `TRY_CAST(c${index} AS ${PART_TYPE})`;
}
