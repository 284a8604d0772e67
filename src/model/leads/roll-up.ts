import { logistic } from "../numerics/ridge-logistic.js";

/** A contact of an account as a roll-up sees it. */
export interface ContactChance {
  /** P(account is won), by this contact alone. */
  readonly probability: number;
  readonly role: string | null;
}

/** How contacts come to the chance of their account. */
export interface RollUpWeights {
  /** What each further contact counts of the one before; 0: the best alone, 1: all alike. */
  readonly decay: number;
  /** Share of the chance that an account loses when none of the roles is covered; 0: roles do not matter. */
  readonly roleWeight: number;
  /** Recalibration on log odds, a + b·logit; a = 0, b = 1 leaves it as it is, b ≥ 0. */
  readonly level: number;
  readonly slope: number;
}

/** Used until outcomes are enough to fit them. */
export const USUAL_WEIGHTS: RollUpWeights = { decay: 0.5, roleWeight: 0.25, level: 0, slope: 1 };

const CERTAIN = 1e-6;

/**
 * Chance that an account is won, from its contacts: neither sum nor average.
 *
 * A = (1 − Π(1 − decay^(i−1)·p₍ᵢ₎)) · (1 − roleWeight·(1 − c)), contacts from best to worst, c the share of `roles`
 * that they cover (1 where no roles are known), then 1/(1 + e^−(level + slope·logit A)). It lies in (0, 1) and never
 * falls when a contact is added: one more weak contact cannot hurt, ten of them cannot make certain. No contact gives 0.
 */
export function accountChance(
  contacts: readonly ContactChance[],
  roles: number,
  { decay, roleWeight, level, slope }: RollUpWeights,
): number {
  if (contacts.length === 0) return 0;
  const sorted = contacts.map(({ probability }) => probability).sort((a, b) => b - a);
  const missed = sorted.reduce((product, p, at) => product * (1 - decay ** at * p), 1);
  const covered = new Set(contacts.flatMap(({ role }) => role ?? [])).size;
  const coverage = roles > 0 ? Math.min(1, covered / roles) : 1;
  const raw = (1 - missed) * (1 - roleWeight * (1 - coverage));
  const chance = Math.min(1 - CERTAIN, Math.max(CERTAIN, raw));
  return logistic(level + slope * Math.log(chance / (1 - chance)));
}
