import type { ColumnContract } from "../contract/table-contract.js";
import { literal, literals } from "../sql.js";
import { DECIMAL_TYPE, isPlain } from "./money.js";

/** SQL: true where a cell is a text that needs no trimming. */
function isBare(cell: string): string {
  return `(${cell} >= '!' AND ${cell} NOT LIKE '% ')`;
}

/**
 * SQL of a plain cell's value, and of whether it is one: a cell that every setting reads in the same way, such as
 * 2024-03-01 and 12.50. null: the type has no plain form, and its column must be read in the general way.
 */
export function plainCell(
  contract: ColumnContract,
  cell: string,
): { readonly value: string; readonly when: string } | null {
  switch (contract.type) {
    case "text":
      return { value: cell, when: optional(contract, cell, isBare(cell)) };
    case "date": {
      const value = `TRY_CAST(${cell} AS DATE)`;
      const when = `CAST(${value} AS VARCHAR) = ${cell} AND ${cell} BETWEEN '1970' AND '2101'`;
      return { value, when: optional(contract, cell, when) };
    }
    case "amount":
      return {
        value: `TRY_CAST(${cell} AS ${DECIMAL_TYPE})`,
        when: optional(contract, cell, isPlain(cell)),
      };
    case "choice":
      return {
        value: cell,
        when: optional(contract, cell, `${cell} IN (${literals(contract.choices ?? [])})`),
      };
    default:
      return null;
  }
}

function optional(contract: ColumnContract, cell: string, when: string): string {
  return contract.required ? `coalesce(${when}, false)` : `(${cell} IS NULL OR ${when})`;
}

/**
 * SQL of a number that equal ids share and other ids hardly ever: the digits after the prefix that the ids have in
 * common, else a hash. null where the cell is null.
 */
export function idKey(cell: string, prefix: string | null): string {
  const hashed = `CAST(hash(${cell}) >> 1 AS BIGINT)`;
  if (prefix === null) return `CASE WHEN ${cell} IS NOT NULL THEN ${hashed} END`;
  const digits = `TRY_CAST(substr(${cell}, ${prefix.length + 1}) AS BIGINT)`;
  return `CASE WHEN ${cell} IS NULL THEN NULL
    WHEN starts_with(${cell}, ${literal(prefix)}) THEN coalesce(${digits}, ${hashed}) ELSE ${hashed} END`;
}
