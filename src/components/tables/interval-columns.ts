import type { Interval } from "../../data/published/common.js";
import type { Column } from "./column.js";

/** An estimate and the ends of its 80 % interval as columns of their own, so that a file holds numbers. */
export function intervalColumns<Row extends object>(
  key: string,
  label: string,
  intervalOf: (row: Row) => Interval | null,
  format: (value: number) => string,
  unit?: string | undefined,
): readonly Column<Row>[] {
  const column = (end: keyof Interval, named: string, suffix: string): Column<Row> => ({
    key: `${key}${suffix}`,
    label: named,
    ...(unit !== undefined && { unit }),
    value: (row) => intervalOf(row)?.[end] ?? null,
    format: (value) => format(Number(value)),
  });
  return [column("value", label, ""), column("low", "80% from", "Low"), column("high", "80% to", "High")];
}
