import type { Account, ValuedAccount } from "../account.js";
import { type MeasuredRule, measureRule } from "./measure-rule.js";
import { type Rule, ruleVerdicts } from "./rule.js";

/** A prospect with what it is worth to go after; null where no probability of winning is known. */
export interface PricedProspect extends Account {
  readonly expectedValue: number | null;
}

/** A rule put together by hand, on the yardstick of the found ones. */
export interface HandBuiltRule extends MeasuredRule {
  /** Σ expected value of the prospects that match and have one, in the report's currency; null when none has. */
  readonly expectedValue: number | null;
  /** Prospects that match and have an expected value. */
  readonly priced: number;
}

/**
 * Measures a rule put together by hand: clients and their share of CLV, lift with its 80 % interval, prospects, and what
 * these may bring. Whoever tries rules until one looks good has chosen by these clients: then the lift flatters, as the
 * apparent lift of a searched rule does. Quick enough for every change in a browser.
 */
export function measureHandBuiltRule(
  rule: Rule,
  clients: readonly ValuedAccount[],
  prospects: readonly PricedProspect[],
  seed: number,
): HandBuiltRule {
  const verdicts = ruleVerdicts(rule, prospects);
  let expectedValue = 0;
  let priced = 0;
  for (let row = 0; row < prospects.length; row++) {
    const value = prospects[row]?.expectedValue ?? null;
    if (value === null || verdicts[row] !== 0) continue;
    expectedValue += value;
    priced++;
  }
  const measured = measureRule(rule, clients, prospects, seed, verdicts);
  return { ...measured, expectedValue: priced > 0 ? expectedValue : null, priced };
}
