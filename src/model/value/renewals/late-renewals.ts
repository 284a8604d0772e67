import { sum } from "d3";
import type { ContractLine, SignedRenewals } from "../client-history.js";

/** How late renewals of a portfolio began: as many, and days of those that began after the day they were due. */
export type LateRenewals = SignedRenewals;

/** Half a renewal, of one more than were seen, is assumed to begin later than any. */
const LATE_ASSUMED = 0.5;

/** How late the renewals of some lines began; lines that do not know it tell nothing. Null where none does. */
export function lateRenewals(lines: readonly ContractLine[]): LateRenewals | null {
  const known = lines.flatMap(({ signed }) => signed ?? []);
  if (known.length === 0) return null;
  return {
    renewals: sum(known, ({ renewals }) => renewals),
    lateDays: known.flatMap(({ lateDays }) => lateDays).sort((one, other) => one - other),
  };
}

/**
 * The chance that a contract is still renewed that has not been `daysLate` days after the day it was due, which at its
 * day had the chance p: p·L/(p·L + 1 − p), L the share of renewals that begin later than that, (k + ½)/(n + 1) of n
 * seen. Without any known (null) it stays p.
 */
export function overdueChance(chance: number, daysLate: number, late: LateRenewals | null): number {
  if (late === null) return chance;
  const later = late.lateDays.filter((days) => days > daysLate).length;
  const share = (later + LATE_ASSUMED) / (late.renewals + 1);
  const renewed = chance * share;
  return renewed > 0 ? renewed / (renewed + 1 - chance) : 0;
}
