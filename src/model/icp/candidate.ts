import type { Rule } from "./rule.js";
import type { RuleTable } from "./rule-table.js";

/** One condition of a candidate: the field and the position of the condition among the field's. */
export interface CandidateCondition {
  readonly field: number;
  readonly condition: number;
}

/** A rule met by the search and how it does on the accounts searched. */
export interface Candidate {
  readonly conditions: readonly CandidateCondition[];
  /** Accounts that match. */
  readonly count: number;
  /** Σ of their excess. */
  readonly excess: number;
  /** Shrunk excess × √count, less the price of its conditions. */
  readonly score: number;
}

/** The rows that match all the conditions. */
export function matchingRows(
  table: RuleTable,
  conditions: readonly CandidateCondition[],
  rows: Int32Array,
): Int32Array {
  const { atomOf, fields } = table;
  let kept = rows;
  for (const { field, condition } of conditions) {
    const atoms = fields[field];
    if (atoms === undefined) continue;
    const { parts, isRange } = atoms;
    const a = parts[3 * condition] ?? 0;
    const b = parts[3 * condition + 1] ?? 0;
    const c = parts[3 * condition + 2] ?? 0;
    const still = new Int32Array(kept.length);
    let count = 0;
    for (let place = 0; place < kept.length; place++) {
      const row = kept[place] ?? 0;
      const atom = atomOf[row * fields.length + field] ?? -1;
      const holds = isRange ? atom >= a && atom < b : atom === a || atom === b || atom === c;
      if (holds) still[count++] = row;
    }
    kept = still.slice(0, count);
  }
  return kept;
}

/** The candidate as a rule, conditions in order of the fields. */
export function ruleOf(table: RuleTable, { conditions }: Pick<Candidate, "conditions">): Rule {
  const ordered = [...conditions].sort((a, b) => a.field - b.field);
  return { all: ordered.flatMap(({ field, condition }) => table.fields[field]?.conditions[condition] ?? []) };
}
