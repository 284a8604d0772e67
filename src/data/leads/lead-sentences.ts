import { USED_ROLL_UP } from "../../model/leads/fit-roll-up.js";
import { percent } from "../../model/words/percent.js";
import type { LeadCalibration, LeadRollUp } from "./lead-tests.js";

/** How a score became a chance. */
export function calibrationSentence(calibration: LeadCalibration): string {
  const { method, baseRate, baseRateFrom, leads, accounts } = calibration;
  if (method === null) {
    return `Too few leads have an outcome to learn what a score means. As an assumption, the average open lead wins its account with ${percent(baseRate)} (from ${baseRateFrom}), and others in proportion to their scores.`;
  }
  const how = {
    "base rate": "no use of the score predicted better than one chance for all",
    logistic: "a smooth curve predicted best",
    isotonic: "a curve of steps predicted best",
  }[method];
  return `Learned from ${count(leads)} leads at ${count(accounts)} accounts that were won or lost: on accounts that it had not seen, ${how}. Of these leads ${percent(baseRate)} were won. The chance is that of an account that is worked to an end, as those were.`;
}

/** How contacts came to an account, and whether a simpler way told winners from losers as well. */
export function rollUpSentence(rollUp: LeadRollUp): string {
  const { decay, roleWeight, fitted, accounts, won, rivals } = rollUp;
  const further =
    decay < 0.005
      ? "the best contact decides, and further ones add nothing"
      : `from the best down, each further contact counts ${percent(decay)} of the one before`;
  const roles =
    roleWeight < 0.005
      ? "which roles are known makes no difference"
      : `an account of which no role is known loses ${percent(roleWeight)} of its chance`;
  const held = fitted
    ? `The weights, and how chances come out overall, were held against ${count(accounts)} accounts of which ${count(won)} were won. ${rivalSentence(rivals)}`
    : `These are the usual weights: fewer than 50 accounts have an outcome to fit them to. Only their level is set, so that ${accounts > 0 ? `as many accounts come out won as were, ${count(won)} of ${count(accounts)}` : "an average account comes out won as often as accounts are"}. `;
  return `The chance of an account is neither the sum nor the mean of its contacts: ${further}, and ${roles}. ${held}The lifetime value of the account counts once: its leads share it by what the chance would lose without each.`;
}

/** Why the way used is kept where another told winners from losers better; with a space at its end. */
function rivalSentence(rivals: LeadRollUp["rivals"]): string {
  const own = rivals.find(({ name }) => name === USED_ROLL_UP);
  const [best] = [...rivals].sort((a, b) => b.auc - a.auc);
  if (own === undefined || best === undefined || !(best.auc > own.auc)) return "";
  return `${best.name} put ${percent(best.auc)} of winners before losers, this way ${percent(own.auc)}; it is kept because with it no further contact lowers a chance. `;
}

function count(whole: number): string {
  return whole.toLocaleString("en-GB");
}
