import type { ResponseStatus } from "../model/economics/fit-channel-response.js";
import type { Interval } from "./report-facts.js";

export type AttributionRule = "first touch" | "last touch" | "even split";
export type CostObstacle = "no spend" | "no client" | "spend is not above 0" | "stated as 0";

/** Months of life; null: not within those that were seen. */
export interface PaybackFacts {
  readonly months: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly seenMonths: number;
  /** By what was invoiced, before it was earned. */
  readonly invoicedMonths: number | null;
}

/** What winning some clients cost and what they are worth; clients by their shares. */
export interface EconomicsFacts {
  readonly clients: number;
  readonly clv: number;
  readonly meanClv: Interval | null;
  readonly cac: number | null;
  /** CLV per unit of money spent. */
  readonly ratio: Interval | null;
}

export interface ChannelFacts extends EconomicsFacts {
  readonly channel: string;
  readonly spend: number;
  readonly cacFrom: "spend" | "settings" | null;
  readonly obstacle: CostObstacle | null;
  /** Tested for all channels together. */
  readonly returns: "more than it costs" | "less than it costs" | "cannot tell";
  readonly payback: PaybackFacts | null;
  readonly icpShare: number | null;
  readonly claim: {
    readonly othersMeanClv: number;
    readonly p: number;
    readonly verdict: "worth more" | "worth less" | "cannot tell";
  } | null;
}

/** Clients of a segment, or that match a profile. */
export interface GroupFacts extends EconomicsFacts {
  readonly payback: PaybackFacts | null;
}

export interface CohortFacts extends EconomicsFacts {
  readonly cohort: string;
  readonly spend: number | null;
  readonly payback: PaybackFacts | null;
}

export interface BalanceChannelFacts {
  readonly channel: string;
  readonly status: ResponseStatus;
  readonly p: number;
  readonly verdict: "brings more" | "brings less" | "cannot tell";
  readonly months: number;
  readonly arrivals: number;
  readonly carryOver: number;
  readonly spendNow: number;
  readonly seen: { readonly low: number; readonly high: number };
  /** CLV that the next unit of spend brings at `spendNow`. */
  readonly marginal: Interval | null;
  /** Monthly spend at which it brings itself. */
  readonly balance: Interval | null;
  readonly points: readonly {
    readonly spend: number;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** The published `acquisition.json` of a page that is ready. */
export interface AcquisitionData {
  readonly asOf: string;
  readonly rule: AttributionRule;
  readonly level: number;
  /** Taken off what a client earns, in every month that it is one. */
  readonly costToServeAMonth: number;
  readonly spend: {
    readonly toAcquire: number;
    readonly toRetain: number;
    readonly from: string;
    readonly to: string;
  } | null;
  readonly clients: {
    readonly won: number;
    readonly withoutChannel: number;
    readonly withSeveralChannels: number;
    readonly beforeData: number;
  };
  readonly overall: EconomicsFacts & {
    readonly cacFrom: string | null;
    readonly measured: {
      readonly by: "opening" | "winning";
      readonly from: string;
      readonly to: string;
      readonly spend: number;
      readonly before: number | null;
    } | null;
    readonly payback: PaybackFacts | null;
  };
  readonly channels: readonly ChannelFacts[];
  readonly channelsLeftOut: number;
  readonly curves: readonly {
    readonly channel: string | null;
    readonly clients: number;
    readonly points: readonly number[];
  }[];
  readonly cohorts: readonly {
    readonly channel: string | null;
    readonly years: readonly CohortFacts[];
  }[];
  readonly segments: readonly (GroupFacts & { readonly segment: string })[];
  readonly profiles: readonly {
    readonly profile: "proposed" | "current";
    readonly matching: GroupFacts;
    readonly others: GroupFacts;
  }[];
  readonly attribution: readonly {
    readonly rule: AttributionRule;
    readonly channels: readonly {
      readonly channel: string;
      readonly clients: number;
      readonly clv: number;
      readonly cac: number | null;
      readonly ratio: number | null;
    }[];
  }[];
  readonly balance: {
    readonly arrivals: "deals" | "clients";
    readonly from: string;
    readonly to: string;
    readonly channels: readonly BalanceChannelFacts[];
  } | null;
}
