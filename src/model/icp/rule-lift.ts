import { randomLcg } from "d3";
import type { ValuedAccount } from "../account.js";
import { accountGroups } from "./account-groups.js";
import { groupDraws, type Lift, measureLift } from "./lift.js";
import { type Rule, ruleVerdicts } from "./rule.js";

/**
 * A function that gives the lift of picked clients among all, with its 80 % bootstrap interval over groups of them; null
 * where none is picked or the mean CLV is not positive. The draws are made once, so that all picks are measured on the
 * same ones. Honest only for a pick that was not chosen by looking at what the same clients are worth.
 */
export function liftOfPicks(
  clients: readonly ValuedAccount[],
  seed: number,
): (picked: readonly boolean[]) => Lift | null {
  const clv = clients.map((client) => client.clv);
  const groups = accountGroups(clients);
  const draws = groupDraws(groups.length, 1, randomLcg(seed));
  return (picked) => measureLift(clv, groups, [Uint8Array.from(picked, Number)], draws);
}

/** As `liftOfPicks`, of the clients that fit a rule. */
export function ruleLift(clients: readonly ValuedAccount[], seed: number): (rule: Rule) => Lift | null {
  const liftOf = liftOfPicks(clients, seed);
  return (rule) => liftOf(Array.from(ruleVerdicts(rule, clients), (verdict) => verdict === 0));
}
