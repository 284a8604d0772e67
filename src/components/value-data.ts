import type { OrderRounds } from "../model/value/bg-bb/order-rounds.js";
import type { ValueComponent } from "../model/value/components.js";
import type { GainsAndLosses } from "../model/value/gains-and-losses.js";
import type { RetentionRates } from "../model/value/retention-rates/retention-rates.js";
import type { Interval } from "./report-facts.js";

export interface ClientFacts {
  readonly clientId: string;
  readonly name: string;
  readonly firstOn: string;
  readonly clv: number;
  readonly clvLow: number;
  readonly clvHigh: number;
  readonly historicValue: number;
  readonly residualValue: number;
  readonly residualLow: number;
  readonly residualHigh: number;
  readonly totalValue: number;
  readonly pActive: number;
  readonly expectedRevenue12m: number;
  /** What is expected of its orders, over what its chance of being a client still and its orders alone would give. */
  readonly orderFactor: number;
  readonly model: string;
  readonly highValue: boolean;
  readonly segment: string | null;
  /** Days with an order, the first included; 0 where it never paid. */
  readonly orderDays: number;
  /** ISO date. */
  readonly lastOrderOn: string;
  /** Null where it never was under contract. */
  readonly contract: ContractFacts | null;
  /** What it will have brought from now on, by months ahead; empty where it was not simulated. */
  readonly fan: readonly FanFacts[];
}

export interface ContractFacts {
  readonly live: number;
  readonly renewals: number;
  /** Of the live contract whose term ends first, ISO date. */
  readonly endsOn: string;
  readonly noticeGiven: boolean;
}

export interface FanFacts {
  readonly months: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

export interface SimpleFormula {
  readonly averagePurchase: number;
  readonly purchasesPerYear: number;
  readonly lifespanYears: number;
  readonly value: number;
}

export interface Cohort {
  readonly cohort: string;
  readonly clients: number;
  readonly points: readonly { readonly years: number; readonly meanCumulativeMargin: number }[];
}

/** What clients did in their first year, and what went with it. */
export interface BehaviourLinkFacts {
  readonly behaviour: string;
  readonly clients: number;
  readonly groups: readonly {
    readonly group: string;
    readonly clients: number;
    readonly secondYear: Interval;
    readonly laterValue: Interval;
    readonly stayed: Interval;
  }[];
  readonly p: { readonly secondYear: number; readonly stayed: number };
}

/** The published `value.json`, as far as the page uses it. */
export interface ValueData {
  readonly clients: number;
  readonly highValueClients: number;
  readonly activeClients: number;
  readonly totals: {
    readonly clv: Interval;
    readonly historic: number;
    readonly residual: Interval;
    readonly total: number;
    readonly expectedRevenue12m: Interval;
    readonly revenueLast12Months: number;
  };
  readonly clv: {
    readonly mean: number;
    readonly median: number;
    readonly p90: number;
    readonly highValueFrom: number;
  };
  readonly distribution: readonly {
    readonly from: number;
    readonly to: number;
    readonly clients: number;
    readonly highValueClients: number;
    readonly value: number;
  }[];
  readonly concentration: {
    readonly gini: number | null;
    readonly curve: readonly { readonly shareOfClients: number; readonly shareOfValue: number }[];
    readonly topShare: { readonly clients: number; readonly value: number | null };
    /** Of the client worth most. */
    readonly largestShare: number | null;
    readonly gainsAndLosses: GainsAndLosses;
  };
  readonly components: readonly {
    readonly component: ValueComponent;
    readonly historic: number;
    readonly residual: number;
  }[];
  readonly activity: readonly { readonly from: number; readonly to: number; readonly clients: number }[];
  readonly cohorts: readonly Cohort[];
  /** The two years whose clients brought clearly different margin in two years, null where none differ beyond chance. */
  readonly cohortsApart: {
    readonly apart: readonly { readonly cohort: string; readonly mean: number }[] | null;
  } | null;
  readonly simpleFormula: SimpleFormula & { readonly modelMeanClv: number; readonly hasMultiples: boolean };
  readonly retention: RetentionRates | null;
  readonly behaviour: {
    readonly clients: number;
    readonly links: readonly BehaviourLinkFacts[];
    readonly retention: readonly {
      readonly product: string;
      readonly clients: number;
      readonly years: readonly {
        readonly year: number;
        readonly clients: number;
        readonly active: Interval;
      }[];
    }[];
  };
  /** Where orders come in rounds; absent where they come at any time. */
  readonly orderRounds?: OrderRounds | undefined;
  readonly topClients: readonly ClientFacts[];
  readonly warnings: readonly string[];
}
