import type { Account } from "../account.js";
import { categoryOf, measureOf } from "../firmographics/read-firmographic.js";

/** The field's category is one of these. */
export interface CategoryCondition {
  readonly field: string;
  readonly in: readonly string[];
}

/** The field's measure is at least `from` and at most `to`; a bound that is not given does not bind. */
export interface RangeCondition {
  readonly field: string;
  readonly from?: number;
  readonly to?: number;
}

export type RuleCondition = CategoryCondition | RangeCondition;

/** An Ideal Customer Profile: an account matches when all conditions hold. No conditions match every account. */
export interface Rule {
  readonly all: readonly RuleCondition[];
}

/** `unknown`: nothing known of the account breaks the rule, but a field that it asks for is missing. */
export type RuleVerdict = "match" | "no match" | "unknown";

/** Whether the account fits the rule, missing values told apart. */
export function ruleVerdict(rule: Rule, account: Account): RuleVerdict {
  let verdict: RuleVerdict = "match";
  for (const condition of rule.all) {
    const one = conditionVerdict(condition, account);
    if (one === "no match") return one;
    if (one === "unknown") verdict = one;
  }
  return verdict;
}

/** True when all conditions hold; a missing value does not match. */
export function matches(rule: Rule, account: Account): boolean {
  return ruleVerdict(rule, account) === "match";
}

function conditionVerdict(condition: RuleCondition, account: Account): RuleVerdict {
  if ("in" in condition) {
    const text = categoryOf(account, condition.field);
    if (text === null) return "unknown";
    return condition.in.includes(text) ? "match" : "no match";
  }
  const value = measureOf(account, condition.field);
  if (value === null) return "unknown";
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = condition;
  return value >= from && value <= to ? "match" : "no match";
}
