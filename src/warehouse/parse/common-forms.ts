import type { ColumnContract } from "../contract/table-contract.js";
import { literals } from "../sql.js";
import { FALSE_WORDS, TRUE_WORDS } from "./choices.js";
import { DECIMAL_TYPE, isPlain } from "./money.js";

/** SQL of a cell's value, and of the condition under which the cell has the form that the value is read from. */
export interface CommonForm {
  readonly value: string;
  /** The condition, once the value is a column of this name. Never NULL, and false for an empty cell. */
  readonly holds: (valueColumn: string) => string;
}

/**
 * The form in which most exports write a column, and which can be read in one way only: ISO dates, amounts with a decimal
 * point and no groups, choices word for word. Its value is the one that reading any form gives.
 *
 * Holds no list with IN: a query that joins is no longer read in the order of the file.
 */
export function commonForm({ type, choices = [] }: ColumnContract, cell: string): CommonForm {
  switch (type) {
    case "text":
      return { value: cell, holds: () => `${cell} IS NOT NULL` };
    case "amount":
      return {
        value: `CAST(TRY_CAST(${cell} AS ${DECIMAL_TYPE}) AS DECIMAL(18,2))`,
        // Most amounts are written as they would be printed, which takes less time to see than their form.
        holds: (value) =>
          `(${value} IS NOT NULL AND CASE WHEN CAST(${value} AS VARCHAR) = ${cell} THEN true ELSE ${isPlain(cell)} END)`,
      };
    case "number":
      return checked(`TRY_CAST(${cell} AS DOUBLE)`, isPlain(cell));
    case "count":
      return checked(`TRY_CAST(${cell} AS DOUBLE)`, `regexp_full_match(${cell}, '[0-9]{1,15}')`);
    case "date":
      return isoDate(cell);
    case "month":
      return isoDate(`${cell} || '-01'`);
    case "period":
      return {
        value: cell,
        holds: () =>
          `${cell} IS NOT NULL AND regexp_full_match(${cell}, '(?:19[7-9][0-9]|20[0-9]{2})(?:-(?:Q[1-4]|0[1-9]|1[0-2]))?')`,
      };
    case "boolean": {
      const word = `lower(${cell})`;
      const value = `CASE WHEN ${oneOf(word, TRUE_WORDS)} THEN true WHEN ${oneOf(word, FALSE_WORDS)} THEN false END`;
      return checked(value, "true");
    }
    case "choice":
      return checked(`TRY_CAST(${cell} AS ENUM(${literals(choices)}))`, "true");
  }
}

function checked(value: string, form: string): CommonForm {
  return { value, holds: (valueColumn) => `(${valueColumn} IS NOT NULL AND ${form})` };
}

/** The engine reads a day from 2024-11-2x, too: the text must be what the day is printed as. */
function isoDate(text: string): CommonForm {
  return {
    value: `TRY_CAST(${text} AS DATE)`,
    holds: (value) =>
      `(${value} IS NOT NULL AND ${value} BETWEEN DATE '1970-01-01' AND DATE '2100-12-31' AND CAST(${value} AS VARCHAR) = ${text})`,
  };
}

function oneOf(cell: string, words: readonly string[]): string {
  return `list_contains([${literals(words)}], ${cell})`;
}
