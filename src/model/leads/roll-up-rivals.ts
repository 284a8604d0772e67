import { sum } from "d3";
import { accountFolds, FOLDS } from "./account-folds.js";
import { calibrateScore, type JudgedLead } from "./calibrate-score.js";
import type { ContactChance } from "./roll-up.js";

/** A contact of an account whose outcome is known. */
export interface JudgedContact extends JudgedLead {
  readonly role: string | null;
}

/** An account whose outcome is known. */
export interface JudgedAccount {
  readonly accountId: string;
  readonly leads: readonly JudgedContact[];
  readonly won: boolean;
}

/** An account with what each of its contacts says, by some calibration. */
export interface CalibratedAccount {
  readonly contacts: readonly ContactChance[];
  readonly won: boolean;
}

/** A way to come from contacts to an account, judged on accounts that it was not fitted to. */
export interface RollUpRival {
  readonly name: string;
  /** Mean log loss in nats an account. */
  readonly logLoss: number;
  /** Chance that an account that was won is put before one that was lost. */
  readonly auc: number;
}

/** Contacts → chance of their account. */
export type Summary = (contacts: readonly ContactChance[]) => number;
/** Comes to a summary from accounts with outcomes. */
export type Learner = (train: readonly CalibratedAccount[]) => Summary;

interface Prediction {
  readonly p: number;
  readonly won: boolean;
}

/** Ways to come from contacts to an account, judged by 5 folds in which all is fitted anew, the calibration of scores too; best first. */
export function judgeRollUps(
  accounts: readonly JudgedAccount[],
  ways: Readonly<Record<string, Learner>>,
): RollUpRival[] {
  const folds = heldOut(accounts);
  return Object.entries(ways)
    .map(([name, learn]): RollUpRival => {
      const predictions = folds.map(({ train, test }) => {
        const predict = learn(train);
        return test.map(({ contacts, won }): Prediction => ({ p: predict(contacts), won }));
      });
      return { name, logLoss: logLoss(predictions.flat()), auc: aucWithin(predictions) };
    })
    .sort((a, b) => a.logLoss - b.logLoss);
}

/** Accounts with the chances that a calibration gives to their contacts. */
export function calibrated(
  accounts: readonly JudgedAccount[],
  probability: (score: number) => number,
): CalibratedAccount[] {
  return accounts.map(({ leads, won }) => ({
    contacts: leads.map(({ score, role }) => ({ probability: probability(score), role })),
    won,
  }));
}

/** The accounts of each fold, and all others, by a calibration that those of the fold have no part in. */
function heldOut(accounts: readonly JudgedAccount[]) {
  const foldOf = accountFolds(accounts.map(({ accountId }) => accountId));
  return Array.from({ length: FOLDS }, (_, fold) => {
    const isOut = ({ accountId }: JudgedAccount) => foldOf.get(accountId) === fold;
    const others = accounts.filter((account) => !isOut(account));
    const probability = scoreCurve(others.flatMap(({ leads }) => leads));
    return {
      train: calibrated(others, probability),
      test: calibrated(accounts.filter(isOut), probability),
    };
  });
}

/** One chance for all where a fold leaves one outcome only. */
function scoreCurve(leads: readonly JudgedContact[]): (score: number) => number {
  const share = (leads.filter(({ won }) => won).length + 0.5) / (leads.length + 1);
  return calibrateScore(leads)?.probability ?? (() => share);
}

function logLoss(predictions: readonly Prediction[]): number {
  return sum(predictions, ({ p, won }) => -Math.log(won ? p : 1 - p)) / predictions.length;
}

/** Pairs of won and lost are told apart by one fit each: those of different folds differ in level alone. */
function aucWithin(folds: readonly (readonly Prediction[])[]): number {
  const pairs = folds.map(pairsInOrder);
  const all = sum(pairs, ({ count }) => count);
  return all > 0 ? sum(pairs, ({ inOrder }) => inOrder) / all : 0.5;
}

/** Pairs of a won and a lost account, and how many have the won one first; ties count half. */
function pairsInOrder(predictions: readonly Prediction[]): {
  readonly count: number;
  readonly inOrder: number;
} {
  const sorted = [...predictions].sort((a, b) => a.p - b.p);
  let rankSum = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to]?.p === sorted[from]?.p) to += 1;
    const wonHere = sorted.slice(from, to).filter(({ won }) => won).length;
    rankSum += (wonHere * (from + 1 + to)) / 2;
    from = to;
  }
  const won = sorted.filter((one) => one.won).length;
  return { count: won * (sorted.length - won), inOrder: rankSum - (won * (won + 1)) / 2 };
}
