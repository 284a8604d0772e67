import { foldedLetters } from "../../model/words/folded-letters.js";
import { type Cell, type Column, cellOf } from "./column.js";

export interface SortState {
  readonly key: string;
  readonly descending: boolean;
}

/** A copy in the order of one column; missing values last either way, equal ones in the order given. */
export function sortRows<Row extends object>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: SortState | undefined,
): readonly Row[] {
  const column = columns.find(({ key }) => key === sort?.key);
  if (!column || !sort) return rows;
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const direction = sort.descending ? -1 : 1;
  const compare = (a: Cell, b: Cell) =>
    typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
  return rows
    .map((row) => ({ row, value: cellOf(row, column) }))
    .sort((a, b) => {
      const missing = Number(isMissing(a.value)) - Number(isMissing(b.value));
      return missing !== 0 || isMissing(a.value) ? missing : direction * compare(a.value, b.value);
    })
    .map(({ row }) => row);
}

/** Rows in which every word of the query occurs in one of the columns, without regard to case, accents or special letters. */
export function searchRows<Row extends object>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  query: string,
): readonly Row[] {
  const words = foldedLetters(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = foldedLetters(columns.map((column) => String(cellOf(row, column) ?? "")).join(" "));
    return words.every((word) => text.includes(word));
  });
}

function isMissing(value: Cell): boolean {
  return value === null || value === undefined || value === "" || Number.isNaN(value);
}
