import type { Interval } from "./report-facts.js";
import type { SimpleFormula } from "./value-data.js";

export interface ModelFacts {
  readonly name: string;
  readonly purpose: string;
  readonly formula: string;
  readonly n: number;
  readonly logLikelihood: number | null;
  readonly parameters: readonly {
    readonly name: string;
    readonly value: number;
    readonly standardError: number | null;
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
  }[];
  readonly sentence: string;
}

export interface ValidationCurve {
  readonly method: string;
  readonly points: readonly { readonly share: number; readonly captured: number }[];
}

export interface LookalikeValidation {
  readonly clients: number;
  readonly folds: number;
  readonly repeats: number;
  readonly rows: readonly {
    readonly method: string;
    readonly capturedTop10: Interval;
    readonly capturedTop20: Interval;
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
  readonly lookalikeValidation: LookalikeValidation | null;
  readonly coefficients: readonly Coefficient[];
  readonly workedExample: WorkedExample | null;
  readonly simpleFormula: SimpleFormula;
  readonly settings: readonly { readonly key: string; readonly value: string; readonly meaning: string }[];
}
