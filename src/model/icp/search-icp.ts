import { randomLcg } from "d3";
import type { Account, ValuedAccount } from "../account.js";
import type { Feature } from "../feature.js";
import { compareTraits, type TraitComparison } from "../firmographics/compare-traits.js";
import { accountGroups } from "./account-groups.js";
import { findRule, type RuleFinding, type SearchEffort } from "./find-rule.js";
import { type MeasuredRule, measureRule } from "./measure-rule.js";
import { outsideRule } from "./outside-rule.js";
import type { Rule } from "./rule.js";
import { type RuleChange, ruleChange } from "./rule-change.js";
import { type RuleTable, ruleTable } from "./rule-table.js";

export interface IcpOptions extends Partial<SearchEffort> {
  readonly seed: number;
  /** The ICP in force, to be measured by the same yardstick. */
  readonly currentRule?: Rule;
}

/** What the ICP should be, what to stop pursuing, and how the ICP in force compares. */
export interface IcpFinding {
  readonly clients: number;
  /** Mean CLV of all clients, in the report's currency; null without clients. */
  readonly clvMean: number | null;
  /** Whose clients are worth most. */
  readonly proposed: RuleFinding;
  /** Whose clients are worth least; never an account of the proposed rule. */
  readonly avoid: RuleFinding;
  readonly current: MeasuredRule | null;
  /** From the current to the proposed rule; null unless both exist and the proposed one is named. */
  readonly change: RuleChange | null;
  /** What high-value clients have in common, fields on how they were sold to included and marked. */
  readonly commonTraits: TraitComparison;
}

const EFFORT: SearchEffort = { shuffles: 999, repeats: 20, folds: 10, resamples: 100 };

/**
 * Finds the Ideal Customer Profile as a rule over firmographics, by what clients are worth.
 *
 * The quoted lift is cross-fitted: 20 times the clients are dealt to 10 folds, and each fold is judged by the rule of the
 * others. Ten folds rather than five halve its shortfall, since the rules judged then learn from nearly all clients.
 * p comes from 999 shuffles of CLV over the clients, the whole search run anew on each. Clients whose CLV is not finite
 * are left out. The result does not depend on the order of clients or the currency; the same seed gives the same bytes.
 * Too few clients, equal CLV or nothing known gives "not enough evidence" with the reason; never throws.
 */
export function searchIcp(
  clients: readonly ValuedAccount[],
  prospects: readonly Account[],
  features: readonly Feature[],
  options: IcpOptions,
): IcpFinding {
  const { seed, currentRule, ...effort } = options;
  const valued = clients
    .filter((client) => Number.isFinite(client.clv))
    .sort((a, b) => (a.accountId < b.accountId ? -1 : a.accountId > b.accountId ? 1 : 0));
  const random = randomLcg(seed);
  const groups = accountGroups(valued);
  const table = ruleTable(valued, features);
  const find = (direction: 1 | -1, cut: RuleTable) =>
    findRule(valued, prospects, groups, cut, { ...EFFORT, ...effort, direction }, random);
  const proposed = find(1, table);
  const avoid = find(-1, ruleTable(valued, features, "excluded"));
  const named = proposed.status === "named" ? proposed.evidence?.rule : undefined;
  const clvTotal = valued.reduce((sum, client) => sum + client.clv, 0);
  const isHighValue = valued.map((client) => client.highValue);
  return {
    clients: valued.length,
    clvMean: valued.length > 0 ? clvTotal / valued.length : null,
    proposed,
    avoid: named ? outsideRule(avoid, named, valued, prospects) : avoid,
    current: currentRule ? measureRule(currentRule, valued, prospects, seed) : null,
    change: currentRule && named ? ruleChange(currentRule, named, valued, prospects) : null,
    commonTraits: compareTraits(valued, isHighValue, features),
  };
}
