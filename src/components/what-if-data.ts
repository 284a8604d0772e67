import type { FittedCurve } from "../model/economics/fitted-curve.js";
import type { LeverRange } from "../model/economics/lever-range.js";
import type { Levers } from "../model/economics/levers.js";
import type { LeverIndex } from "../model/economics/sensitivity.js";
import type { MarketLoss, WhatIfModel } from "../model/economics/what-if.js";
import type { Interval } from "./report-facts.js";

export interface ScenarioFacts {
  readonly name: string;
  readonly isBuiltIn: boolean;
  readonly levers: Levers;
  readonly loses: {
    readonly market: string | null;
    readonly clients: number;
    readonly loss: MarketLoss;
  } | null;
}

/** What the page on other assumptions is made of, as far as its components use it. */
export interface WhatIfData {
  readonly clients: number;
  /** Of them clients still, all chances added up. */
  readonly activeClients: number;
  readonly base: { readonly residual: Interval; readonly clv: Interval };
  readonly model: WhatIfModel;
  readonly yearlyStay: number | null;
  readonly winRate: number | null;
  readonly noPlan: { readonly reason: string; readonly needs: string | null } | null;
  readonly costSource: string | null;
  readonly ranges: readonly LeverRange[];
  readonly indices: {
    readonly ahead: readonly LeverIndex[];
    readonly residual: readonly LeverIndex[];
    readonly plan: readonly LeverIndex[];
  };
  readonly indexRows: number;
  readonly scenarios: readonly ScenarioFacts[];
  readonly investments: {
    readonly reps: number;
    readonly hire: {
      readonly costAYear: number;
      readonly accountsAYear: number;
      readonly source: string;
    };
    readonly channel: {
      readonly name: string;
      readonly today: number;
      readonly seenHigh: number;
      readonly curve: FittedCurve;
      readonly draws: readonly FittedCurve[];
    } | null;
    readonly campaign: { readonly cost: number; readonly accounts: number };
    readonly education: {
      readonly costAYear: number;
      readonly costSource: string;
      readonly leaving: number;
      readonly reach: number;
      readonly frequency: number;
      readonly effectSource: string;
    };
  };
}
