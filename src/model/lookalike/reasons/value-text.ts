import { numberPhrase } from "../../firmographics/phrases.js";
import type { FieldColumn } from "../encoding/account-table.js";

/** A value of a field in words; "unknown" for what is missing. */
export function valueText(column: FieldColumn, value: number): string {
  if (Number.isNaN(value)) return "unknown";
  if (column.feature.kind === "category") return column.levels[value] ?? "unknown";
  return numberPhrase(column.feature.name, value);
}
