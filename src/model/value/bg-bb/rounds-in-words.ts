import type { OrderRounds } from "./order-rounds.js";

const HOW_OFTEN: ReadonlyMap<number, string> = new Map([
  [12, "yearly"],
  [6, "half-yearly"],
  [3, "quarterly"],
  [1, "monthly"],
]);

/** "yearly rounds". */
export function roundsInWords({ everyMonths }: Pick<OrderRounds, "everyMonths">): string {
  return `${HOW_OFTEN.get(everyMonths) ?? `${everyMonths}-monthly`} rounds`;
}
