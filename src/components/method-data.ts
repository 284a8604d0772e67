import type { RepeatAssumptions } from "../model/value/repeat/assumptions/repeat-assumptions.js";
import type { SilentBuyer } from "../model/value/silence.js";
import type { Interval } from "./report-facts.js";
import type { SimpleFormula } from "./value-data.js";

export interface ModelFacts {
  readonly name: string;
  readonly purpose: string;
  readonly formula: string;
  /** Histories that it was fitted on; 0 where it was not. */
  readonly n: number;
  readonly logLikelihood: number | null;
  readonly parameters: readonly {
    readonly name: string;
    readonly value: number;
    readonly standardError: number | null;
    /** Why it has none. */
    readonly withoutError: string | null;
    readonly meaning: string;
  }[];
  readonly warnings: readonly string[];
}

export interface ValueBacktest {
  readonly origin: string;
  readonly until: string;
  readonly clients: number;
  readonly actualRevenue: number;
  readonly rows: readonly {
    readonly method: string;
    readonly predictedRevenue: number;
    readonly biasShare: number;
    readonly rmse: number;
    readonly spearman: number | null;
    readonly gini: number | null;
    readonly topDecileShare: number | null;
    readonly topQuintileShare: number | null;
  }[];
  /** Revenue of all clients known at each origin, up to the next. */
  readonly totals: readonly {
    readonly origin: string;
    readonly until: string;
    readonly predicted: number;
    readonly actual: number;
  }[];
  /** From the first origin until today; null where that is one window. */
  readonly longest: {
    readonly origin: string;
    readonly months: number;
    readonly predicted: number;
    readonly actual: number;
  } | null;
  /** From the last origin, month after month, added up. */
  readonly tracking: readonly {
    readonly until: string;
    readonly expected: number;
    readonly low: number;
    readonly high: number;
    readonly actual: number;
  }[];
  readonly calibration: readonly Decile[];
  readonly predictive: {
    readonly clients: number;
    /** Clients that bring what many of their simulated futures bring count in part. */
    readonly coverage: readonly {
      readonly nominal: number;
      readonly measured: number;
      readonly meanWidth: number;
    }[];
    /** Within their 80 % intervals, each client counted whole. */
    readonly plainCoverage80: number;
    readonly crps: number;
    /** Mean absolute error of what was expected of a client, and of the middle of its simulated futures. */
    readonly expectedError: number;
    readonly middle: { readonly error: number; readonly biasShare: number };
  } | null;
  readonly sentence: string;
}

/** Means of a tenth of clients. */
export interface Decile {
  readonly decile: number;
  readonly clients: number;
  readonly predicted: number;
  readonly actual: number;
}

/** Ways of predicting, on rolling origins. */
export interface ContestFacts {
  readonly chosen: string | null;
  readonly kind: ContestKind | null;
  readonly choosingOrigins: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    readonly kind: ContestKind;
    readonly losses: readonly (number | null)[];
    readonly choosingLoss: number | null;
    readonly accuracy: {
      readonly predictedTotal: number;
      readonly actualTotal: number;
      readonly totalBias: number | null;
      readonly rootMeanSquareError: number | null;
      readonly spearman: number | null;
      readonly normalisedGini: number | null;
      readonly topDecileShare: number | null;
      readonly topQuintileShare: number | null;
    } | null;
  }[];
  readonly weights: readonly {
    readonly blend: string;
    readonly members: readonly { readonly name: string; readonly weight: number }[];
  }[];
}

export type ContestKind = "model" | "regression" | "rule" | "blend";

/** A contest, with the days that it looks back from. */
export interface ContestDays {
  readonly windowMonths: number;
  readonly stepMonths: number;
  readonly minimumHistoryMonths: number;
  readonly caution: string | null;
  readonly clients: number;
  readonly origins: readonly { readonly origin: string; readonly until: string }[];
  readonly revenue: ContestFacts;
  readonly sentence: string;
}

export interface ValueTournament extends ContestDays {
  readonly orders: ContestFacts;
}

export interface ValidationCurve {
  readonly method: string;
  readonly points: readonly { readonly share: number; readonly captured: number }[];
}

export interface LookalikeValidation {
  readonly clients: number;
  readonly folds: number;
  readonly repeats: number;
  /** Share of the prospects that the team can work. */
  readonly capacityShare: number;
  readonly rows: readonly {
    readonly method: string;
    readonly capturedTop5: Interval;
    readonly capturedTop10: Interval;
    readonly capturedTop20: Interval;
    readonly capturedAtCapacity: Interval;
    readonly gini: number | null;
    readonly spearman: number | null;
  }[];
  readonly differences: readonly { readonly baseline: string; readonly capturedTop10: Interval }[];
  readonly curves: readonly ValidationCurve[];
  readonly calibration: readonly {
    readonly decile: number;
    readonly predicted: number;
    readonly actual: number;
    readonly clients: number;
  }[];
  readonly predictedOverActual: number;
  readonly intervalCoverage: { readonly nominal: number; readonly measured: number };
  readonly sentence: string;
}

export interface Coefficient {
  readonly part: "value" | "win";
  readonly field: string;
  readonly level: string;
  readonly multiplier: number;
}

export interface WorkedExample {
  readonly clientId: string;
  readonly name: string;
  readonly ledger: readonly {
    readonly date: string;
    readonly kind: string;
    readonly product: string | null;
    readonly amount: number;
    readonly margin: number;
  }[];
  readonly steps: readonly {
    readonly label: string;
    readonly formula: string;
    readonly value: number;
    readonly unit: string;
  }[];
}

/** The published `method.json`, as far as the page uses it. */
export interface MethodData {
  readonly models: readonly ModelFacts[];
  readonly valueBacktest: ValueBacktest | null;
  readonly valueTournament: ValueTournament | null;
  readonly contractTournament: ContestDays | null;
  readonly missingContests: { readonly repeat: string | null; readonly contracts: string | null };
  /** Empty where no model of repeat orders was fitted. */
  readonly silence: readonly SilentBuyer[];
  readonly assumptions: RepeatAssumptions;
  readonly lookalikeValidation: LookalikeValidation | null;
  readonly coefficients: readonly Coefficient[];
  readonly workedExample: WorkedExample | null;
  readonly simpleFormula: SimpleFormula;
  readonly settings: readonly { readonly key: string; readonly value: string; readonly meaning: string }[];
}
