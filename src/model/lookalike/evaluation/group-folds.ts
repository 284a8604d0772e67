/**
 * Deals groups into `folds` folds of nearly equal numbers of accounts, never splitting a group; `folds` is lowered to
 * the number of groups. Same random numbers, same folds, whatever the order of the accounts.
 * Returns the fold of each account.
 */
export function groupFolds(groupIds: readonly string[], folds: number, random: () => number): Int32Array {
  const sizes = new Map<string, number>();
  for (const group of groupIds) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const groups = [...sizes.keys()].sort();
  for (let at = groups.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const held = groups[at] ?? "";
    groups[at] = groups[other] ?? "";
    groups[other] = held;
  }
  const count = Math.max(1, Math.min(folds, groups.length));
  const loads = new Float64Array(count);
  const foldOf = new Map<string, number>();
  for (const group of groups) {
    let lightest = 0;
    for (let fold = 1; fold < count; fold++) {
      if ((loads[fold] ?? 0) < (loads[lightest] ?? 0)) lightest = fold;
    }
    foldOf.set(group, lightest);
    loads[lightest] = (loads[lightest] ?? 0) + (sizes.get(group) ?? 0);
  }
  return Int32Array.from(groupIds, (group) => foldOf.get(group) ?? 0);
}
