import { isoDateOf } from "../numerics/calendar.js";
import { EXCHANGE_RATES } from "./markets.js";

export type Cell = string | number | null;

/** A table of exports. `rows` can be read again and again; long tables make their rows while they are read. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly Cell[]>;
}

/** The tables of the input contract. */
export const TABLE_NAMES = [
  "transactions",
  "contracts",
  "clients",
  "prospects",
  "opportunities",
  "leads",
  "spend",
  "quotas",
  "initiatives",
  "products",
  "signals",
  "judgements",
  "plans",
  "controls",
] as const;

export type TableName = (typeof TABLE_NAMES)[number];

/** A table whose rows are made anew each time it is read. */
export function lazyTable(columns: readonly string[], makeRows: () => Iterator<readonly Cell[]>): Table {
  return { columns, rows: { [Symbol.iterator]: makeRows } };
}

/** The day as an ISO date, null where there is none. */
export function dateCell(day: number | null): Cell {
  return day === null ? null : isoDateOf(day);
}

/** Euros as an amount of the currency, to the cent. */
export function inCurrency(euros: number, currency: keyof typeof EXCHANGE_RATES): number {
  return Math.round((euros / EXCHANGE_RATES[currency]) * 100) / 100;
}
