import type { Interval } from "../../data/published/common.js";
import type { Formatter } from "./format.js";

/** What some clients are worth against the average one: as a multiple of it, and as a difference in money. */
interface AgainstAverage {
  readonly lift: Interval;
  readonly difference: Interval;
}

/** "1.8× the average client"; "£22k more than the average client" where the mean is too near 0 to be a unit. */
export function worthAgainstAverage(
  { lift, difference }: AgainstAverage,
  hasMultiples: boolean,
  f: Formatter,
): string {
  if (hasMultiples) return `${f.multiple(lift.value)} the average client`;
  const { amount, than } = told(difference);
  return `${f.moneyShort(amount.value)} ${than} the average client`;
}

/** The same with its interval: "1.8× (1.5× to 2.1×) the average client". */
export function worthAgainstAverageWithin(
  { lift, difference }: AgainstAverage,
  hasMultiples: boolean,
  f: Formatter,
): string {
  if (hasMultiples) return `${f.multipleInterval(lift)} the average client`;
  const { amount, than } = told(difference);
  return `${f.moneyInterval(amount)} ${than} the average client`;
}

/** The difference as an amount that is more or less, so that "less" and a minus never meet. */
function told({ value, low, high }: Interval): { readonly amount: Interval; readonly than: string } {
  return value < 0
    ? { amount: { value: -value, low: -high, high: -low }, than: "less than" }
    : { amount: { value, low, high }, than: "more than" };
}
