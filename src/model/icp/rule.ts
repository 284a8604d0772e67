import type { Account } from "../account.js";
import { categoryOf, measureOf } from "../firmographics/read-firmographic.js";

/** The field's category is one of these. */
export interface CategoryCondition {
  readonly field: string;
  readonly in: readonly string[];
}

/**
 * The field's measure is at least `from` and at most `to`, above `above` and below `below`; a bound that is not given does
 * not bind.
 */
export interface RangeCondition {
  readonly field: string;
  readonly from?: number;
  readonly to?: number;
  readonly above?: number;
  readonly below?: number;
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
  return VERDICTS[ruleVerdicts(rule, [account])[0] ?? 0] ?? "match";
}

/** Verdicts by how much they weigh: the heaviest of the conditions' is the rule's. */
const VERDICTS: readonly RuleVerdict[] = ["match", "unknown", "no match"];
const [MATCH, UNKNOWN, NO_MATCH] = [0, 1, 2];

/**
 * How each account fits the rule: 0 match, 1 unknown, 2 no match. Condition by condition over all of them, since a page
 * asks a hundred thousand accounts at every change of a rule.
 */
export function ruleVerdicts(rule: Rule, accounts: readonly Account[]): Uint8Array {
  const verdicts = new Uint8Array(accounts.length).fill(MATCH);
  for (const condition of rule.all) {
    if ("in" in condition) askCategory(condition, accounts, verdicts);
    else askMeasure(condition, accounts, verdicts);
  }
  return verdicts;
}

/** True when all conditions hold; a missing value does not match. */
export function matches(rule: Rule, account: Account): boolean {
  return ruleVerdict(rule, account) === "match";
}

function askCategory(condition: CategoryCondition, accounts: readonly Account[], verdicts: Uint8Array): void {
  const allowed = new Set(condition.in);
  for (let row = 0; row < accounts.length; row++) {
    const account = accounts[row];
    if (account === undefined || verdicts[row] === NO_MATCH) continue;
    const text = categoryOf(account, condition.field);
    if (text === null) verdicts[row] = UNKNOWN;
    else if (!allowed.has(text)) verdicts[row] = NO_MATCH;
  }
}

function askMeasure(condition: RangeCondition, accounts: readonly Account[], verdicts: Uint8Array): void {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = condition;
  const { above = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY } = condition;
  for (let row = 0; row < accounts.length; row++) {
    const account = accounts[row];
    if (account === undefined || verdicts[row] === NO_MATCH) continue;
    const value = measureOf(account, condition.field);
    if (value === null) verdicts[row] = UNKNOWN;
    else if (!(value >= from && value <= to && value > above && value < below)) verdicts[row] = NO_MATCH;
  }
}
