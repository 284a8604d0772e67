import { ascending, descending } from "d3";

interface Expected {
  readonly clientId: string;
  readonly residualValue: number;
  /** Upper end of its 80 % interval. */
  readonly residualHigh: number;
}

/**
 * Accounts in the order of what is still expected of them, most first; after all others those of which nothing comes
 * in nine cases of ten.
 */
export function rankAccounts<Account>(
  accounts: readonly Account[],
  expectedOf: (account: Account) => Expected,
): Account[] {
  return accounts
    .map((account) => ({ account, expected: expectedOf(account) }))
    .sort(
      ({ expected: a }, { expected: b }) =>
        Number(isToBring(b)) - Number(isToBring(a)) ||
        descending(a.residualValue, b.residualValue) ||
        ascending(a.clientId, b.clientId),
    )
    .map(({ account }) => account);
}

/**
 * Whether an account brings anything in more than one case of ten: the upper end of its 80 % interval is above 0.
 *
 * The mean alone would call one key that has left almost for certain, for what it brought before. No more is asked of
 * the chance to be a client still: what is expected counts it in, and who may leave is whom a review is for.
 */
export function isToBring({
  residualValue,
  residualHigh,
}: Pick<Expected, "residualValue" | "residualHigh">): boolean {
  return residualValue > 0 && residualHigh > 0;
}
