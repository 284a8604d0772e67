import { type AccountGroups, resampleRows } from "./account-groups.js";
import { type CandidateCondition, matchingRows } from "./candidate.js";
import { type Learning, learnBestRule } from "./learn-rules.js";
import type { RuleCondition } from "./rule.js";
import { conditionPhrase } from "./rule-sentence.js";
import { searchExcess } from "./search-excess.js";

/** A condition of the rule, and how steadily the search finds it. */
export interface ConditionReturn {
  readonly condition: RuleCondition;
  readonly phrase: string;
  /** Share of resamples whose best rule has a condition on the same field that covers mostly the same clients. */
  readonly returnShare: number;
}

/** How often the best rule of a resample uses the field at all. */
export interface FieldReturn {
  readonly field: string;
  readonly share: number;
}

export interface RuleReturns {
  readonly conditions: readonly ConditionReturn[];
  /** Most frequent first; fields that never return are not listed. */
  readonly fields: readonly FieldReturn[];
}

const MOSTLY_THE_SAME = 0.5;

/**
 * Learns anew from two thirds of the groups at a time and counts how often each condition comes back: the same field, and
 * clients covered with a Jaccard overlap of at least ½.
 */
export function conditionReturns(
  learning: Learning,
  clv: readonly number[],
  groups: AccountGroups,
  conditions: readonly CandidateCondition[],
  options: { readonly resamples: number; readonly direction: 1 | -1 },
  random: () => number,
): RuleReturns {
  const { table } = learning;
  const everyone = Int32Array.from(clv.keys());
  const covers = conditions.map((condition) => new Set(matchingRows(table, [condition], everyone)));
  const returned = conditions.map(() => 0);
  const used = table.fields.map(() => 0);
  for (let resample = 0; resample < options.resamples; resample++) {
    const rows = resampleRows(groups, random);
    const best = learnBestRule(learning, rows, searchExcess(clv, rows, options.direction));
    for (const again of best?.conditions ?? []) {
      used[again.field] = (used[again.field] ?? 0) + 1;
      const place = conditions.findIndex(({ field }) => field === again.field);
      const cover = covers[place];
      if (cover && overlap(cover, matchingRows(table, [again], everyone)) >= MOSTLY_THE_SAME) {
        returned[place] = (returned[place] ?? 0) + 1;
      }
    }
  }
  const share = (count: number | undefined) => (count ?? 0) / Math.max(1, options.resamples);
  return {
    conditions: conditions
      .flatMap(({ field, condition }, place) => {
        const wording = table.fields[field]?.conditions[condition];
        if (wording === undefined) return [];
        const returnShare = share(returned[place]);
        return [{ field, condition: wording, phrase: conditionPhrase(wording), returnShare }];
      })
      .sort((a, b) => a.field - b.field)
      .map(({ condition, phrase, returnShare }) => ({ condition, phrase, returnShare })),
    fields: table.fields
      .map(({ conditions: [first] }, index) => ({ field: first?.field ?? "", share: share(used[index]) }))
      .filter((entry) => entry.share > 0)
      .sort((a, b) => b.share - a.share),
  };
}

/** Jaccard overlap: shared / in either. */
function overlap(cover: ReadonlySet<number>, rows: Int32Array): number {
  let shared = 0;
  for (const row of rows) if (cover.has(row)) shared++;
  const either = cover.size + rows.length - shared;
  return either > 0 ? shared / either : 0;
}
