import { deviation, mean } from "d3";
import { gainsAndLosses, hasMeaningfulShares } from "../portfolio/gains-and-losses.js";

/** Of the standard error: a mean nearer to 0 may as well be 0 (about 95 %). */
const FEWEST_ERRORS = 2;

/**
 * Whether a mean can be the unit of "3× the average". Amounts that are all but positive have one. Where some are lost,
 * the mean must lie two standard errors s/√n above 0, and losses be less than half of the gains: near 0 every amount is
 * some hundred times the mean.
 */
export function hasMeaningfulMultiples(amounts: readonly number[]): boolean {
  if (hasMeaningfulShares(amounts)) return true;
  const { gains, losses } = gainsAndLosses(amounts);
  const error = (deviation(amounts) ?? Number.POSITIVE_INFINITY) / Math.sqrt(amounts.length);
  return losses < gains / 2 && (mean(amounts) ?? 0) > FEWEST_ERRORS * error;
}
