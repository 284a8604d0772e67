import type { Report } from "../../data/published/report.js";
import { retainedRevenue } from "../../model/value/contracts/retained-revenue.js";
import { controlRow, sliderControl } from "../page/controls.js";
import { element } from "../page/element.js";
import { stat, stats } from "../page/stat.js";
import { readState, writeState } from "../page/url-state.js";
import { formatter, type MoneyFacts } from "../words/format.js";

const defaults = { first: 40, second: 90 };
const quota = 100_000;
const years = 5;

type Facts = MoneyFacts & Pick<Report, "discountRateAnnual">;

/** Two sellers with the same bookings and clients that stay for longer or shorter, by sliders. */
export function learnQuota(report: Facts): HTMLElement {
  const f = formatter(report);
  const state = readState(defaults);
  const slider = (label: string, value: number) =>
    sliderControl({ label, min: 0, max: 100, step: 5, value, format: (percent) => f.percent(percent / 100) });
  const first = slider("Anna’s clients that go on each year", state.first);
  const second = slider("Ben’s clients that go on each year", state.second);
  const result = element`<div aria-live="polite"></div>`;
  const worth = (percent: number): number =>
    retainedRevenue(quota, percent / 100, years, report.discountRateAnnual);
  const show = (): void => {
    const [ofFirst, ofSecond] = [worth(first.value), worth(second.value)];
    const [more, less] = ofFirst > ofSecond ? [ofFirst, ofSecond] : [ofSecond, ofFirst];
    const better = ofFirst > ofSecond ? "Anna" : "Ben";
    result.replaceChildren(
      stats(
        stat({
          label: "Anna’s bookings of a year",
          value: f.money(quota),
          note: `worth ${f.moneyShort(ofFirst)} over five years`,
        }),
        stat({
          label: "Ben’s bookings of a year",
          value: f.money(quota),
          note: `worth ${f.moneyShort(ofSecond)} over five years`,
        }),
      ),
      element`<p>${
        more === less
          ? "Both met the same quota, and both brought the same."
          : `Both met the same quota. ${better} brought ${f.multiple(more / less)} as much.`
      }</p>`,
    );
    writeState({ first: first.value, second: second.value }, defaults);
  };
  for (const control of [first, second]) control.addEventListener("input", show);
  show();
  return element`<div>${controlRow(first, second)}${result}</div>`;
}
