import type { Interval } from "./report-facts.js";

export type Outcome = "margin" | "renewals" | "expansion" | "orders";

export interface OutcomeFacts {
  readonly outcome: Outcome;
  readonly touched: { readonly before: number; readonly after: number };
  readonly untouched: { readonly before: number; readonly after: number } | null;
  readonly effect: Interval;
  readonly p: number;
  readonly placebo: { readonly effect: number; readonly p: number } | null;
  readonly claimed: boolean;
}

export interface InitiativeFacts {
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly note: string | null;
  readonly reach: string | null;
  readonly unknownValues: readonly string[];
  readonly method: "untouched clients" | "own past" | null;
  readonly touched: number;
  readonly untouched: number;
  readonly obstacle: string | null;
  readonly verdict: "worked" | "harmed" | "mixed" | "not visible" | "not judged";
  readonly outcomes: readonly OutcomeFacts[];
  readonly money: { readonly perClient: Interval; readonly aYear: Interval; readonly clv: Interval } | null;
}

export interface PartFacts {
  readonly quarter: string;
  readonly clients: number;
  readonly newClients: number;
  readonly clv: Interval | null;
  readonly retention: Interval | null;
  readonly due: number;
  readonly dealSize: Interval | null;
  readonly ordersPerClient: Interval;
  readonly expansionPerClient: Interval;
}

export interface CohortFacts {
  readonly cohort: string;
  readonly clients: number;
  readonly clv: Interval;
  readonly followed: number;
  readonly dealSize: Interval;
  readonly firstYearMargin: Interval;
  readonly firstYearOrders: Interval;
  readonly firstYearExpansion: Interval;
  readonly retention: Interval | null;
  readonly due: number;
}

/** The published `impact.json` of a page that is ready. */
export interface ImpactData {
  readonly level: number;
  readonly clients: number;
  readonly ofClients: number;
  readonly initiatives: readonly InitiativeFacts[];
  readonly parts: readonly PartFacts[];
  readonly cohorts: readonly CohortFacts[];
  readonly horizonMonths: number;
  readonly discountRateAnnual: number;
}
