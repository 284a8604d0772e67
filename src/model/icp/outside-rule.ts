import type { Account, ValuedAccount } from "../account.js";
import type { RuleFinding } from "./find-rule.js";
import { matches, type Rule } from "./rule.js";
import { ruleCoverage } from "./rule-coverage.js";

/** True when the account is of the kind that the rule names and not of the other, which goes before. */
export function matchesOutside(rule: Rule, other: Rule, account: Account): boolean {
  return matches(rule, account) && !matches(other, account);
}

/**
 * A rule found, as far as it lies outside another one: counts, values and words are of the accounts that match it and not
 * the other, so that nobody is of both. The finding itself where no account is; what was measured of the search stays.
 */
export function outsideRule(
  finding: RuleFinding,
  other: Rule,
  clients: readonly ValuedAccount[],
  prospects: readonly Account[],
): RuleFinding {
  const { evidence } = finding;
  if (evidence === null) return finding;
  const isInBoth = (account: Account): boolean => matches(evidence.rule, account) && matches(other, account);
  if (!clients.some(isInBoth) && !prospects.some(isInBoth)) return finding;
  const coverage = ruleCoverage(evidence.rule, clients, prospects, other);
  return {
    ...finding,
    evidence: { ...evidence, ...coverage, sentence: `${coverage.sentence} outside the proposed profile` },
  };
}
