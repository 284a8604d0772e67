import { type AccountGroups, shuffleValues } from "./account-groups.js";
import type { RuleTable } from "./rule-table.js";
import { searchRules } from "./search-rules.js";

/**
 * How often the whole search finds as good a rule where there is none: p = (1 + #{best score of shuffled worth ≥ best score})
 * / (1 + shuffles). The search is run anew on every shuffle, so p allows for all the rules that were tried (max-T).
 * Once a tenth of the shuffles are as good nothing can be named, and p = as good so far / shuffles so far
 * (Besag and Clifford 1991).
 */
export function permutationP(
  table: RuleTable,
  excess: Float64Array,
  groups: AccountGroups,
  bestScore: number,
  shuffles: number,
  random: () => number,
): number {
  const rows = Int32Array.from(excess.keys());
  let asGood = 0;
  for (let shuffle = 0; shuffle < shuffles; shuffle++) {
    const [best] = searchRules(table, rows, shuffleValues(groups, excess, random), bestScore);
    if (best !== undefined && best.score >= bestScore) asGood++;
    if (asGood > shuffles / 10) return asGood / (shuffle + 1);
  }
  return (1 + asGood) / (1 + shuffles);
}
