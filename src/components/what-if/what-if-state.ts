import type { WhatIfPage, WhatIfScenario } from "../../data/published/what-if.js";
import type { Levers } from "../../model/economics/what-if/levers.js";
import { listLength, plannedProspects, withCapacity } from "../../model/economics/what-if/sales-plan.js";
import type { WhatIfModel } from "../../model/economics/what-if/what-if.js";

/** The levers that a reader turns, in the order of the page. */
export const TURNED = [
  "retention",
  "dealSize",
  "price",
  "frequency",
  "margin",
  "discountRateAnnual",
  "winRate",
  "acquisitionCost",
] as const;
export type TurnedLever = (typeof TURNED)[number];

/** How each is written in the address, in percent: changes, and the discount rate as it is. */
export interface WhatIfState extends Readonly<Record<string, string | number>> {
  readonly scenario: string;
  readonly retention: number;
  readonly deal: number;
  readonly price: number;
  readonly frequency: number;
  readonly margin: number;
  readonly discount: number;
  readonly win: number;
  readonly cac: number;
  /** Prospects worked; 0 without a plan. */
  readonly capacity: number;
}

type LeverKey = Exclude<keyof WhatIfState & string, "scenario" | "capacity">;

const KEYS: Readonly<Record<TurnedLever, LeverKey>> = {
  retention: "retention",
  dealSize: "deal",
  price: "price",
  frequency: "frequency",
  margin: "margin",
  discountRateAnnual: "discount",
  winRate: "win",
  acquisitionCost: "cac",
};

/** How far a slider goes, in percent. */
export const SLIDERS: Readonly<
  Record<TurnedLever, { readonly min: number; readonly max: number; readonly step: number }>
> = {
  retention: { min: -30, max: 15, step: 0.5 },
  dealSize: { min: -50, max: 50, step: 1 },
  price: { min: -20, max: 20, step: 0.5 },
  frequency: { min: -50, max: 50, step: 1 },
  margin: { min: -50, max: 50, step: 1 },
  discountRateAnnual: { min: 0, max: 30, step: 0.5 },
  winRate: { min: -50, max: 50, step: 1 },
  acquisitionCost: { min: -80, max: 100, step: 1 },
};

/** The state that stands for "as in the report". */
export function defaultState(page: Pick<WhatIfPage, "model">): WhatIfState {
  return {
    scenario: "",
    retention: 0,
    deal: 0,
    price: 0,
    frequency: 0,
    margin: 0,
    discount: percentOf(page.model.discountRateAnnual),
    win: 0,
    cac: 0,
    capacity: page.model.plan === null ? 0 : plannedProspects(page.model.plan),
  };
}

/** The slider position of a lever. */
export function positionOf(lever: TurnedLever, value: number): number {
  return lever === "discountRateAnnual" ? percentOf(value) : percentOf(value - 1);
}

export function keyOf(lever: TurnedLever): LeverKey {
  return KEYS[lever];
}

/**
 * The levers of a state: those of its scenario where sliders were not moved from it. A rate that stands where the report
 * has it is the report's own, to the last digit, so that nothing changed gives the report's figures.
 */
export function leversOf(state: WhatIfState, base: Levers): Levers {
  const turned = TURNED.map((lever): [TurnedLever, number] => {
    const { min, max } = SLIDERS[lever];
    const position = Math.min(
      Math.max(Number(state[keyOf(lever)]), Math.min(min, positionOf(lever, base[lever]))),
      max,
    );
    const isBase = position === positionOf(lever, base[lever]);
    const value = lever === "discountRateAnnual" ? position / 100 : 1 + position / 100;
    return [lever, isBase ? base[lever] : value];
  });
  return { ...base, ...Object.fromEntries(turned) };
}

/** The portfolio and the plan, this with the capacity of a state, as far as the list reaches. */
export function modelOf(state: WhatIfState, model: WhatIfModel): WhatIfModel {
  const { plan } = model;
  if (plan === null) return model;
  return { ...model, plan: withCapacity(plan, Math.min(Math.max(0, state.capacity), listLength(plan))) };
}

/** The state of a scenario. */
export function stateOf(scenario: WhatIfScenario | null, defaults: WhatIfState): WhatIfState {
  if (scenario === null) return defaults;
  const positions = TURNED.map((lever) => [keyOf(lever), positionOf(lever, scenario.levers[lever])]);
  return { ...defaults, ...Object.fromEntries(positions), scenario: scenario.name };
}

function percentOf(share: number): number {
  return Math.round(share * 1e6) / 1e4;
}
