import { type AccountGroups, valueShuffler } from "./account-groups.js";
import { type Learning, learnBestRule } from "./learn-rules.js";

/**
 * How often the whole search finds as good a rule where there is none: p = (1 + #{best score of shuffled worth ≥ best score})
 * / (1 + shuffles). The search is run anew on every shuffle, so p allows for all the rules that were tried (max-T).
 * Once a tenth of the shuffles are as good nothing can be named, and p = as good so far / shuffles so far
 * (Besag and Clifford 1991).
 */
export function permutationP(
  learning: Learning,
  excess: Float64Array,
  groups: AccountGroups,
  bestScore: number,
  shuffles: number,
  random: () => number,
): number {
  const rows = Int32Array.from(excess.keys());
  const shuffled = valueShuffler(groups, excess, random);
  let asGood = 0;
  for (let shuffle = 0; shuffle < shuffles; shuffle++) {
    const best = learnBestRule(learning, rows, shuffled(), bestScore);
    if (best !== null) asGood++;
    if (asGood > shuffles / 10) return asGood / (shuffle + 1);
  }
  return (1 + asGood) / (1 + shuffles);
}
