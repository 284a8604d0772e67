import type { Decision } from "../model/decisions/decision.js";
import type { GainsAndLosses } from "../model/value/gains-and-losses.js";
import type { MarketAlert } from "./market-data.js";
import type { Interval } from "./report-facts.js";

export interface RuleBrief {
  readonly sentence: string;
  readonly clients: number;
  readonly shareOfClients: number;
  /** Null where losses leave shares of the total without meaning. */
  readonly shareOfClv: number | null;
  readonly meanClv: number;
  /** Mean CLV of the rule's clients over that of all. */
  readonly lift: Interval;
  /** The same as a difference in money. */
  readonly difference: Interval;
}

export interface Reason {
  readonly field: string;
  readonly value: string;
  readonly multiplier: number;
  readonly part: "value" | "win";
}

export interface CallNextRow {
  readonly prospectId: string;
  readonly name: string;
  readonly rank: number;
  readonly expectedClv: number;
  readonly expectedClvLow: number;
  readonly expectedClvHigh: number;
  readonly expectedValue: number | null;
  readonly segment: string | null;
  readonly confidence: "high" | "medium" | "low";
  readonly reasons: readonly Reason[];
}

export interface SegmentBrief {
  readonly segmentId: string;
  readonly colour: number;
  readonly name: string;
  readonly clients: number;
  readonly meanClv: number;
  readonly totalClv: number;
  readonly shareOfClv: number | null;
  readonly prospects: number;
}

/** The published `answer.json`, as far as the page uses it. */
export interface AnswerData {
  readonly clients: number;
  readonly prospects: number;
  readonly ranked: number;
  readonly totalClv: Interval;
  readonly residual: Interval;
  readonly meanClv: number;
  /** False: the mean is too near 0 for "3× the average". */
  readonly hasMultiples: boolean;
  readonly topShare: { readonly clients: number; readonly value: number | null };
  readonly gainsAndLosses: GainsAndLosses;
  readonly icp: {
    readonly finding: "named" | "not enough evidence";
    readonly reason: string;
    readonly proposed: RuleBrief | null;
    readonly current: RuleBrief | null;
  } | null;
  readonly icpNotReady: string | null;
  readonly segments: readonly SegmentBrief[];
  readonly callNext: readonly CallNextRow[];
  readonly prospectsNotReady: string | null;
  readonly rankedBy: string;
  /** Whether the score tells the prospects apart, or the order is one of ties. */
  readonly tellsApart: boolean;
  readonly capacity: {
    readonly accounts: number;
    readonly shareOfProspects: number;
    readonly shareOfExpectedValue: number;
  } | null;
  /** Why the profile should be looked at again. */
  readonly alert?: MarketAlert | null;
  /** What to do, what weighs most first. */
  readonly decisions: readonly Decision[];
  readonly confidence: readonly {
    readonly topic: string;
    readonly sentence: string;
    readonly page: string;
  }[];
}
