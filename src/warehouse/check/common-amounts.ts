import type { CommonForm } from "../parse/common-forms.js";
import { DECIMAL_TYPE, isPlain } from "../parse/money.js";
import { type AmountPart, type MadeAmount, partsOf } from "../read/amount-parts.js";
import type { MappedColumn } from "../read/map-columns.js";
import { isGiven } from "./column-amounts.js";

/**
 * The value of an amount that is made of several columns where all of its cells are written with a decimal point and no
 * groups: the one that reading any form gives. Null: it is in cents, whose unit is that of each row's currency.
 */
export function commonMadeForm(column: MappedColumn, made: MadeAmount): CommonForm | null {
  if (made.inCents) return null;
  const added = [...made.sum.map(orNothing), ...made.less.map((part) => `-${orNothing(part)}`)];
  const [first, second] = made.product;
  const product =
    first === undefined || second === undefined
      ? []
      : [
          `CASE WHEN c${first.index} IS NULL AND c${second.index} IS NULL THEN 0 ELSE ${cast(first)} * ${cast(second)} END`,
        ];
  const amount = `TRY_CAST(${[...product, ...added].join(" + ")} AS ${DECIMAL_TYPE})`;
  return {
    value: `CASE WHEN ${isGiven(column)} THEN CAST(${amount} AS DECIMAL(18,2)) END`,
    holds: (value) =>
      `(${[`${value} IS NOT NULL`, ...partsOf(column).map((part) => `(c${part.index} IS NULL OR ${isPlain(`c${part.index}`)})`)].join(" AND ")})`,
  };
}

function orNothing(part: AmountPart): string {
  return `CASE WHEN c${part.index} IS NULL THEN 0 ELSE ${cast(part)} END`;
}

function cast({ index }: AmountPart): string {
  return `TRY_CAST(c${index} AS ${DECIMAL_TYPE})`;
}
