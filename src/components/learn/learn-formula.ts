import { simpleValue } from "../../model/value/simple-formula.js";
import { controlRow, sliderControl } from "../page/controls.js";
import { element } from "../page/element.js";
import { formulaLine } from "../page/formula-line.js";
import { readState, writeState } from "../page/url-state.js";
import { formatter, type MoneyFacts } from "../words/format.js";

const defaults = { purchase: 200, purchases: 2, years: 5 };

/** The formula of lifetime value to play with: three sliders, the product, and what one more year would add. */
export function learnFormula(report: MoneyFacts): HTMLElement {
  const f = formatter(report);
  const state = readState(defaults);
  const purchase = sliderControl({
    label: "A purchase brings",
    min: 50,
    max: 2000,
    step: 50,
    value: state.purchase,
    format: f.money,
  });
  const purchases = sliderControl({
    label: "Purchases a year",
    min: 1,
    max: 12,
    value: state.purchases,
    format: f.number,
  });
  const years = sliderControl({
    label: "Years a client stays",
    min: 1,
    max: 15,
    value: state.years,
    format: f.number,
  });
  const result = element`<div aria-live="polite"></div>`;
  const show = (): void => {
    const formula = simpleValue(purchase.value, purchases.value, years.value);
    const longer = simpleValue(purchase.value, purchases.value, years.value + 1).value - formula.value;
    result.replaceChildren(
      formulaLine(formula, report),
      element`<p>Keep the client one year longer, and it is worth ${f.money(longer)} more, without a single new sale to win.</p>`,
    );
    writeState({ purchase: purchase.value, purchases: purchases.value, years: years.value }, defaults);
  };
  for (const control of [purchase, purchases, years]) control.addEventListener("input", show);
  show();
  return element`<div>${controlRow(purchase, purchases, years)}${result}</div>`;
}
