import type { Interval } from "./report-facts.js";

export type RuleCondition =
  | { readonly field: string; readonly in: readonly string[] }
  | { readonly field: string; readonly from?: number | undefined; readonly to?: number | undefined };

export interface Rule {
  readonly all: readonly RuleCondition[];
}

/** One rule on the yardstick that all rules share. */
export interface MeasuredRule {
  /** null: not shown. */
  readonly rule: Rule | null;
  readonly sentence: string;
  readonly clients: number;
  readonly shareOfClients: number;
  /** Null where losses leave shares of the total without meaning. */
  readonly shareOfClv: number | null;
  readonly meanClv: number;
  /** Mean CLV of matching clients over mean CLV of all; cross-fitted for the proposed rule and the one to avoid. */
  readonly lift: Interval;
  /** The same as a difference in money. */
  readonly difference: Interval;
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
  readonly worthMost: readonly NamedClient[];
}

export interface NamedClient {
  readonly clientId: string;
  readonly name: string;
  readonly clv: number;
}

/** One kind of account: how many are clients already, and how many could still be won. */
export interface WhiteSpaceCell {
  readonly parts: readonly string[];
  readonly clients: number;
  readonly prospects: number;
  /** Clients / (clients + prospects). */
  readonly covered: number;
  readonly meanClv: number | null;
  /** Share of the cell's accounts that fit the profile. */
  readonly fits: number;
}

export interface WhiteSpace {
  readonly fields: readonly string[];
  readonly profile: "proposed" | "current";
  readonly cells: readonly WhiteSpaceCell[];
  readonly omitted: { readonly cells: number; readonly clients: number; readonly prospects: number };
}

/** A field that a rule may be built from by hand. */
export interface WorkbenchField {
  readonly field: string;
  /** Its column in the table of accounts. */
  readonly column: string;
  readonly kind: "category" | "measure";
  readonly levels: readonly { readonly level: string; readonly accounts: number }[];
  readonly range: readonly [number, number] | null;
}

export interface WorkbenchFacts {
  readonly fields: readonly WorkbenchField[];
  /** In the table: all clients there are, or as many drawn by chance. */
  readonly clients: number;
  readonly ofClients: number;
  readonly prospects: number;
  readonly ofProspects: number;
  /** Of the draws behind intervals: with the build's own a rule gets the same interval everywhere. */
  readonly seed: number;
  readonly hasExpectedValue: boolean;
}

export interface FieldLeftOut {
  readonly field: string;
  readonly reason: string;
  readonly by: "settings" | "contents" | "audit";
}

export interface FlaggedField {
  readonly field: string;
  readonly reason: string;
  /** The written reason that overruled the audit; null where it only warns. */
  readonly allowed: string | null;
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
  /** False: the mean is too near 0 for "3× the average". */
  readonly hasMultiples: boolean;
  readonly proposed: SearchedRule | null;
  readonly current: MeasuredRule | null;
  /** Today's profile where it is set and no client fits it, or its clients bring no profit to compare. */
  readonly unmeasured: { readonly sentence: string; readonly clients: number } | null;
  readonly change: IcpChange | null;
  readonly avoid: SearchedRule | null;
  /** Within one standard error of the best; their lift is that on the clients that chose them. */
  readonly alternatives: readonly MeasuredRule[];
  readonly conditionStability: readonly { readonly condition: string; readonly share: number }[];
  readonly levels: readonly IndexedLevel[];
  readonly whiteSpace: WhiteSpace | null;
  readonly leftOut: readonly FieldLeftOut[];
  readonly flagged: readonly FlaggedField[];
  readonly soundFields: number;
  readonly workbench: WorkbenchFacts;
}
