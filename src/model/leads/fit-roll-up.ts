import { group, sum } from "d3";
import type { Calibration } from "./calibrate-score.js";
import { logisticFit } from "./logistic-fit.js";
import { accountChance, type ContactChance, type RollUpWeights, USUAL_WEIGHTS } from "./roll-up.js";
import { levelRollUp } from "./roll-up-level.js";
import {
  type CalibratedAccount,
  calibrated,
  type JudgedAccount,
  type JudgedContact,
  judgeRollUps,
  type Learner,
  type RollUpRival,
  type Summary,
} from "./roll-up-rivals.js";

export interface RollUpFit {
  readonly weights: RollUpWeights;
  readonly accounts: number;
  readonly won: number;
  /** False: too few outcomes, and only the level of the usual weights is learned. */
  readonly fitted: boolean;
  /** Best first; empty where nothing was fitted. */
  readonly rivals: readonly RollUpRival[];
}

/** Outcomes from which weights are fitted. */
const FEWEST_OUTCOMES = 50;
const DECAYS = [0, 0.25, 0.5, 0.75, 1];
const ROLE_WEIGHTS = [0, 0.25, 0.5];
/** Gain in log likelihood that speaks against the usual decay and role weight: χ² of 2 degrees of freedom at 5 %, halved. */
const TELLING_GAIN = 3;
/** The name of the way that is used, among its rivals. */
export const USED_ROLL_UP = "From the best contact down (used here)";

/**
 * Weights of the roll-up, from accounts that were won and lost: decay and role weight on a grid, level and slope by
 * maximum likelihood; the usual decay and role weight are kept unless outcomes speak against them. Judged beside the sum,
 * mean, best and number of contacts, each recalibrated in the same way (`judgeRollUps`). With fewer than 50 accounts the usual weights, at the level at which as many
 * accounts are won as were (`levelRollUp`). `leads` are those of `calibration`, one a contact; those of one account
 * that was won in some and lost in others count as two accounts.
 */
export function fitRollUp(
  leads: readonly JudgedContact[],
  roles: number,
  calibration: Pick<Calibration, "probability">,
): RollUpFit {
  const accounts = [...group(leads, ({ accountId, won }) => `${accountId} ${won}`).values()].map(
    (own): JudgedAccount => ({
      accountId: own[0]?.accountId ?? "",
      leads: own,
      won: own[0]?.won ?? false,
    }),
  );
  const won = accounts.filter((account) => account.won).length;
  const plain = { accounts: accounts.length, won };
  const all = calibrated(accounts, calibration.probability);
  if (accounts.length < FEWEST_OUTCOMES || won === 0 || won === accounts.length) {
    const contacts = all.map((account) => account.contacts);
    const weights = levelRollUp(USUAL_WEIGHTS, contacts, roles, won / accounts.length);
    return { ...plain, weights, fitted: false, rivals: [] };
  }
  const fixed =
    (summary: Summary): Learner =>
    (train) => {
      const curve = logisticFit(train.map((one) => ({ score: summary(one.contacts), won: one.won })));
      return (contacts: readonly ContactChance[]) => curve(summary(contacts));
    };
  const best: Summary = (contacts) => Math.max(...contacts.map(({ probability }) => probability));
  const total: Summary = (contacts) => sum(contacts, ({ probability }) => probability);
  const rivals = judgeRollUps(accounts, {
    [USED_ROLL_UP]: (train) => {
      const weights = bestWeights(train, roles);
      return (contacts) => accountChance(contacts, roles, weights);
    },
    "Best contact": fixed(best),
    "Sum of contacts": fixed(total),
    "Mean of contacts": fixed((contacts) => total(contacts) / contacts.length),
    "Number of contacts": fixed((contacts) => contacts.length),
  });
  return {
    ...plain,
    weights: bestWeights(all, roles),
    fitted: true,
    rivals,
  };
}

/** Where no account has an outcome: the usual weights, at the level at which the average open account is won with `rate`. */
export function usualRollUp(
  openAccounts: readonly (readonly ContactChance[])[],
  roles: number,
  rate: number,
): RollUpFit {
  const weights = levelRollUp(USUAL_WEIGHTS, openAccounts, roles, rate);
  return { weights, accounts: 0, won: 0, fitted: false, rivals: [] };
}

function bestWeights(accounts: readonly CalibratedAccount[], roles: number): RollUpWeights {
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
