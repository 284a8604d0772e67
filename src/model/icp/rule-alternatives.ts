import { type Candidate, matchingRows, ruleOf } from "./candidate.js";
import type { Rule } from "./rule.js";
import { excessDeviation } from "./rule-beam.js";
import { ruleSentence } from "./rule-sentence.js";
import type { RuleTable } from "./rule-table.js";

/** Another rule that the clients cannot tell from the best one. */
export interface RuleAlternative {
  readonly rule: Rule;
  readonly sentence: string;
  readonly clients: number;
  /** Mean CLV inside / mean CLV of all on the clients that chose it, hence too high; null when the mean is not positive. */
  readonly apparentLift: number | null;
}

const MAX_ALTERNATIVES = 5;
const NEARLY_THE_SAME = 0.8;

/**
 * Rules whose score is within one standard error (σ of the excess, the unit of the score) of the best, best first, at
 * most five, leaving out those that cover nearly the same clients (Jaccard over 0.8) as one already listed or the best.
 */
export function ruleAlternatives(
  table: RuleTable,
  candidates: readonly Candidate[],
  excess: Float64Array,
  clv: readonly number[],
): RuleAlternative[] {
  const [best, ...others] = candidates;
  if (best === undefined) return [];
  const everyone = Int32Array.from(clv.keys());
  const margin = excessDeviation(everyone, excess);
  const covers = [new Set(matchingRows(table, best.conditions, everyone))];
  const alternatives: RuleAlternative[] = [];
  for (const candidate of others) {
    if (alternatives.length === MAX_ALTERNATIVES || candidate.score < best.score - margin) break;
    const rows = matchingRows(table, candidate.conditions, everyone);
    if (covers.some((cover) => overlaps(cover, rows))) continue;
    covers.push(new Set(rows));
    const rule = ruleOf(table, candidate);
    alternatives.push({
      rule,
      sentence: ruleSentence(rule),
      clients: rows.length,
      apparentLift: apparentLift(clv, rows),
    });
  }
  return alternatives;
}

/** Mean CLV of the rows over the mean of all; null without rows or when the mean of all is not positive. */
export function apparentLift(clv: readonly number[], rows: Int32Array): number | null {
  const mean = clv.reduce((sum, value) => sum + value, 0) / clv.length;
  if (!(mean > 0) || rows.length === 0) return null;
  return rows.reduce((sum, row) => sum + (clv[row] ?? 0), 0) / rows.length / mean;
}

function overlaps(cover: ReadonlySet<number>, rows: Int32Array): boolean {
  const shared = rows.reduce((count, row) => count + Number(cover.has(row)), 0);
  return shared > NEARLY_THE_SAME * (cover.size + rows.length - shared);
}
