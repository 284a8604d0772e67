import type { MethodPage } from "../../data/published/method.js";
import { formatter, type MoneyFacts } from "../words/format.js";
import { element } from "./element.js";

type SimpleFormula = MethodPage["simpleFormula"];

/** The simple formula written out with its numbers: average purchase × purchases a year × lifespan = value. */
export function formulaLine(
  formula: SimpleFormula,
  report: MoneyFacts,
  /** Formats the money; whole units unless told. */
  money: (amount: number) => string = formatter(report).money,
): HTMLElement {
  const f = formatter(report);
  const term = (value: string, label: string) =>
    element`<span class="bw-formula-term"><strong>${value}</strong><span>${label}</span></span>`;
  const sign = (text: string) => element`<span class="bw-formula-sign">${text}</span>`;
  return element`<p class="bw-formula">${term(money(formula.averagePurchase), "average purchase")}${sign("×")}${term(
    f.number(formula.purchasesPerYear),
    "purchases a year",
  )}${sign("×")}${term(f.number(formula.lifespanYears), "years a client stays")}${sign("=")}${term(
    money(formula.value),
    "a client",
  )}</p>`;
}
