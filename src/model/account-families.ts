/**
 * The family of each account: the last of its parents, their parents and so on, whether that is listed or not; its own id
 * where it has none. Accounts that are each other's parents in a circle, and all below them, belong to the one of the
 * circle whose id comes first.
 */
export function accountFamilies(
  accounts: readonly { readonly accountId: string; readonly parentId: string | null }[],
): ReadonlyMap<string, string> {
  const parents = new Map(accounts.map(({ accountId, parentId }) => [accountId, parentId]));
  const families = new Map<string, string>();
  for (const { accountId } of accounts) {
    const path: string[] = [];
    let at = accountId;
    let family = families.get(at);
    while (family === undefined) {
      const circleFrom = path.indexOf(at);
      if (circleFrom >= 0) family = path.slice(circleFrom).sort()[0] ?? at;
      else {
        path.push(at);
        const parent = parents.get(at);
        if (parent === undefined || parent === null) family = at;
        else {
          at = parent;
          family = families.get(at);
        }
      }
    }
    for (const id of path) families.set(id, family);
  }
  return families;
}
