import type { Cell, Table } from "../../../src/model/world/table.js";

/** Rows of a table by column name. */
export function rowsOf(table: Table): readonly Readonly<Record<string, Cell>>[] {
  return [...table.rows].map((row) =>
    Object.fromEntries(table.columns.map((column, index) => [column, row[index] ?? null])),
  );
}

export type Row = Readonly<Record<string, Cell>>;

/** Rows by the text of a column. */
export function rowsBy(rows: readonly Row[], column: string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = String(row[column]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/** Mean of the numbers that a function gives of rows. */
export function meanOf<T>(items: readonly T[], measure: (item: T) => number): number {
  return items.reduce((sum, item) => sum + measure(item), 0) / items.length;
}
