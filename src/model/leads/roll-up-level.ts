import { mean } from "d3";
import { accountChance, type ContactChance, type RollUpWeights } from "./roll-up.js";

/** Log odds beyond which a chance is 0 or 1 as far as anybody can tell. */
const FURTHEST = 40;
const HALVINGS = 60;

/**
 * The same weights with the level a at which the mean chance of the accounts is `share`: contacts whose chance is that
 * of their account already would raise it the more, the more of them there are. By bisection, since the mean rises with
 * a. Weights come back as they are without an account, or with a share that is not between 0 and 1.
 */
export function levelRollUp(
  weights: RollUpWeights,
  accounts: readonly (readonly ContactChance[])[],
  roles: number,
  share: number,
): RollUpWeights {
  if (accounts.length === 0 || !(share > 0 && share < 1)) return weights;
  const meanAt = (level: number) =>
    mean(accounts, (contacts) => accountChance(contacts, roles, { ...weights, level })) ?? 0;
  let [low, high] = [-FURTHEST, FURTHEST];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (meanAt(middle) < share) low = middle;
    else high = middle;
  }
  return { ...weights, level: (low + high) / 2 };
}
