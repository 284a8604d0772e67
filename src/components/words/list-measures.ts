import { wayInWords } from "../../model/lookalike/winning/way-in-words.js";
import type { Estimate } from "../../model/numerics/interval.js";
import { element } from "../page/element.js";
import type { Formatter } from "./format.js";

/** The column that names the ways of ordering the list. */
export function wayColumn<Row extends { readonly method: string }>() {
  return { key: "method", label: "List ordered by", value: ({ method }: Row) => wayInWords(method) };
}

/** A column for the share that the first part of a list, of this length, holds; and how many times chance's that is. */
export function heldColumn<Row>(
  f: Formatter,
  label: string,
  length: number,
  key: string,
  heldBy: (row: Row) => Estimate,
) {
  return {
    key,
    label,
    value: (row: Row) => heldBy(row).value,
    render: (row: Row) => {
      const { value, low, high } = heldBy(row);
      return twoLines(
        f.percent(value),
        `${f.percent(low)} to ${f.percent(high)}`,
        `${f.multiple(value / length)} chance`,
      );
    },
  };
}

/** A column for what the score's list holds more in its first tenth than another way's. */
export function leadColumn<Row extends { readonly method: string }>(
  f: Formatter,
  leadOver: (method: string) => Estimate | undefined,
) {
  const points = (share: number): string => f.number(Math.round(100 * share));
  return {
    key: "lead",
    label: "Score leads it in the first 10% by, points",
    value: (row: Row) => leadOver(row.method)?.value ?? null,
    render: (row: Row) => {
      const lead = leadOver(row.method);
      return lead ? twoLines(points(lead.value), `${points(lead.low)} to ${points(lead.high)}`) : "–";
    },
  };
}

function twoLines(first: string, ...others: readonly string[]): HTMLElement {
  return element`<span>${first}${others.map((line) => element`<span class="bw-id">${line}</span>`)}</span>`;
}
