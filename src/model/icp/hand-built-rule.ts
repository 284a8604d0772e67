import type { Account, ValuedAccount } from "../account.js";
import type { MeasuredRule } from "./measure-rule.js";
import { type Rule, ruleVerdicts } from "./rule.js";
import { ruleCoverage } from "./rule-coverage.js";
import { ruleLift } from "./rule-lift.js";

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
 * Measures rules put together by hand: clients and their share of CLV, lift with its 80 % interval, prospects, and what
 * these may bring; quickly enough for every change in a browser. Whoever tries rules until one looks good has chosen by
 * these clients: then the lift flatters, as the apparent lift of a searched rule does.
 */
export function handBuiltRules(
  clients: readonly ValuedAccount[],
  prospects: readonly PricedProspect[],
  seed: number,
): (rule: Rule) => HandBuiltRule {
  const liftOf = ruleLift(clients, seed);
  return (rule) => {
    const verdicts = ruleVerdicts(rule, prospects);
    let expectedValue = 0;
    let priced = 0;
    for (let row = 0; row < prospects.length; row++) {
      if (verdicts[row] !== 0) continue;
      const value = prospects[row]?.expectedValue ?? null;
      if (value === null) continue;
      expectedValue += value;
      priced++;
    }
    return {
      ...ruleCoverage(rule, clients, prospects, null, verdicts),
      lift: liftOf(rule),
      expectedValue: priced > 0 ? expectedValue : null,
      priced,
    };
  };
}
