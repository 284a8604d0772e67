import { randomLcg } from "d3";
import type { ValuedAccount } from "../account.js";
import { accountGroups } from "./account-groups.js";
import { groupDraws, type Lift, measureLift } from "./lift.js";
import { type Rule, ruleVerdicts } from "./rule.js";

/**
 * A function that gives the lift of a rule among some clients, with its 80 % bootstrap interval over groups of them; null
 * where no client matches or the mean CLV is not positive. The draws are made once, so that all rules are measured on the
 * same ones. Honest only for a rule that was not chosen by looking at the same clients.
 */
export function ruleLift(clients: readonly ValuedAccount[], seed: number): (rule: Rule) => Lift | null {
  const clv = clients.map((client) => client.clv);
  const groups = accountGroups(clients);
  const draws = groupDraws(groups.length, 1, randomLcg(seed));
  return (rule) => {
    const pick = ruleVerdicts(rule, clients).map((verdict) => Number(verdict === 0));
    return measureLift(clv, groups, [pick], draws);
  };
}
