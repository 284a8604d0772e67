import type { MeasureOfLeaving } from "../model/economics/reachable-improvement.js";
import type { Standing } from "../model/economics/retention-investment.js";
import type { Interval } from "./report-facts.js";

/** How likely an account stays for the next 12 months, and what keeping it is worth. */
export interface AccountRetentionFacts {
  readonly pStays: number;
  readonly valueAtRisk: number;
  readonly standing: Standing;
  /** Share of its leaving that could be avoided. */
  readonly inReach: Interval;
}

export interface AccountFacts extends AccountRetentionFacts {
  readonly rank: number;
  readonly clientId: string;
  readonly name: string;
  readonly segment: string | null;
  readonly page: string | null;
  readonly residual: Interval;
  readonly clv: number;
  readonly revenueLast12Months: number;
  readonly best: Interval | null;
  readonly headroom: Interval | null;
}

export interface DependencyFacts {
  readonly kind: "client" | "key accounts" | "parent" | "industry" | "success owner";
  readonly label: string;
  readonly clients: number;
  readonly residual: number;
  readonly share: number;
}

/** By what next products are ordered, and how that was tested. */
export interface ProductOrder {
  readonly sentence: string;
  readonly detail: string | null;
}

/** The published `accounts.json`, as far as the page uses it. */
export interface AccountsData {
  readonly clients: number;
  readonly key: number;
  readonly residual: Interval;
  readonly keyResidual: Interval;
  readonly holdHalf: number;
  readonly keyByRevenue: number;
  readonly dependencies: readonly DependencyFacts[];
  readonly atRisk: { readonly value: number; readonly leaving: number; readonly anyLeaves: number };
  /** Null: what was measured may not be shown. */
  readonly decisionsMeasured: number | null;
  readonly measures: readonly MeasureOfLeaving[];
  readonly measure: MeasureOfLeaving | null;
  readonly likeness: {
    readonly correlation: number;
    readonly compared: number;
    readonly similar: number;
  } | null;
  readonly productOrder: ProductOrder;
  readonly accounts: readonly AccountFacts[];
}
