import type { Candidate } from "./candidate.js";
import { fieldPrices } from "./field-evidence.js";
import type { RuleTable } from "./rule-table.js";
import { bestRule, searchRules } from "./search-rules.js";

/** What rules are learnt from: first which fields tell worth, then the rules, whose conditions must earn their price. */
export interface Learning {
  readonly table: RuleTable;
  /** Groups per account, at most 1: accounts of one parent are no separate evidence. */
  readonly independent: number;
}

/** Rules learnt from these rows alone, best first. */
export function learnRules(
  { table, independent }: Learning,
  rows: Int32Array,
  excess: Float64Array,
): Candidate[] {
  return searchRules(table, rows, excess, fieldPrices(table, rows, excess, independent));
}

/** The best rule learnt from these rows alone; with a `target` as in `bestRule`. */
export function learnBestRule(
  { table, independent }: Learning,
  rows: Int32Array,
  excess: Float64Array,
  target?: number,
): Candidate | null {
  return bestRule(table, rows, excess, fieldPrices(table, rows, excess, independent), target);
}
