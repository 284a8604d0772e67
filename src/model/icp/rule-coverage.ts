import { sum } from "d3";
import type { Account, ValuedAccount } from "../account.js";
import { hasMeaningfulShares } from "../value/portfolio/gains-and-losses.js";
import { type Rule, ruleVerdict, ruleVerdicts } from "./rule.js";
import { conditionPhrase, ruleSentence } from "./rule-sentence.js";

/** Accounts that a rule reaches. */
export interface RuleReach {
  readonly total: number;
  readonly matched: number;
  /** matched / total; 0 without accounts. */
  readonly share: number;
  /** Accounts that no known value rules out, but of which a field that the rule asks for is missing. */
  readonly unknown: number;
}

/** What a rule covers of the clients, of their CLV and of the prospects. */
export interface RuleCoverage {
  readonly rule: Rule;
  readonly sentence: string;
  readonly clients: RuleReach;
  readonly prospects: RuleReach;
  /** Σ CLV of the clients that match, in the report's currency. */
  readonly clvTotal: number;
  /** Of the CLV of all clients; null where losses leave shares of it without meaning (`hasMeaningfulShares`). */
  readonly clvShare: number | null;
  /** Mean CLV of the clients that match; null when none does. */
  readonly clvMean: number | null;
  /** What a reader should know before trusting it, such as a condition that no account meets. */
  readonly warnings: readonly string[];
}

/**
 * Counts what the rule reaches among clients and prospects (`prospectVerdicts`, see `ruleVerdicts`, where they are known
 * already), less what `outside` matches. A missing value does not match; it is counted apart.
 */
export function ruleCoverage(
  rule: Rule,
  clients: readonly ValuedAccount[],
  prospects: readonly Account[],
  outside: Rule | null = null,
  prospectVerdicts = verdictsOutside(rule, outside, prospects),
): RuleCoverage {
  const clientVerdicts = verdictsOutside(rule, outside, clients);
  const inside = clients.filter((_, row) => clientVerdicts[row] === 0);
  const clvTotal = sum(inside, (client) => client.clv);
  const clv = clients.map((client) => client.clv);
  return {
    rule,
    sentence: ruleSentence(rule),
    clients: reachOf(clientVerdicts),
    prospects: reachOf(prospectVerdicts),
    clvTotal,
    clvShare: hasMeaningfulShares(clv) ? clvTotal / sum(clv) : null,
    clvMean: inside.length > 0 ? clvTotal / inside.length : null,
    warnings: warningsOf(rule, clients, prospects),
  };
}

function verdictsOutside(rule: Rule, outside: Rule | null, accounts: readonly Account[]): Uint8Array {
  const verdicts = ruleVerdicts(rule, accounts);
  if (outside === null) return verdicts;
  const other = ruleVerdicts(outside, accounts);
  return verdicts.map((verdict, row) => (other[row] === 0 ? 2 : verdict));
}

function reachOf(verdicts: Uint8Array): RuleReach {
  let matched = 0;
  let unknown = 0;
  for (const verdict of verdicts) {
    if (verdict === 0) matched++;
    else if (verdict === 1) unknown++;
  }
  const total = verdicts.length;
  return { total, matched, share: total > 0 ? matched / total : 0, unknown };
}

function warningsOf(rule: Rule, ...lists: readonly (readonly Account[])[]): string[] {
  return rule.all
    .filter((condition) => {
      const alone: Rule = { all: [condition] };
      return !lists.some((list) => list.some((account) => ruleVerdict(alone, account) === "match"));
    })
    .map((condition) => `no account meets "${conditionPhrase(condition)}" (field ${condition.field})`);
}
