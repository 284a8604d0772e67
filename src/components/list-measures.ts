import type { Formatter } from "./format.js";

interface ShareInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A column for the share that the first part of a list, of this length, holds; and how many times chance's that is. */
export function heldColumn<Row>(
  f: Formatter,
  label: string,
  length: number,
  key: string,
  heldBy: (row: Row) => ShareInterval,
) {
  return {
    key,
    label,
    value: (row: Row) => heldBy(row).value,
    format: (_: unknown, row: Row) => {
      const { value, low, high } = heldBy(row);
      const interval = `${f.percent(value)} (${f.percent(low)} to ${f.percent(high)})`;
      return `${interval}, ${f.multiple(value / length)} chance`;
    },
  };
}

/** A column for what the score's list holds more in its first tenth than another way's. */
export function leadColumn<Row extends { readonly method: string }>(
  f: Formatter,
  leadOver: (method: string) => ShareInterval | undefined,
) {
  const points = (share: number): string => f.number(Math.round(100 * share));
  return {
    key: "lead",
    label: "Score leads it by",
    value: (row: Row) => leadOver(row.method)?.value ?? null,
    format: (_: unknown, row: Row) => {
      const lead = leadOver(row.method);
      return lead ? `${points(lead.value)} (${points(lead.low)} to ${points(lead.high)}) points` : "";
    },
  };
}
