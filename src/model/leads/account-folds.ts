/** Parts that accounts with an outcome are held out in, one after another. */
export const FOLDS = 5;

/** The fold of each account, by the order of the ids, so that what belongs to one account is never split. */
export function accountFolds(accountIds: Iterable<string>): ReadonlyMap<string, number> {
  return new Map([...new Set(accountIds)].sort().map((accountId, at) => [accountId, at % FOLDS]));
}
