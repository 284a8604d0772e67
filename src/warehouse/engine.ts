/** What an engine gives back in a cell: dates as ISO text, decimals and big integers as numbers. */
export type EngineValue = string | number | boolean | null;

export type EngineRow = Readonly<Record<string, EngineValue>>;

/** Some rows of a result, by column. */
export interface EngineBatch {
  readonly rows: number;
  /** Values of a column, in the order of the rows. */
  column(name: string): readonly EngineValue[];
}

/** The SQL engine that reads, checks and summarises the exports. */
export interface Engine {
  /** Runs a statement for its effect. */
  run(sql: string): Promise<void>;
  /** Runs a query and gives its rows in the order of the query. */
  rows(sql: string): Promise<EngineRow[]>;
  /** Runs a query and gives its rows in their order, batch by batch: for results of many rows. */
  batches(sql: string): AsyncIterable<EngineBatch>;
  close(): void;
}

/** Text of a cell; throws when it holds anything else. */
export function text(row: EngineRow, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw unexpected(column, "text", value);
  return value;
}

export function textOrNull(row: EngineRow, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

/** Finite number of a cell; throws when it holds anything else. */
export function number(row: EngineRow, column: string): number {
  const value = row[column];
  if (typeof value !== "number" || !Number.isFinite(value)) throw unexpected(column, "a number", value);
  return value;
}

export function numberOrNull(row: EngineRow, column: string): number | null {
  return row[column] === null ? null : number(row, column);
}

export function boolean(row: EngineRow, column: string): boolean {
  const value = row[column];
  if (typeof value !== "boolean") throw unexpected(column, "true or false", value);
  return value;
}

export function booleanOrNull(row: EngineRow, column: string): boolean | null {
  return row[column] === null ? null : boolean(row, column);
}

function unexpected(column: string, wanted: string, value: unknown): Error {
  return new Error(`engine result, column ${column}: expected ${wanted}, got ${String(value)}`);
}
