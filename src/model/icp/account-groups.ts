import { group as groupBy, shuffler } from "d3";
import type { ValuedAccount } from "../account.js";

/** Rows of the accounts of each group, groups in order of first appearance. */
export type AccountGroups = readonly (readonly number[])[];

/** Accounts of one parent belong together: folds, resamples and shuffles take a group whole. */
export function accountGroups(accounts: readonly ValuedAccount[]): AccountGroups {
  const groups = new Map<string, number[]>();
  accounts.forEach(({ groupId }, row) => {
    const group = groups.get(groupId);
    if (group) group.push(row);
    else groups.set(groupId, [row]);
  });
  return [...groups.values()];
}

/** As many groups as there are, drawn with replacement: the rows of a bootstrap sample, repeated as drawn. */
export function resampleRows(groups: AccountGroups, random: () => number): Int32Array {
  const rows = groups.flatMap(() => groups[Math.floor(random() * groups.length)] ?? []);
  return Int32Array.from(rows);
}

/** The fold of every row: groups in random order are dealt to the folds in turn. */
export function dealFolds(groups: AccountGroups, folds: number, random: () => number): Int32Array {
  const foldOf = new Int32Array(groups.reduce((rows, group) => rows + group.length, 0));
  shuffler(random)([...groups]).forEach((group, place) => {
    for (const row of group) foldOf[row] = place % folds;
  });
  return foldOf;
}

/** The values moved between groups of the same size: what they would be if worth had nothing to do with the account. */
export function shuffleValues(
  groups: AccountGroups,
  values: Float64Array,
  random: () => number,
): Float64Array {
  const bySize = groupBy(groups, (members) => members.length);
  const shuffled = new Float64Array(values.length);
  for (const alike of bySize.values()) {
    const sources = shuffler(random)([...alike]);
    alike.forEach((group, place) => {
      group.forEach((row, member) => {
        shuffled[row] = values[sources[place]?.[member] ?? row] ?? 0;
      });
    });
  }
  return shuffled;
}
