import { formatter, type MoneyFacts } from "../words/format.js";
import type { Column } from "./column.js";

/** A column of amounts, in whole units on the screen, with the currency in its header. */
export function moneyColumn(key: string, label: string, report: MoneyFacts): Column<object> {
  const { money } = formatter(report);
  return { key, label, unit: report.currency, format: (amount) => money(Number(amount)) };
}

/** A column of shares as percentages; whole ones unless told. */
export function shareColumn(key: string, label: string, report: MoneyFacts, digits?: number): Column<object> {
  const { percent } = formatter(report);
  return { key, label, format: (share) => percent(Number(share), digits) };
}

/** A column of whole numbers. */
export function countColumn(key: string, label: string, report: MoneyFacts): Column<object> {
  const { count } = formatter(report);
  return { key, label, format: (whole) => count(Number(whole)) };
}

/** A column of other numbers, to four digits. */
export function numberColumn(key: string, label: string, report: MoneyFacts): Column<object> {
  const { number } = formatter(report);
  return { key, label, format: (value) => number(Number(value)) };
}
