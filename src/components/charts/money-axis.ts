import type { Formatter } from "../words/format.js";

/** The upright axis of charts of money: from zero, few lines, short amounts. */
export function moneyAxis(f: Pick<Formatter, "moneyShort">) {
  return {
    label: null,
    grid: true,
    zero: true,
    ticks: 4,
    tickFormat: (amount: number) => f.moneyShort(amount),
  };
}
