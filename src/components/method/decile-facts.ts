import type { Decile } from "../../data/published/method.js";
import type { Column } from "../tables/column.js";

/** Predicted against what came by tenths, as a chart's text summary and the table behind it. */
export function decileFacts(
  rows: readonly Decile[],
  money: (amount: number) => string,
  /** What the second amount is: "came", "now estimated". */
  came: string,
): {
  readonly summary: string;
  readonly data: { readonly columns: readonly Column<Decile>[]; readonly rows: readonly Decile[] };
} {
  return {
    summary: rows
      .map((row) => `Tenth ${row.decile}: predicted ${money(row.predicted)}, ${came} ${money(row.actual)}.`)
      .join(" "),
    data: {
      columns: [
        { key: "decile", label: "Tenth" },
        { key: "clients", label: "Clients" },
        { key: "predicted", label: "Predicted", format: (amount) => money(Number(amount)) },
        {
          key: "actual",
          label: `${came.charAt(0).toUpperCase()}${came.slice(1)}`,
          format: (amount) => money(Number(amount)),
        },
      ],
      rows,
    },
  };
}
