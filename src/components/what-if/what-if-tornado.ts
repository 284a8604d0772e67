import * as Plot from "@observablehq/plot";
import type { WhatIfPage } from "../../data/published/what-if.js";
import { unchanged } from "../../model/economics/what-if/levers.js";
import { answerTo, type TornadoBar, tornado } from "../../model/economics/what-if/sensitivity.js";
import { whatIf } from "../../model/economics/what-if/what-if.js";
import { chartFigure } from "../charts/chart-figure.js";
import { colour } from "../charts/palette.js";
import { controlRow, selectControl } from "../page/controls.js";
import { element } from "../page/element.js";
import { readState, writeState } from "../page/url-state.js";
import { type Formatter, formatter, type MoneyFacts } from "../words/format.js";
import { leverLabel, leverValue, questionLabel, rangeInWords } from "./what-if-words.js";

type Question = "ahead" | "residual" | "plan";
const defaults = { question: "ahead" };

/** What each input does on its own, for the figure that the address keeps. */
export function whatIfTornado(page: WhatIfPage, report: MoneyFacts): HTMLElement {
  const questions: readonly Question[] = page.model.plan ? ["ahead", "residual", "plan"] : ["residual"];
  const asked = questions.find((one) => one === readState(defaults).question) ?? questions[0] ?? "residual";
  const choice = selectControl({
    label: "Of what",
    options: questions.map((value) => ({ value, label: questionLabel(value) })),
    value: asked,
  });
  const place = element`<div></div>`;
  const show = (): void => {
    const question = questions.find((one) => one === choice.value) ?? asked;
    place.replaceChildren(tornadoFigure(page, question, report));
    writeState({ question }, { question: questions[0] ?? "residual" });
  };
  choice.addEventListener("input", show);
  show();
  return element`<div>${place}${questions.length > 1 ? controlRow(choice) : null}</div>`;
}

function tornadoFigure(page: WhatIfPage, question: Question, report: MoneyFacts): HTMLElement {
  const f = formatter(report);
  const base = unchanged(page.model.discountRateAnnual);
  const centre = answerTo(question, whatIf(page.model, base));
  const bars = tornado(page.model, page.ranges, base, question).filter(
    ({ atLow, atHigh }) => Math.abs(atHigh - atLow) > 1e-9 * Math.abs(centre),
  );
  const rangeOf = new Map(page.ranges.map((range) => [range.lever, range]));
  const [first, second] = bars;
  const title =
    first === undefined
      ? "No input is known to vary"
      : `${leverLabel(first.lever)} moves it most${second ? `, then ${leverLabel(second.lever).toLowerCase()}` : ""}`;
  const rows = bars.map((bar) => {
    const range = rangeOf.get(bar.lever);
    return {
      lever: leverLabel(bar.lever),
      range: range ? rangeInWords(range, f) : "",
      atLow: bar.atLow,
      atHigh: bar.atHigh,
      basis: range?.source ?? "",
    };
  });
  return chartFigure({
    rank: "lead",
    title,
    subtitle: `${questionLabel(question)}, ${f.moneyTotal(centre)}, with one input at the 10th and the 90th percentile of its range`,
    caption: `${f.count(page.clients)} clients. Hollow bars rest on an assumption, full ones on the data; below, where each range comes from.`,
    summary: `${title}. ${rows.map((row) => `${row.lever} (${row.range}): ${f.moneyTotal(row.atLow)} to ${f.moneyTotal(row.atHigh)}`).join("; ")}.`,
    data: {
      columns: [
        { key: "lever", label: "Input" },
        { key: "range", label: "Range" },
        { key: "atLow", label: "At its low end", format: (value) => f.moneyTotal(Number(value)) },
        { key: "atHigh", label: "At its high end", format: (value) => f.moneyTotal(Number(value)) },
        { key: "basis", label: "Where the range comes from" },
      ],
      rows,
    },
    chart: (width) => tornadoPlot(bars, page, centre, f, width),
  });
}

function tornadoPlot(
  bars: readonly TornadoBar[],
  page: WhatIfPage,
  centre: number,
  f: Formatter,
  width: number,
): Node {
  const rangeOf = new Map(page.ranges.map((range) => [range.lever, range]));
  const narrow = width < 520;
  const ends = bars.flatMap(({ lever, atLow, atHigh }) => {
    const range = rangeOf.get(lever);
    return [
      { lever: leverLabel(lever), at: atLow, value: range?.low ?? 0, name: lever },
      { lever: leverLabel(lever), at: atHigh, value: range?.high ?? 0, name: lever },
    ].map((end) => ({ ...end, isAssumption: range?.isAssumption ?? true }));
  });
  const left = ends.filter(({ at }) => at < centre);
  const right = ends.filter(({ at }) => at >= centre);
  const words = { fontSize: 12, fill: colour.muted } as const;
  return Plot.plot({
    width,
    height: 66 + (narrow ? 46 : 34) * bars.length,
    marginLeft: narrow ? 46 : 216,
    marginRight: narrow ? 46 : 60,
    marginTop: 24,
    marginBottom: 40,
    insetLeft: narrow ? 0 : 40,
    x: {
      label: null,
      tickFormat: (value: number) => f.moneyShort(value),
      ticks: Math.max(3, Math.floor(width / 150)),
      grid: true,
    },
    y: {
      domain: bars.map(({ lever }) => leverLabel(lever)),
      label: null,
      axis: null,
      padding: narrow ? 0.6 : 0.35,
    },
    marks: [
      Plot.barX(ends, {
        x1: centre,
        x2: "at",
        y: "lever",
        fill: (end: { readonly isAssumption: boolean }) => (end.isAssumption ? colour.paper : colour.accent),
        stroke: colour.accent,
        fillOpacity: 0.85,
      }),
      Plot.ruleX([centre], { stroke: colour.ink }),
      Plot.text([centre], {
        x: (at: number) => at,
        text: (at: number) => f.moneyTotal(at),
        frameAnchor: "top",
        dy: -16,
        fill: colour.ink,
      }),
      Plot.text(bars, {
        y: ({ lever }: TornadoBar) => leverLabel(lever),
        text: ({ lever }: TornadoBar) => leverLabel(lever),
        frameAnchor: "left",
        textAnchor: "start",
        dx: narrow ? -40 : -208,
        dy: narrow ? -19 : 0,
        fontSize: 14,
        fill: colour.ink,
        stroke: colour.paper,
        strokeWidth: 6,
      }),
      Plot.text(left, {
        x: "at",
        y: "lever",
        text: (end: (typeof ends)[number]) => shortValue(end.name, end.value, f),
        textAnchor: "end",
        dx: -5,
        ...words,
      }),
      Plot.text(right, {
        x: "at",
        y: "lever",
        text: (end: (typeof ends)[number]) => shortValue(end.name, end.value, f),
        textAnchor: "start",
        dx: 5,
        ...words,
      }),
    ],
  });
}

function shortValue(lever: TornadoBar["lever"], value: number, f: Formatter): string {
  return lever === "discountRateAnnual" ? f.percent(value) : leverValue(lever, value, f);
}
