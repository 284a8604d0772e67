import type { Confidence } from "./confidence.js";
import type { JudgementVerdict } from "./evaluation/judgement-verdict.js";
import type { ExclusionCount } from "./exclusions.js";
import type { Tier } from "./ranking.js";
import type { Reason } from "./reasons/reasons.js";
import type { LevelEffect } from "./value/level-effects.js";
import type { StageChoice } from "./winning/choose-stage.js";
import type { WinBasis } from "./winning/win-model.js";

/** A client that a prospect resembles. */
export interface SimilarClient {
  readonly clientId: string;
  readonly name: string;
  readonly clv: number;
  /** 0…1. */
  readonly similarity: number;
}

/** What is predicted of one prospect; money in the report's currency, intervals 80 % of what will be realised. */
export interface ProspectScore {
  readonly prospectId: string;
  readonly name: string;
  /** 1 is best; null when the prospect is not ranked. */
  readonly rank: number | null;
  readonly tier: Tier | null;
  /** 0…100, percentile of the ranking. */
  readonly score: number | null;
  readonly expectedClv: number;
  readonly expectedClvLow: number;
  readonly expectedClvHigh: number;
  /** How much easier to win than the average ranked prospect (1). */
  readonly winIndex: number;
  /** The same with the fields that tell how we sold held at the average. */
  readonly winIndexNeutral: number;
  readonly pWin: number | null;
  readonly pWinNeutral: number | null;
  /** P(win) × expected CLV − what pursuing one costs; null where no P(win) exists. */
  readonly expectedValue: number | null;
  /** What the list is ordered by. */
  readonly rankingValue: number;
  /** What the list would be ordered by without the fields that tell how we sold. */
  readonly rankingValueNeutral: number;
  /** 0…1, to the nearest high-value clients. */
  readonly similarity: number;
  readonly confidence: Confidence;
  /** Share of refits that put it among the first `capacity`; null when not ranked or nothing was refitted. */
  readonly topListShare: number | null;
  /** What a reader must know of this prospect's data, in words. */
  readonly flags: readonly string[];
  /** Why it is not ranked; null when it is. */
  readonly excluded: string | null;
  /** What moves its value most, then what moves its chance (`strongestEffects` of either); empty where not listed. */
  readonly reasons: readonly Reason[];
  readonly similarClients: readonly SimilarClient[];
  /** What is expected to be lost, ≥ 0, where clients may bring a loss. */
  readonly expectedLoss: number;
  /** By `valueFactors`: expectedClv = valueBase × Π − expectedLoss. Empty where not listed. */
  readonly valueMultipliers: readonly number[];
  /** By `winFactors`: pWin (winIndex where there is none) = winBase × Π. Empty where not listed. */
  readonly winMultipliers: readonly number[];
}

/** Scores of all prospects in ranked order (those not ranked last, by id), and the models behind them. */
export interface LookalikeResult {
  readonly scores: readonly ProspectScore[];
  readonly exclusions: readonly ExclusionCount[];
  readonly valueFactors: readonly string[];
  readonly winFactors: readonly string[];
  /** What the average client is expected to gain. */
  readonly valueBase: number;
  /** P(win) of the average ranked prospect, or its win index where no P(win) exists. */
  readonly winBase: number;
  /** What pursuing one prospect costs, won or lost; null where it is not known. */
  readonly pursuitCost: number | null;
  /** Whether the score tells the ranked prospects apart, or the order is one of ties. */
  readonly tellsApart: boolean;
  readonly models: {
    readonly value: {
      readonly choice: StageChoice;
      readonly clients: number;
      readonly lossMakingClients: number;
      /** Strength of the penalty that left-out clients preferred; null without a regression. */
      readonly penaltyStrength: number | null;
      readonly sentence: string;
    };
    readonly win: {
      readonly basis: WinBasis;
      readonly positives: number;
      readonly negatives: number;
      readonly penaltyStrength: number | null;
      readonly dealsWithoutAccount: number;
      readonly sentence: string;
    };
    readonly coefficients: readonly LevelEffect[];
  };
  /** Whether executives' judgements foretell value, and enter the score; null without any. */
  readonly judgement: JudgementVerdict | null;
  /** Fields that tell how we sold and what they do to the list; null without such fields in the win model. */
  readonly howWeSold: {
    readonly fields: readonly string[];
    /** Their part of all that moves the ranking (Σ|log multiplier|), 0…1. */
    readonly shareOfScore: number;
    /** Share of the first `capacity` that leaves it without them. */
    readonly topListChanges: number;
  } | null;
}
