import type { PayBasis } from "../model/performance/pay-shares.js";
import type { Interval } from "./report-facts.js";

/** A figure with its interval and the group of owners that cannot be told apart from it. */
export type OwnerRate = (Interval & { readonly group: number }) | null;

export interface OwnerFacts {
  readonly owner: string;
  readonly clients: number;
  readonly clv: number;
  readonly worth: OwnerRate;
  readonly decisions: number;
  readonly stayed: number;
  readonly expectedStayed: number;
  readonly kept: OwnerRate;
  readonly grown: OwnerRate;
  readonly satisfied: OwnerRate;
  readonly quota: {
    readonly periods: number;
    readonly met: number;
    readonly quota: number;
    readonly booked: number;
    readonly hits: boolean;
  } | null;
}

interface YearFacts {
  readonly periods: number;
  readonly met: number;
  readonly quota: number;
  readonly booked: number;
  readonly bookedBefore: number | null;
}

export interface OwnerYearFacts extends YearFacts {
  readonly owner: string;
  readonly all: Omit<YearFacts, "bookedBefore">;
}

export interface QuotaYearFacts {
  readonly year: string;
  readonly isOver: boolean;
  readonly total: YearFacts & { readonly owners: number; readonly reached: number };
  readonly owners: readonly OwnerYearFacts[];
}

export interface LeavingFacts {
  readonly label: string;
  readonly clients: number;
  readonly decisions: number;
  readonly stayed: number;
  readonly expectedStayed: number;
  readonly p: number;
  readonly claimed: boolean;
}

export interface RepLeavingFacts extends LeavingFacts {
  readonly products: readonly {
    readonly product: string;
    readonly clients: number;
    readonly share: number;
    readonly othersShare: number;
  }[];
}

/** The published `performance.json`, as far as components use it. */
export interface PerformanceData {
  readonly clients: number;
  readonly ofClients: number;
  readonly withoutRep: number;
  readonly wonBefore: number;
  readonly withoutSuccessOwner: number;
  readonly reps: readonly OwnerFacts[];
  readonly successOwners: readonly OwnerFacts[];
  readonly ownersLeftOut: number;
  readonly teams: readonly {
    readonly team: string;
    readonly people: number;
    readonly clients: number;
    readonly clv: number;
    readonly decisions: number;
    readonly stayed: number;
    readonly expansion: number;
  }[];
  readonly bookingsFrom: "won opportunities" | "first purchases";
  readonly quotas: {
    readonly rows: number;
    readonly owners: number;
    readonly repsWithout: number;
    readonly withoutTarget: number;
    readonly notOver: number;
    readonly unreadable: number;
    readonly year: QuotaYearFacts | null;
  } | null;
  readonly repTests: readonly RepLeavingFacts[];
  readonly productTests: readonly LeavingFacts[];
  readonly productsWithoutLikes: readonly { readonly product: string; readonly clients: number }[];
  readonly level: number;
  readonly pay: readonly PayBasis[];
}
