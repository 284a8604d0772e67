import type { Account, ValuedAccount } from "../account.js";
import type { Lift } from "./lift.js";
import type { Rule } from "./rule.js";
import { type RuleCoverage, ruleCoverage } from "./rule-coverage.js";
import { ruleLift } from "./rule-lift.js";

/** A rule that was fixed before looking at these clients' CLV, and what it holds. */
export interface MeasuredRule extends RuleCoverage {
  /** Null when no client matches or the mean CLV is not positive. */
  readonly lift: Lift | null;
}

/**
 * Measures a given rule: coverage, and lift with an 80 % bootstrap interval over groups of clients. The lift is honest
 * only for a rule that was not chosen by looking at the same clients.
 */
export function measureRule(
  rule: Rule,
  clients: readonly ValuedAccount[],
  prospects: readonly Account[],
  seed: number,
): MeasuredRule {
  return { ...ruleCoverage(rule, clients, prospects), lift: ruleLift(clients, seed)(rule) };
}
