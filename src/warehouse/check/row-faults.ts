import { INPUT_CONTRACT } from "../contract/input-contract.js";
import { choiceFault } from "../parse/choices.js";
import type { ColumnFormats } from "../parse/column-formats.js";
import { dateFault, UNSETTLED } from "../parse/dates.js";
import { amountFault, amountOf } from "../parse/money.js";
import type { MappedColumn } from "../read/map-columns.js";
import type { FileShape, StagedFile } from "../read/stage-file.js";
import { literal } from "../sql.js";
import { madeAmountFaults } from "./column-amounts.js";
import { headerOf, typedName } from "./column-names.js";
import { currencyFaults } from "./currency-faults.js";
import type { Fault } from "./fault.js";
import type { Rates } from "./row-currency.js";

/** All faults that a row can have; the first that holds is the reason. */
export function rowFaults(staged: StagedFile, formats: ColumnFormats, rates: Rates): readonly Fault[] {
  return [
    ...staged.map.columns.flatMap((column) => columnFault(staged, column, formats)),
    ...currencyFaults(staged, rates),
    ...groupFaults(staged),
    ...tableFaults(staged),
  ];
}

/** SQL conditions on typed values, beyond those of single cells, under which a row is rejected. */
export function wholeRowFaults(file: FileShape): string[] {
  return [...groupFaults(file), ...tableFaults(file)].map(({ when }) => when);
}

function columnFault(staged: StagedFile, column: MappedColumn, formats: ColumnFormats): Fault[] {
  const { contract, index, header } = column;
  const cell = `c${index}`;
  const value = typedName(staged.table, column);
  if (column.made !== null) return madeAmountFaults(column, column.made, formats);
  if (contract.fallback !== undefined || (contract.type === "text" && !contract.required)) return [];
  const bad =
    contract.type === "amount"
      ? `${amountOf(cell, formats.marks.get(index) ?? ".")} IS NULL`
      : `${value} IS NULL`;
  const when = contract.required ? bad : `${cell} IS NOT NULL AND ${bad}`;
  return [{ when, column: header, reason: faultOf(staged, column, formats) }];
}

function faultOf(staged: StagedFile, { contract, index }: MappedColumn, formats: ColumnFormats): string {
  const cell = `c${index}`;
  const missingOr = (reason: string): string =>
    `CASE WHEN ${cell} IS NULL THEN 'missing' ELSE ${literal(reason)} END`;
  switch (contract.type) {
    case "amount":
    case "number":
      return amountFault(cell, formats.marks.get(index) ?? ".");
    case "count":
      return missingOr("not a whole number");
    case "date":
    case "month":
      return dateFault(cell, formats.dates.get(index) ?? UNSETTLED, `files.${staged.table}`);
    case "period":
      return missingOr("not a period such as 2024, 2024-Q1 or 2024-03");
    case "boolean":
      return missingOr("neither yes nor no");
    case "choice":
      return choiceFault(cell, contract.choices ?? []);
    case "text":
      return staged.table === "contracts" && contract.name === "end"
        ? literal("missing")
        : missingOr("not a text");
  }
}

function groupFaults(staged: FileShape): Fault[] {
  return (INPUT_CONTRACT[staged.table].oneOf ?? []).map((group) => ({
    when: `coalesce(${group.map((name) => `CAST("${name}" AS VARCHAR)`).join(", ")}) IS NULL`,
    column: group[0] ?? "",
    reason: literal(`missing: ${group.join(" or ")}`),
  }));
}

/** Readings from here on are none: the means of all others are summed without loss. */
const READING_LIMIT = "1e18";

function tableFaults(staged: FileShape): Fault[] {
  if (staged.table === "contracts") {
    return [
      {
        when: `"end" < "start"`,
        column: headerOf(staged, "end"),
        reason: "'the contract ends before it starts'",
      },
      {
        when: "term_months NOT BETWEEN 1 AND 240",
        column: headerOf(staged, "term_months"),
        reason: "'a term is 1 to 240 months long'",
      },
    ];
  }
  if (staged.table === "products") {
    const reason = "'a margin is a share of the price between 0 and 1'";
    return [{ when: "margin NOT BETWEEN 0 AND 1", column: headerOf(staged, "margin"), reason }];
  }
  if (staged.table === "signals") {
    const reason = "'too large to be a reading'";
    return [{ when: `abs(value) >= ${READING_LIMIT}`, column: headerOf(staged, "value"), reason }];
  }
  return [];
}
