import type { Interval } from "./report-facts.js";

export type RuleCondition =
  | { readonly field: string; readonly in: readonly string[] }
  | { readonly field: string; readonly from?: number | undefined; readonly to?: number | undefined };

export interface Rule {
  readonly all: readonly RuleCondition[];
}

/** One rule on the yardstick that all rules share. */
export interface MeasuredRule {
  readonly rule: Rule;
  readonly sentence: string;
  readonly clients: number;
  readonly shareOfClients: number;
  readonly shareOfClv: number;
  readonly meanClv: number;
  /** Mean CLV of matching clients over mean CLV of all; cross-fitted for the proposed rule and the one to avoid. */
  readonly lift: Interval;
  readonly prospects: number;
  readonly shareOfProspects: number;
}

/** A rule that was searched: its lift on the clients that chose it, and how often chance does as well. */
export interface SearchedRule extends MeasuredRule {
  readonly apparentLift: number;
  readonly p: number;
}

export interface MovedAccounts {
  readonly clients: number;
  readonly meanClv: number | null;
  readonly prospects: number;
}

export interface IcpChange {
  readonly enter: MovedAccounts;
  readonly stay: MovedAccounts;
  readonly leave: MovedAccounts;
}

export interface IndexedLevel {
  readonly field: string;
  readonly level: string;
  readonly highValueClients: number;
  readonly clients: number;
  readonly shareOfHighValue: number;
  readonly shareOfClients: number;
  /** shareOfHighValue / shareOfClients with a 90 % interval. */
  readonly index: Interval;
  /** True when the interval leaves 1 out. */
  readonly clear: boolean;
}

/** The published `icp.json`, once its analysis ran. */
export interface IcpFacts {
  readonly finding: "named" | "not enough evidence";
  readonly reason: string;
  readonly clients: number;
  readonly meanClv: number;
  readonly proposed: SearchedRule | null;
  readonly current: MeasuredRule | null;
  readonly change: IcpChange | null;
  readonly avoid: SearchedRule | null;
  /** Within one standard error of the best; their lift is that on the clients that chose them. */
  readonly alternatives: readonly MeasuredRule[];
  readonly conditionStability: readonly { readonly condition: string; readonly share: number }[];
  readonly levels: readonly IndexedLevel[];
  readonly leftOut: readonly { readonly field: string; readonly reason: string }[];
}
