import type { CaptureCurve, ProspectsPage } from "../../data/published/prospects.js";
import { capturedAt } from "../../model/lookalike/evaluation/captured-at.js";
import { captureChart, isChance } from "../charts/capture-curve.js";
import { chartFigure } from "../charts/chart-figure.js";
import { sliderControl } from "../page/controls.js";
import { element } from "../page/element.js";
import type { Formatter } from "../words/format.js";
import { captureTitle, listLengths } from "./prospect-sentences.js";

/** The curve of captured value with the slider for the length of the list; its `value` is that length. */
export function captureFigure(
  page: ProspectsPage,
  f: Formatter,
  length: number,
): HTMLElement & { value: number } {
  const reach = Math.max(page.capacity, length) > page.ranked / 2 ? 1 : 0.5;
  const lengths = listLengths(Math.floor(page.ranked * reach), page.capacity, length);
  const slider = sliderControl({
    label: "Length of the list",
    min: 0,
    max: lengths.length - 1,
    value: Math.max(0, lengths.indexOf(length)),
    format: (index) => f.count(lengths[index] ?? length),
  });
  const current = () => lengths[slider.value] ?? length;
  if (page.captured.length === 0) return listLengthAlone(slider, lengths.length > 1, current);
  const curves = withChance(page.captured);
  let redraw = () => {};
  const figure = chartFigure({
    rank: "lead",
    title: captureTitle(page, length, f),
    subtitle:
      "Share of all P(win) × expected CLV, before the cost of winning, that the first prospects of a list hold",
    caption: `n = ${f.count(page.ranked)} ranked prospects. Value by the ranking’s own estimates; how it does on clients that it did not see is on the page of the method.`,
    summary: curves
      .map(
        (curve) =>
          `${curve.method}: ${f.percent(capturedAt(curve, 0.05))} in the first 5%, ${f.percent(capturedAt(curve, 0.1))} in the first 10%, ${f.percent(capturedAt(curve, 0.2))} in the first 20%`,
      )
      .join("; "),
    chart: (width) => {
      const place = element`<div></div>`;
      redraw = () =>
        place.replaceChildren(
          captureChart(curves, { width, f, ranked: page.ranked, length: current(), reach }),
        );
      redraw();
      return place;
    },
    data: {
      rows: curves.flatMap(({ method, points }) => points.map((point) => ({ method, ...point }))),
      columns: [
        { key: "method", label: "Order" },
        { key: "share", label: "Share of the list", format: (v) => f.percent(Number(v), 1) },
        { key: "captured", label: "Captured", format: (v) => f.percent(Number(v), 1) },
      ],
    },
  });
  slider.addEventListener("input", () => {
    redraw();
    const title = figure.querySelector(".bw-figure-title");
    if (title) title.textContent = captureTitle(page, current(), f);
  });
  if (lengths.length > 1) figure.querySelector(".bw-chart")?.before(slider);
  slider.style.marginTop = "0.75rem";
  return withValue(element`<div>${figure}</div>`, current);
}

/** The slider without a curve: where what is lost leaves no total to hold shares of. */
function listLengthAlone(
  slider: HTMLElement,
  isChoice: boolean,
  current: () => number,
): HTMLElement & { value: number } {
  return withValue(
    element`<div>${isChoice ? slider : null}<p class="bw-note">No shares of value are drawn: what some prospects are expected to lose leaves no total that others could hold shares of.</p></div>`,
    current,
  );
}

function withValue(place: HTMLElement, current: () => number): HTMLElement & { value: number } {
  const result = Object.assign(place, { value: current() });
  Object.defineProperty(result, "value", { get: current });
  return result;
}

function withChance(curves: readonly CaptureCurve[]): readonly CaptureCurve[] {
  if (curves.some(isChance)) return curves;
  const points = [
    { share: 0, captured: 0 },
    { share: 1, captured: 1 },
  ];
  return [...curves, { method: "Chance", points }];
}
