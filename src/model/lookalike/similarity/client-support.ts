import { type AccountTable, columnOf } from "../encoding/account-table.js";
import { FIELD_STATES } from "../encoding/design.js";

/** What clients have shown of each field: the levels seen, or the range. */
export interface ClientSupport {
  readonly seen: readonly (Uint8Array | null)[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Collects the levels and ranges of the clients. */
export function fitClientSupport(table: AccountTable): ClientSupport {
  const lower = new Float64Array(table.columns.length).fill(Number.POSITIVE_INFINITY);
  const upper = new Float64Array(table.columns.length).fill(Number.NEGATIVE_INFINITY);
  const seen = table.columns.map((column, field) => {
    if (column.feature.kind === "category") {
      const flags = new Uint8Array(column.levels.length);
      for (const code of column.values) if (!Number.isNaN(code)) flags[code] = 1;
      return flags;
    }
    for (const value of column.values) {
      if (value < (lower[field] ?? 0)) lower[field] = value;
      if (value > (upper[field] ?? 0)) upper[field] = value;
    }
    return null;
  });
  return { seen, lower, upper };
}

/** What is known of each field of each account (`FIELD_STATES`), `states[row · fields + field]`. */
export function fieldStates(support: ClientSupport, table: AccountTable): Uint8Array {
  const fieldCount = table.columns.length;
  const states = new Uint8Array(table.rowCount * fieldCount);
  for (let field = 0; field < fieldCount; field++) {
    const { values } = columnOf(table, field);
    const seen = support.seen[field] ?? null;
    const lower = support.lower[field] ?? 0;
    const upper = support.upper[field] ?? 0;
    for (let row = 0; row < table.rowCount; row++) {
      const value = values[row] ?? Number.NaN;
      let state: number = FIELD_STATES.known;
      if (Number.isNaN(value)) state = FIELD_STATES.missing;
      else if (seen !== null) state = seen[value] === 1 ? FIELD_STATES.known : FIELD_STATES.unseen;
      else if (value < lower || value > upper) state = FIELD_STATES.outside;
      states[row * fieldCount + field] = state;
    }
  }
  return states;
}
