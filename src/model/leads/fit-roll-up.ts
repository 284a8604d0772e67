import { sum } from "d3";
import { logisticFit } from "./logistic-fit.js";
import { accountChance, type ContactChance, type RollUpWeights, USUAL_WEIGHTS } from "./roll-up.js";

/** An account whose outcome is known, with its contacts. */
export interface JudgedAccount {
  readonly accountId: string;
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

export interface RollUpFit {
  readonly weights: RollUpWeights;
  readonly accounts: number;
  readonly won: number;
  /** False: too few outcomes, and the usual weights are used as they are. */
  readonly fitted: boolean;
  /** Best first; empty where nothing was fitted. */
  readonly rivals: readonly RollUpRival[];
}

/** Outcomes from which weights are fitted. */
const FEWEST_OUTCOMES = 50;
const FOLDS = 5;
const DECAYS = [0, 0.25, 0.5, 0.75, 1];
const ROLE_WEIGHTS = [0, 0.25, 0.5];
/** Gain in log likelihood that speaks against the usual decay and role weight: χ² of 2 degrees of freedom at 5 %, halved. */
const TELLING_GAIN = 3;
/** The name of the way that is used, among its rivals. */
export const USED_ROLL_UP = "From the best contact down (used here)";

type Summary = (contacts: readonly ContactChance[]) => number;

/**
 * Weights of the roll-up, from accounts that were won and lost: decay and role weight on a grid, level and slope by
 * maximum likelihood; the usual decay and role weight are kept unless outcomes speak against them. Judged by 5 folds in which everything is fitted anew, beside the sum,
 * mean, best and number of contacts, each recalibrated in the same way. Fewer than 50 outcomes, or outcomes all alike:
 * the usual weights.
 */
export function fitRollUp(accounts: readonly JudgedAccount[], roles: number): RollUpFit {
  const won = accounts.filter((account) => account.won).length;
  const plain = { accounts: accounts.length, won };
  if (accounts.length < FEWEST_OUTCOMES || won === 0 || won === accounts.length) {
    return { ...plain, weights: USUAL_WEIGHTS, fitted: false, rivals: [] };
  }
  const ordered = [...accounts].sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
  const fixed = (summary: Summary) => (train: readonly JudgedAccount[]) => {
    const curve = logisticFit(train.map((one) => ({ score: summary(one.contacts), won: one.won })));
    return (contacts: readonly ContactChance[]) => curve(summary(contacts));
  };
  const best: Summary = (contacts) => Math.max(...contacts.map(({ probability }) => probability));
  const total: Summary = (contacts) => sum(contacts, ({ probability }) => probability);
  const judge = (name: string, learn: (train: readonly JudgedAccount[]) => Summary): RollUpRival => {
    const predictions = new Map<JudgedAccount, number>();
    for (let fold = 0; fold < FOLDS; fold++) {
      const predict = learn(ordered.filter((_, at) => at % FOLDS !== fold));
      ordered.forEach((account, at) => {
        if (at % FOLDS === fold) predictions.set(account, predict(account.contacts));
      });
    }
    const of = (account: JudgedAccount) => predictions.get(account) ?? 0;
    return { name, logLoss: logLoss(ordered, of), auc: auc(ordered, of) };
  };
  const rivals = [
    judge(USED_ROLL_UP, (train) => {
      const weights = bestWeights(train, roles);
      return (contacts) => accountChance(contacts, roles, weights);
    }),
    judge("Best contact", fixed(best)),
    judge("Sum of contacts", fixed(total)),
    judge(
      "Mean of contacts",
      fixed((contacts) => total(contacts) / contacts.length),
    ),
    judge(
      "Number of contacts",
      fixed((contacts) => contacts.length),
    ),
  ];
  return {
    ...plain,
    weights: bestWeights(ordered, roles),
    fitted: true,
    rivals: rivals.sort((a, b) => a.logLoss - b.logLoss),
  };
}

function bestWeights(accounts: readonly JudgedAccount[], roles: number): RollUpWeights {
  const fitted = ({ decay, roleWeight }: Pick<RollUpWeights, "decay" | "roleWeight">) => {
    const raw = { decay, roleWeight, level: 0, slope: 1 };
    const logOdds = accounts.map(({ contacts, won }) => {
      const chance = accountChance(contacts, roles, raw);
      return { score: Math.log(chance / (1 - chance)), won };
    });
    const curve = logisticFit(logOdds);
    const loss = sum(logOdds, ({ score, won }) => -Math.log(won ? curve(score) : 1 - curve(score)));
    return { weights: { ...raw, ...lineOf(curve) }, loss };
  };
  const usual = fitted(USUAL_WEIGHTS);
  const best = DECAYS.flatMap((decay) =>
    ROLE_WEIGHTS.map((roleWeight) => fitted({ decay, roleWeight })),
  ).reduce((one, other) => (other.loss < one.loss ? other : one));
  return usual.loss - best.loss > TELLING_GAIN ? best.weights : usual.weights;
}

/** Level and slope on log odds of a logistic curve. */
function lineOf(curve: (score: number) => number): { readonly level: number; readonly slope: number } {
  const logOddsAt = (score: number) => Math.log(curve(score) / (1 - curve(score)));
  const level = logOddsAt(0);
  return { level, slope: Math.max(0, logOddsAt(1) - level) };
}

function logLoss(accounts: readonly JudgedAccount[], of: (account: JudgedAccount) => number): number {
  return sum(accounts, (account) => -Math.log(account.won ? of(account) : 1 - of(account))) / accounts.length;
}

function auc(accounts: readonly JudgedAccount[], of: (account: JudgedAccount) => number): number {
  const sorted = accounts.map((account) => ({ won: account.won, p: of(account) })).sort((a, b) => a.p - b.p);
  let rankSum = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to]?.p === sorted[from]?.p) to += 1;
    const wonHere = sorted.slice(from, to).filter(({ won }) => won).length;
    rankSum += (wonHere * (from + 1 + to)) / 2;
    from = to;
  }
  const won = sorted.filter((one) => one.won).length;
  return (rankSum - (won * (won + 1)) / 2) / (won * (sorted.length - won));
}
