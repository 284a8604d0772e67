import { sum } from "d3";
import { shareInterval } from "../numerics/share-interval.js";
import { accountFolds, FOLDS } from "./account-folds.js";
import { isotonicFit } from "./isotonic-fit.js";
import { logisticFit } from "./logistic-fit.js";

/** A lead whose account was won or lost. */
export interface JudgedLead {
  readonly score: number;
  readonly won: boolean;
  /** What is decided together: leads of one account share an outcome, and a fold never splits them. */
  readonly accountId: string;
}

export type CalibrationMethod = "base rate" | "logistic" | "isotonic";

/** Leads of like prediction, each predicted by a fit to other accounts, and how many of them were won. */
export interface ReliabilityBin {
  readonly leads: number;
  readonly predicted: number;
  readonly won: number;
  readonly wonLow: number;
  readonly wonHigh: number;
}

/** How a score becomes a probability of winning the account. */
export interface Calibration {
  readonly method: CalibrationMethod;
  readonly leads: number;
  readonly accounts: number;
  readonly baseRate: number;
  /** Mean log loss in nats a lead, on accounts that the fit did not see. */
  readonly logLoss: Readonly<Record<CalibrationMethod, number>>;
  readonly reliability: readonly ReliabilityBin[];
  /** Score → probability. */
  readonly probability: (score: number) => number;
}

const MOST_BINS = 8;
const FEWEST_IN_BIN = 20;
const METHODS: readonly CalibrationMethod[] = ["base rate", "logistic", "isotonic"];

type Fit = (leads: readonly JudgedLead[]) => (score: number) => number;
const FITS: Readonly<Record<CalibrationMethod, Fit>> = {
  "base rate": (leads) => {
    const rate = (leads.filter(({ won }) => won).length + 0.5) / (leads.length + 1);
    return () => rate;
  },
  logistic: logisticFit,
  isotonic: isotonicFit,
};

/**
 * Turns scores into probabilities by the method that predicts best on accounts it did not see: the base rate for
 * all, a logistic curve, or isotonic steps. Folds of whole accounts, 5 of them, by the order of the ids; the simpler
 * method is kept unless another has the lower log loss. Null with fewer than 20 leads, or with only one outcome.
 */
export function calibrateScore(leads: readonly JudgedLead[]): Calibration | null {
  const won = leads.filter((lead) => lead.won).length;
  if (leads.length < FEWEST_IN_BIN || won === 0 || won === leads.length) return null;
  const foldOf = accountFolds(leads.map(({ accountId }) => accountId));
  const heldOut = (method: CalibrationMethod): number[] => {
    const predictions = leads.map(() => 0);
    for (let fold = 0; fold < FOLDS; fold++) {
      const isOut = ({ accountId }: JudgedLead) => foldOf.get(accountId) === fold;
      const predict = FITS[method](leads.filter((lead) => !isOut(lead)));
      leads.forEach((lead, at) => {
        if (isOut(lead)) predictions[at] = predict(lead.score);
      });
    }
    return predictions;
  };
  const predictions = {
    "base rate": heldOut("base rate"),
    logistic: heldOut("logistic"),
    isotonic: heldOut("isotonic"),
  };
  const lossOf = (method: CalibrationMethod) => meanLogLoss(leads, predictions[method]);
  const method = METHODS.reduce((best, other) => (lossOf(other) < lossOf(best) ? other : best));
  return {
    method,
    leads: leads.length,
    accounts: foldOf.size,
    baseRate: won / leads.length,
    logLoss: {
      "base rate": lossOf("base rate"),
      logistic: lossOf("logistic"),
      isotonic: lossOf("isotonic"),
    },
    reliability: reliabilityOf(leads, predictions[method]),
    probability: FITS[method](leads),
  };
}

function meanLogLoss(leads: readonly JudgedLead[], predictions: readonly number[]): number {
  return (
    sum(leads, ({ won }, at) => -Math.log(won ? (predictions[at] ?? 0) : 1 - (predictions[at] ?? 0))) /
    leads.length
  );
}

function reliabilityOf(leads: readonly JudgedLead[], predictions: readonly number[]): ReliabilityBin[] {
  const order = leads
    .map((_, at) => at)
    .sort((a, b) => (predictions[a] ?? 0) - (predictions[b] ?? 0) || a - b);
  const count = Math.max(1, Math.min(MOST_BINS, Math.floor(leads.length / FEWEST_IN_BIN)));
  return Array.from({ length: count }, (_, bin) => {
    const members = order.slice(
      Math.round((bin * order.length) / count),
      Math.round(((bin + 1) * order.length) / count),
    );
    const hits = members.filter((at) => leads[at]?.won).length;
    // Leads of one account share an outcome, so that they weigh like as many accounts.
    const accounts = new Set(members.map((at) => leads[at]?.accountId)).size;
    const { low, high } = shareInterval((hits / members.length) * accounts, accounts);
    return {
      leads: members.length,
      predicted: sum(members, (at) => predictions[at] ?? 0) / members.length,
      won: hits / members.length,
      wonLow: low,
      wonHigh: high,
    };
  });
}
