import type { WorkbenchField } from "../../data/published/icp.js";
import type { Rule, RuleCondition } from "../../model/icp/rule.js";

/** As many conditions as a rule may have. */
export const MOST_CONDITIONS = 3;

/** What the inputs of one condition hold, complete or not. */
export interface ConditionDraft {
  /** "" where no field is chosen. */
  readonly field: string;
  readonly levels: readonly string[];
  readonly from: number | null;
  readonly to: number | null;
}

export const emptyDraft: ConditionDraft = { field: "", levels: [], from: null, to: null };

/** Bounds that no number can lie between. */
export function areCrossed({ from, to }: Pick<ConditionDraft, "from" | "to">): boolean {
  return from !== null && to !== null && from > to;
}

/** The rule that the drafts say; one that names no level and no bound, or whose bounds are crossed, says nothing. */
export function ruleOfDrafts(drafts: readonly ConditionDraft[], fields: readonly WorkbenchField[]): Rule {
  return {
    all: drafts.flatMap(({ field, levels, from, to }): RuleCondition[] => {
      const kind = fields.find((one) => one.field === field)?.kind;
      if (kind === "category") return levels.length > 0 ? [{ field, in: levels }] : [];
      if (kind !== "measure" || (from === null && to === null) || areCrossed({ from, to })) return [];
      return [{ field, ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) }];
    }),
  };
}

/** The drafts of a rule, and the fields of it that there are no inputs for. */
export function draftsOfRule(
  rule: {
    readonly all: readonly (
      | RuleCondition
      | { field: string; from?: number | undefined; to?: number | undefined }
    )[];
  },
  fields: readonly WorkbenchField[],
): { readonly drafts: readonly ConditionDraft[]; readonly unknown: readonly string[] } {
  const drafts: ConditionDraft[] = [];
  const unknown: string[] = [];
  for (const condition of rule.all) {
    const kind = fields.find(({ field }) => field === condition.field)?.kind;
    const isOpen = "above" in condition || "below" in condition;
    const fits = "in" in condition ? kind === "category" : kind === "measure" && !isOpen;
    if (!fits || drafts.length === MOST_CONDITIONS) unknown.push(condition.field);
    else if ("in" in condition) drafts.push({ ...emptyDraft, field: condition.field, levels: condition.in });
    else
      drafts.push({
        field: condition.field,
        levels: [],
        from: condition.from ?? null,
        to: condition.to ?? null,
      });
  }
  return { drafts, unknown };
}
