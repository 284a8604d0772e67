import type { Interval } from "../../data/published/common.js";
import type { Formatter } from "../words/format.js";
import type { Column } from "./column.js";

/** An index and its ends as columns of their own, each written so that an end that is not 1 does not read as 1. */
export function indexColumns<Row extends { readonly index: Interval }>(f: Formatter): readonly Column<Row>[] {
  const column = (key: string, label: string, end: keyof Interval): Column<Row> => ({
    key,
    label,
    value: ({ index }) => index[end],
    format: (_, { index }) => f.multipleParts(index)[end],
  });
  return [column("index", "Index", "value"), column("low", "Low", "low"), column("high", "High", "high")];
}
