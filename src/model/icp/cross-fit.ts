import { type AccountGroups, dealFolds } from "./account-groups.js";
import { matchingRows } from "./candidate.js";
import { type Learning, learnBestRule } from "./learn-rules.js";
import { searchExcess } from "./search-excess.js";

/**
 * Which accounts a rule picks that never saw them: in every repeat the groups are dealt to folds, and the accounts of a
 * fold are judged by the best rule of the other folds. One pick of all accounts a repeat (1 = matched).
 */
export function crossFitPicks(
  learning: Learning,
  clv: readonly number[],
  groups: AccountGroups,
  options: { readonly repeats: number; readonly folds: number; readonly direction: 1 | -1 },
  random: () => number,
): Uint8Array[] {
  const rows = Int32Array.from(clv.keys());
  const folds = Math.min(options.folds, groups.length);
  return Array.from({ length: options.repeats }, () => {
    const pick = new Uint8Array(clv.length);
    const foldOf = dealFolds(groups, folds, random);
    for (let fold = 0; fold < folds; fold++) {
      const training = rows.filter((row) => foldOf[row] !== fold);
      const best = learnBestRule(learning, training, searchExcess(clv, training, options.direction));
      if (best === null) continue;
      const heldOut = rows.filter((row) => foldOf[row] === fold);
      for (const row of matchingRows(learning.table, best.conditions, heldOut)) pick[row] = 1;
    }
    return pick;
  });
}
