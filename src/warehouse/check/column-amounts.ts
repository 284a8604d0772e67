import type { ColumnFormats } from "../parse/column-formats.js";
import { currencyOf } from "../parse/currencies.js";
import { amountFault, amountOf, DECIMAL_TYPE, type DecimalMark, partOf } from "../parse/money.js";
import { fromSmallestUnit } from "../parse/smallest-units.js";
import { type AmountPart, type MadeAmount, partsOf } from "../read/amount-parts.js";
import type { MappedColumn } from "../read/map-columns.js";
import type { StagedFile } from "../read/stage-file.js";
import { literal } from "../sql.js";
import type { Fault } from "./fault.js";
import { currencyColumn, type Rates, rowCurrency, statedBy } from "./row-currency.js";

/** Amounts are below it: so far products and sums are exact in the engine's decimals. */
const LIMIT = "1e13";

/** Column with the currency that the currency column of a row names. */
export const STATED = "stated_currency";

/**
 * SQL of rows with what amounts, currencies and their faults are read from, which would else be worked out many times:
 * what the currency column names, the number and currency of each cell that an amount is made of, the currency of each
 * amount, and the amounts that are made.
 */
export function rowsWithAmounts(
  staged: StagedFile,
  formats: ColumnFormats,
  rates: Rates,
  from: string,
): string {
  const amounts = amountColumns(staged);
  const stated = statedBy(staged, rates);
  const named = stated === null ? null : STATED;
  const currencyOfAmount = (column: MappedColumn): string => {
    const cells = partsOf(column).map(currencyOfPart);
    return column.made === null
      ? rowCurrency(column, named, rates)
      : `coalesce(${[...(named === null ? [] : [named]), ...cells].join(", ")})`;
  };
  const steps = [
    stated === null ? [] : [`${stated} AS ${STATED}`],
    partsOnce(amounts).flatMap((part) => [
      `${partOf(`c${part.index}`, markOf(part, formats))} AS ${partColumn(part)}`,
      `${currencyOf(`c${part.index}`, named, rates)} AS ${currencyOfPart(part)}`,
    ]),
    amounts.map((column) => `${currencyOfAmount(column)} AS ${currencyColumn(column)}`),
    amounts.flatMap((column) =>
      column.made === null ? [] : [`${madeAmount(column, column.made, rates)} AS ${madeColumn(column)}`],
    ),
  ];
  return steps
    .filter((columns) => columns.length > 0)
    .reduce((rows, columns) => `(SELECT *, ${columns.join(", ")} FROM ${rows}) AS rows`, from);
}

/** Names of the columns that `rowsWithAmounts` adds. */
export function columnsWithAmounts(staged: StagedFile): string[] {
  const amounts = amountColumns(staged);
  const isStated = staged.map.columns.some(({ contract }) => contract.name === "currency");
  return [
    ...(isStated ? [STATED] : []),
    ...partsOnce(amounts).flatMap((part) => [partColumn(part), currencyOfPart(part)]),
    ...amounts.map(currencyColumn),
    ...amounts.filter(({ made }) => made !== null).map(madeColumn),
  ];
}

/** Name of the column with the currency that a cell names of which an amount is made. */
export function currencyOfPart({ index }: AmountPart): string {
  return `currency_of_part${index}`;
}

/** SQL: true where a row gives the amount, or a part of it. */
export function isGiven(column: MappedColumn): string {
  return isAnyGiven(partsOf(column));
}

/** SQL: the amount of a row in its own currency, as DECIMAL(18,2); NULL where a cell is none. */
export function amountOfColumn(column: MappedColumn, formats: ColumnFormats): string {
  return column.made === null ? amountOf(`c${column.index}`, markOf(column, formats)) : madeColumn(column);
}

/** Faults of the cells that an amount is made of. */
export function madeAmountFaults(
  column: MappedColumn,
  { product }: MadeAmount,
  formats: ColumnFormats,
): Fault[] {
  const parts = partsOf(column);
  const headers = parts.map(({ header }) => header);
  return [
    ...parts.map((part) => ({
      when: `c${part.index} IS NOT NULL AND ${partColumn(part)} IS NULL`,
      column: part.header,
      reason: amountFault(`c${part.index}`, markOf(part, formats)),
    })),
    ...product.map((factor) => ({
      when: `${isAnyGiven(product)} AND c${factor.index} IS NULL`,
      column: factor.header,
      reason: literal("missing: the other factor of the amount is given"),
    })),
    ...(column.contract.required
      ? [
          {
            when: `NOT ${isGiven(column)}`,
            column: column.header,
            reason: literal(parts.length === 1 ? "missing" : `missing: ${headers.join(" or ")}`),
          },
        ]
      : []),
  ];
}

/**
 * An empty part counts as 0, and only the result is rounded, half away from zero; NULL where all parts are empty,
 * one factor is, or a cell is no amount.
 */
function madeAmount(column: MappedColumn, made: MadeAmount, rates: Rates): string {
  const exact = exactAmount(made, partColumn);
  const rounded = made.inCents
    ? fromSmallestUnit(exact, `coalesce(${currencyColumn(column)}, ${literal(rates.currency)})`)
    : `TRY_CAST(${exact} AS ${DECIMAL_TYPE})`;
  return `CASE WHEN ${isGiven(column)} THEN CAST(${rounded} AS DECIMAL(18,2)) END`;
}

/**
 * SQL: product + sum − less, `numberOf` being SQL of the number of a cell; an empty one counts as 0. NULL where a cell is
 * no number or the result is out of reach of the engine's decimals.
 */
export function exactAmount(
  { product, sum, less }: MadeAmount,
  numberOf: (part: AmountPart) => string,
): string {
  const orNothing = (part: AmountPart) =>
    `CASE WHEN c${part.index} IS NULL THEN 0 ELSE ${numberOf(part)} END`;
  const added = [...sum.map(orNothing), ...less.map((part) => `-${orNothing(part)}`)].join(" + ");
  const [first, second] = product.map(numberOf);
  if (first === undefined || second === undefined) return `(${added})`;
  const multiplied = `CASE WHEN NOT ${isAnyGiven(product)} THEN 0
    WHEN abs(CAST(${first} AS DOUBLE) * CAST(${second} AS DOUBLE)) < ${LIMIT} THEN ${first} * ${second} END`;
  if (added === "") return multiplied;
  return `CASE WHEN abs(CAST(${added} AS DOUBLE)) < ${LIMIT} THEN CAST(${added} AS DECIMAL(38,24)) + ${multiplied} END`;
}

function isAnyGiven(parts: readonly AmountPart[]): string {
  return `(coalesce(${parts.map(({ index }) => `c${index}`).join(", ")}) IS NOT NULL)`;
}

function amountColumns({ map }: StagedFile): MappedColumn[] {
  return map.columns.filter(({ contract }) => contract.type === "amount");
}

/** The columns of the file that amounts are made of, each once. */
function partsOnce(amounts: readonly MappedColumn[]): AmountPart[] {
  const parts = amounts.filter(({ made }) => made !== null).flatMap(partsOf);
  return [...new Map(parts.map((part) => [part.index, part] as const)).values()];
}

function partColumn({ index }: AmountPart): string {
  return `part${index}`;
}

function madeColumn({ contract }: MappedColumn): string {
  return `made_${contract.name}`;
}

function markOf({ index }: AmountPart, { marks }: ColumnFormats): DecimalMark {
  return marks.get(index) ?? ".";
}
