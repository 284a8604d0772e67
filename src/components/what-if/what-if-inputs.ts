import type { WhatIfPage } from "../../data/published/what-if.js";
import { unchanged } from "../../model/economics/what-if/levers.js";
import { listLength, plannedProspects, type SalesPlan } from "../../model/economics/what-if/sales-plan.js";
import { type WhatIfOutcome, whatIf } from "../../model/economics/what-if/what-if.js";
import { type Control, controlRow, selectControl, sliderControl } from "../page/controls.js";
import { element } from "../page/element.js";
import { stat, stats } from "../page/stat.js";
import { readState, writeState } from "../page/url-state.js";
import { type Formatter, formatter, type MoneyFacts } from "../words/format.js";
import { stepOf } from "./slider-scale.js";
import {
  defaultState,
  keyOf,
  leversOf,
  modelOf,
  positionOf,
  SLIDERS,
  stateOf,
  TURNED,
  type TurnedLever,
  type WhatIfState,
} from "./what-if-state.js";
import { changeInWords, leverLabel, signedMoney } from "./what-if-words.js";

const AS_IT_IS = "As it is";

/** Sliders on everything that can be turned, and what becomes of today's clients and the plan. The address keeps them. */
export function whatIfInputs(page: WhatIfPage, report: MoneyFacts): HTMLElement {
  const f = formatter(report);
  const base = unchanged(page.model.discountRateAnnual);
  const defaults = defaultState(page);
  const namedScenario = (name: string) => page.scenarios.find((one) => one.name === name) ?? null;
  /** What the address leaves out: the positions of the scenario that it names. */
  const leftOut = (name: string): WhatIfState => ({
    ...stateOf(namedScenario(name), defaults),
    scenario: "",
  });
  let state = readState(leftOut(readState(defaults).scenario));
  const scenarios = selectControl({
    label: "Begin with",
    options: [
      { value: "", label: AS_IT_IS },
      ...page.scenarios.map(({ name }) => ({ value: name, label: name })),
    ],
    value: namedScenario(state.scenario)?.name ?? "",
  });
  const turned = TURNED.filter(
    (lever) => page.model.plan !== null || (lever !== "winRate" && lever !== "acquisitionCost"),
  ).filter((lever) => lever !== "acquisitionCost" || (page.model.plan?.costPerProspect ?? 0) > 0);
  const sliders = turned.map((lever) => {
    const { min, max, step } = SLIDERS[lever];
    const slider = sliderControl({
      label: leverLabel(lever),
      min: Math.min(min, positionOf(lever, base[lever])),
      max,
      step,
      value: Number(state[keyOf(lever)]),
      format: (position) => positionInWords(lever, position, page, f),
    });
    slider.addEventListener("input", () => {
      state = { ...state, [keyOf(lever)]: slider.value };
      show();
    });
    return { lever, slider };
  });
  const { plan } = page.model;
  const capacity = plan && capacitySlider(plan, state.capacity, f);
  capacity?.addEventListener("input", () => {
    state = { ...state, capacity: capacity.value };
    show();
  });
  const result = element`<div aria-live="polite"></div>`;
  const reset = element`<button type="button" class="bw-button">Back to the report</button>`;
  const begin = (name: string): void => {
    const scenario = namedScenario(name);
    state = stateOf(scenario, defaults);
    scenarios.value = scenario?.name ?? "";
    for (const { lever, slider } of sliders) slider.value = Number(state[keyOf(lever)]);
    if (capacity) capacity.value = state.capacity;
    show();
  };
  scenarios.addEventListener("input", () => begin(scenarios.value));
  reset.addEventListener("click", () => begin(""));
  const before = whatIf(page.model, base);
  const show = (): void => {
    const loss = namedScenario(state.scenario)?.loses?.loss ?? null;
    const after = whatIf(modelOf(state, page.model), leversOf(state, base), loss);
    result.replaceChildren(outcomeStats(before, after, f));
    writeState(state, leftOut(state.scenario));
  };
  show();
  return element`<div>${controlRow(scenarios, ...sliders.map(({ slider }) => slider), ...(capacity ? [capacity] : []), reset)}${result}</div>`;
}

/** The figures after a change beside those before it. */
function outcomeStats(before: WhatIfOutcome, after: WhatIfOutcome, f: Formatter): HTMLElement {
  const one = (label: string, was: number, is: number, note?: string) =>
    stat({
      label,
      value: f.moneyTotal(is),
      interval: was === is ? "as in the report" : `${signedMoney(is - was, f, 3)} on ${f.moneyTotal(was)}`,
      ...(note === undefined ? {} : { note }),
    });
  return stats(
    one("Today’s clients still bring", before.residual, after.residual),
    one("Lifetime value of all clients", before.clv, after.clv),
    ...(before.plan && after.plan
      ? [
          one(
            "The plan brings, less its cost",
            before.plan.net,
            after.plan.net,
            `${f.count(after.plan.wins)} of ${f.count(after.plan.prospects)} prospects won`,
          ),
          one("All that is ahead", before.ahead, after.ahead),
        ]
      : []),
  );
}

/** How many prospects are worked, from the top of the list down to all that the plan knows of. */
function capacitySlider(plan: SalesPlan, value: number, f: Formatter): Control<number> {
  const planned = plannedProspects(plan);
  const step = planned % stepOf(planned) === 0 ? stepOf(planned) : 1;
  return sliderControl({
    label: "Prospects worked",
    min: 0,
    max: Math.floor(listLength(plan) / step) * step,
    step,
    value,
    format: (prospects) =>
      prospects === planned ? `as it is: ${f.count(planned)}` : `${f.count(prospects)} of the list`,
  });
}

function positionInWords(lever: TurnedLever, position: number, page: WhatIfPage, f: Formatter): string {
  if (lever === "discountRateAnnual") return f.percent(position / 100, position % 1 === 0 ? 0 : 1);
  const change = changeInWords(1 + position / 100, f);
  const [rate, population] =
    lever === "retention"
      ? [page.yearlyStay, "business"]
      : lever === "winRate"
        ? [page.winRate, "the plan’s prospects"]
        : [null, ""];
  if (rate === null) return change;
  return `${change}: ${f.percent(Math.min(1, rate * (1 + position / 100)), 1)} of ${population}`;
}
