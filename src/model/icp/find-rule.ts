import type { Account, ValuedAccount } from "../account.js";
import type { AccountGroups } from "./account-groups.js";
import { type Candidate, matchingRows, ruleOf } from "./candidate.js";
import { conditionReturns, type RuleReturns } from "./condition-returns.js";
import { crossFitPicks } from "./cross-fit.js";
import { type Learning, learnRules } from "./learn-rules.js";
import { groupDraws, type Lift, measureLift } from "./lift.js";
import { permutationP } from "./permutation-test.js";
import { apparentLift, type RuleAlternative, ruleAlternatives } from "./rule-alternatives.js";
import { type RuleCoverage, ruleCoverage } from "./rule-coverage.js";
import type { RuleTable } from "./rule-table.js";
import { searchExcess } from "./search-excess.js";

export type RuleStatus = "named" | "not enough evidence";

/** The strongest rule found and all that is known of how far to trust it. */
export interface RuleEvidence extends RuleCoverage, RuleReturns {
  /** Lift on clients that did not choose the rule: the figure to quote. Null when it cannot be measured. */
  readonly lift: Lift | null;
  /** Lift on the clients that chose the rule: always flattering. */
  readonly apparentLift: number | null;
  /** Probability that the search finds as good a rule where worth has nothing to do with the account. */
  readonly p: number;
  readonly alternatives: readonly RuleAlternative[];
}

export interface RuleFinding {
  readonly status: RuleStatus;
  /** Why, in words. */
  readonly reason: string;
  /** The strongest rule found, also when it is not named; null when there is none to look at. */
  readonly evidence: RuleEvidence | null;
}

/** How much work the search may do; fewer rounds are quicker and less certain. */
export interface SearchEffort {
  readonly shuffles: number;
  readonly repeats: number;
  readonly folds: number;
  readonly resamples: number;
}

const MIN_CLIENTS = 20;
const FEW_CLIENTS = 150;
const SIGNIFICANCE = 0.05;

/**
 * Searches the rule whose clients are worth most (direction 1) or least (−1), and says whether it can be told from
 * chance: p of the whole search at most 0.05, and a lift on clients that did not choose it on the right side of 1.
 */
export function findRule(
  clients: readonly ValuedAccount[],
  prospects: readonly Account[],
  groups: AccountGroups,
  table: RuleTable,
  options: SearchEffort & { readonly direction: 1 | -1 },
  random: () => number,
): RuleFinding {
  const clv = clients.map((client) => client.clv);
  const rows = Int32Array.from(clv.keys());
  const excess = searchExcess(clv, rows, options.direction);
  const obstacle = obstacleTo(groups.length, table, excess);
  if (obstacle !== null) return unnamed(obstacle);
  const learning = { table, independent: groups.length / clients.length };
  const candidates = learnRules(learning, rows, excess);
  const [best] = candidates;
  if (best === undefined)
    return unnamed("no firmographic splits the clients into parts that are large enough");
  const evidence = weigh(clients, prospects, groups, learning, candidates, best, options, random);
  return { ...verdictOf(evidence, clients.length, options.direction), evidence };
}

function weigh(
  clients: readonly ValuedAccount[],
  prospects: readonly Account[],
  groups: AccountGroups,
  learning: Learning,
  candidates: readonly Candidate[],
  best: Candidate,
  options: SearchEffort & { readonly direction: 1 | -1 },
  random: () => number,
): RuleEvidence {
  const { table } = learning;
  const clv = clients.map((client) => client.clv);
  const rows = Int32Array.from(clv.keys());
  const excess = searchExcess(clv, rows, options.direction);
  const picks = crossFitPicks(learning, clv, groups, options, random);
  return {
    ...ruleCoverage(ruleOf(table, best), clients, prospects),
    lift: measureLift(clv, groups, picks, groupDraws(groups.length, picks.length, random)),
    apparentLift: apparentLift(clv, matchingRows(table, best.conditions, rows)),
    p: permutationP(learning, excess, groups, best.score, options.shuffles, random),
    alternatives: ruleAlternatives(table, candidates, excess, clv),
    ...conditionReturns(learning, clv, groups, best.conditions, options, random),
  };
}

function obstacleTo(groups: number, table: RuleTable, excess: Float64Array): string | null {
  if (groups < MIN_CLIENTS) {
    return `only ${groups} ${groups === 1 ? "client has" : "clients have"} a CLV to learn from; a rule needs at least ${MIN_CLIENTS}`;
  }
  if (excess.every((value) => value === 0)) return "all clients are worth about the same";
  if (table.fields.length === 0) return "no firmographic is known well enough to build a rule from";
  return null;
}

function verdictOf(
  { p, lift }: RuleEvidence,
  clients: number,
  direction: 1 | -1,
): { status: RuleStatus; reason: string } {
  const chance = `the search finds as good a rule in at most ${percent(p)} of trials in which worth has nothing to do with the account`;
  if (!(p <= SIGNIFICANCE)) {
    const few = clients < FEW_CLIENTS ? `; ${clients} clients are few to tell a rule from chance` : "";
    return { status: "not enough evidence", reason: `${chance}${few}` };
  }
  if (lift === null) {
    return {
      status: "not enough evidence",
      reason: "the average CLV is not positive, so a lift means nothing",
    };
  }
  if (!(direction * (lift.estimate - 1) > 0)) {
    const than = direction === 1 ? "more" : "less";
    return {
      status: "not enough evidence",
      reason: `among clients that did not choose the rule, those that match are not worth ${than} than average`,
    };
  }
  return { status: "named", reason: chance };
}

function unnamed(reason: string): RuleFinding {
  return { status: "not enough evidence", reason, evidence: null };
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))}%`;
}
