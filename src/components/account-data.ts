import type { MeasureOfLeaving } from "../model/economics/reachable-improvement.js";
import type { LifecycleStage, PlanItem } from "../model/key-accounts/lifecycle-plan.js";
import type { AccountRetentionFacts, ProductOrder } from "./accounts-data.js";
import type { Interval } from "./report-facts.js";
import type { FanFacts } from "./value-data.js";

export interface ChangeFacts {
  readonly now: number;
  readonly before: number;
}

export interface TermFacts {
  readonly product: string | null;
  readonly line: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly revenue: number;
  readonly state: "renewed" | "ended" | "running";
}

export interface SignalFacts {
  readonly measure: string;
  readonly points: readonly {
    readonly quarter: string;
    readonly mean: number;
    readonly everyone: number;
  }[];
}

export interface GoalFacts {
  readonly goal: string;
  readonly dueOn: string | null;
  readonly note: string | null;
  readonly overdue: boolean;
}

export interface OfferFacts {
  readonly product: string;
  readonly added: Interval;
  readonly similar: number;
  readonly addedByAll: number;
  readonly addedBy: readonly string[];
}

/** The published file of one key account, as far as its page uses it. */
export interface AccountData extends AccountRetentionFacts {
  readonly clientId: string;
  readonly name: string;
  readonly rank: number;
  readonly key: number;
  readonly shareOfResidual: number;
  readonly segment: string | null;
  readonly owner: string | null;
  readonly successOwner: string | null;
  readonly firstOn: string;
  readonly stage: LifecycleStage;
  readonly clv: Interval;
  readonly historicValue: number;
  readonly residual: Interval;
  readonly totalValue: number;
  readonly expectedRevenue12m: Interval;
  readonly revenueLast12Months: number;
  readonly measure: MeasureOfLeaving | null;
  readonly best: Interval | null;
  readonly headroom: Interval | null;
  readonly similar: number;
  readonly detailed: boolean;
  readonly history: readonly {
    readonly quarter: string;
    readonly margin: number;
    readonly cumulative: number;
  }[];
  readonly fan: readonly FanFacts[];
  readonly terms: readonly TermFacts[];
  readonly signals: readonly SignalFacts[];
  readonly goals: readonly GoalFacts[];
  readonly products: readonly { readonly product: string; readonly since: string }[];
  readonly offers: readonly OfferFacts[];
  readonly productOrder: ProductOrder;
  readonly changes: {
    readonly revenue: ChangeFacts;
    readonly margin: ChangeFacts;
    readonly purchases: ChangeFacts;
    readonly newProducts: readonly string[];
    readonly signals: readonly (ChangeFacts & { readonly measure: string })[];
  };
  readonly previous: {
    readonly asOf: string;
    readonly clv: ChangeFacts;
    readonly totalValue: ChangeFacts;
    readonly pActive: ChangeFacts;
  } | null;
  readonly plan: readonly PlanItem[];
}
