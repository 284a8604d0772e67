/** A value as an SQL string literal, whatever it holds. */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A list of string literals for `IN (…)`; never empty. */
export function literals(values: readonly string[]): string {
  return values.length === 0 ? "NULL" : values.map(literal).join(", ");
}

/** A floating-point literal. */
export function double(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`not a finite number: ${value}`);
  return `CAST(${value} AS DOUBLE)`;
}

/** A date's quarter as 2024-Q1. */
export function quarterOf(date: string): string {
  return `CAST(extract(YEAR FROM ${date}) AS VARCHAR) || '-Q' || CAST(extract(QUARTER FROM ${date}) AS VARCHAR)`;
}
