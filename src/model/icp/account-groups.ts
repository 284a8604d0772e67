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

const RESAMPLED_SHARE = 2 / 3;

/**
 * The rows of two thirds of the groups, at random, each once: about as many distinct ones as a bootstrap sample has, but
 * none repeated, since copies would pass for evidence.
 */
export function resampleRows(groups: AccountGroups, random: () => number): Int32Array {
  const drawn = shuffler(random)([...groups]).slice(0, Math.ceil(RESAMPLED_SHARE * groups.length));
  return Int32Array.from(drawn.flat());
}

/** The fold of every row: groups in random order are dealt to the folds in turn. */
export function dealFolds(groups: AccountGroups, folds: number, random: () => number): Int32Array {
  const foldOf = new Int32Array(groups.reduce((rows, group) => rows + group.length, 0));
  shuffler(random)([...groups]).forEach((group, place) => {
    for (const row of group) foldOf[row] = place % folds;
  });
  return foldOf;
}

/**
 * Moves the values between groups of the same size: what they would be if worth had nothing to do with the account. Each
 * call of the function returned is another draw, in an array that the next call writes over.
 */
export function valueShuffler(
  groups: AccountGroups,
  values: Float64Array,
  random: () => number,
): () => Float64Array {
  const bySize = [...groupBy(groups, (members) => members.length).values()];
  const blocks = bySize.map((alike) =>
    alike.map((group) => Float64Array.from(group, (row) => values[row] ?? 0)),
  );
  const shuffle = shuffler(random);
  const shuffled = values.slice();
  return () => {
    blocks.forEach((block, size) => {
      shuffle(block);
      bySize[size]?.forEach((group, place) => {
        const moved = block[place];
        for (let member = 0; member < group.length; member++)
          shuffled[group[member] ?? 0] = moved?.[member] ?? 0;
      });
    });
    return shuffled;
  };
}
