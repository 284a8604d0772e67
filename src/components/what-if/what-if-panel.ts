import type { WhatIfPage } from "../../data/published/what-if.js";
import type { InvestmentFlows } from "../../model/economics/what-if/investment.js";
import {
  type InvestmentEstimate,
  investmentEstimate,
} from "../../model/economics/what-if/investment-interval.js";
import { type Levers, unchanged } from "../../model/economics/what-if/levers.js";
import type { PlanOutcome } from "../../model/economics/what-if/sales-plan.js";
import { substream } from "../../model/numerics/substream.js";
import { plural } from "../../model/words/plural.js";
import { controlRow, sliderControl } from "../page/controls.js";
import { element } from "../page/element.js";
import { stat, stats } from "../page/stat.js";
import { statInterval } from "../page/stat-interval.js";
import { readState, writeState } from "../page/url-state.js";
import { type Formatter, formatter, type MoneyFacts } from "../words/format.js";
import { sentenceCase } from "../words/wording.js";
import { signedMoney } from "./what-if-words.js";

type Flows = InvestmentFlows & { readonly worked?: PlanOutcome };

const DRAWS = 80;
const SEED = 1;

/** One input of an investment. */
interface PanelInput {
  readonly key: string;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  readonly format: (value: number, f: Formatter) => string;
}

/** Something to spend on: its inputs, what it brings for their values, and what it rests on. */
export interface InvestmentPanel {
  readonly title: string;
  readonly inputs: readonly PanelInput[];
  readonly flows: (values: Readonly<Record<string, number>>, levers: Levers, draw: number | null) => Flows;
  readonly note: string;
}

/** The panel, recomputed at every change of an input; the address keeps the inputs. */
export function investmentPanel(panel: InvestmentPanel, page: WhatIfPage, report: MoneyFacts): HTMLElement {
  const f = formatter(report);
  const defaults = Object.fromEntries(panel.inputs.map(({ key, value }) => [key, value]));
  const given = readState(defaults);
  const sliders = panel.inputs.map(({ key, label, min, max, step, format }) => ({
    key,
    slider: sliderControl({
      label,
      min,
      max,
      step,
      value: Number(given[key]),
      format: (value) => format(value, f),
    }),
  }));
  const result = element`<div aria-live="polite"></div>`;
  const show = (): void => {
    const values = Object.fromEntries(sliders.map(({ key, slider }) => [key, slider.value]));
    const flowsUnder = (levers: Levers, draw: number | null) => panel.flows(values, levers, draw);
    const base = unchanged(page.model.discountRateAnnual);
    const estimate = investmentEstimate(
      flowsUnder,
      base,
      page.ranges,
      page.model.discountRateAnnual,
      DRAWS,
      substream(SEED, panel.title),
    );
    result.replaceChildren(outcomeNode(estimate, flowsUnder(base, null), f));
    writeState(values, defaults);
  };
  for (const { slider } of sliders) slider.addEventListener("input", show);
  show();
  return element`<section class="bw-panel"><h3>${panel.title}</h3>${controlRow(...sliders.map(({ slider }) => slider))}${result}<p class="bw-note">${panel.note}</p></section>`;
}

function outcomeNode(estimate: InvestmentEstimate, { worked }: Flows, f: Formatter): HTMLElement {
  const { expected, value, net, payback, pays } = estimate;
  if (!(expected.cost > 0)) return element`<p>Nothing is spent, so that nothing has to come back.</p>`;
  const paysBack = monthsInWords(expected.paybackMonths);
  const range = paybackRange(payback.low, payback.high);
  const won =
    worked && `${plural(f.count(worked.prospects), "account")} worked, ${winsInWords(worked.wins, f)} won`;
  return stats(
    stat({
      label: "Lifetime value added",
      value: f.moneyShort(expected.value),
      ...statInterval(f.moneyShort(expected.value), f.moneyShort(value.low), f.moneyShort(value.high)),
      ...(won === undefined ? {} : { note: won }),
    }),
    stat({
      label: "Cost",
      value: f.moneyShort(expected.cost),
      ...(expected.ratio === null
        ? {}
        : { note: `each ${f.money(1)} brings ${f.moneyShort(expected.ratio)}` }),
    }),
    stat({
      label: "Left after cost",
      value: signedMoney(expected.net, f),
      ...statInterval(signedMoney(expected.net, f), signedMoney(net.low, f), signedMoney(net.high, f)),
      note: `pays in ${f.percent(pays)} of draws`,
    }),
    stat({
      label: "Pays back",
      value: paysBack,
      ...(range === sentenceCase(paysBack) ? {} : { interval: range }),
    }),
  );
}

/** Months until it is paid back, in words. */
export function monthsInWords(months: number | null): string {
  if (months === null) return "not within the horizon";
  return months === 0 ? "at once" : months === 1 ? "in 1 month" : `in ${months} months`;
}

/** Between which months it is paid back, or one where both ends are the same: "6 to 9 months". */
export function paybackRange(low: number | null, high: number | null): string {
  if (low === high) return sentenceCase(monthsInWords(low));
  if (low === null || high === null) return sentenceCase(`${monthsInWords(low)}, or ${monthsInWords(high)}`);
  if (low === 0) return `Within ${plural(high, "month")}`;
  return `${low} to ${high} months`;
}

function winsInWords(wins: number, f: Formatter): string {
  return wins < 1 ? "less than one" : f.number(Number(wins.toPrecision(2)));
}

/** How the values of inputs read. */
export const inputFormats = {
  money: (value: number, f: Formatter): string => f.moneyShort(value),
  whole: (value: number, f: Formatter): string => f.count(value),
  percent: (value: number, f: Formatter): string => f.percent(value / 100),
  times: (value: number, f: Formatter): string => f.multiple(value),
};
