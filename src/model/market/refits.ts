import { sampleRankCorrelation } from "simple-statistics";
import type { Account, ValuedAccount } from "../account.js";
import type { Feature } from "../feature.js";
import { fieldBands } from "../firmographics/field-bands.js";
import { accountGroups } from "../icp/account-groups.js";
import { ruleOf } from "../icp/candidate.js";
import { learnBestRule } from "../icp/learn-rules.js";
import { matches, type Rule } from "../icp/rule.js";
import { ruleLift } from "../icp/rule-lift.js";
import { ruleSentence } from "../icp/rule-sentence.js";
import { ruleTable } from "../icp/rule-table.js";
import { searchExcess } from "../icp/search-excess.js";
import { hasMeaningfulMultiples } from "../value/orders/has-meaningful-multiples.js";
import { additiveFit } from "./additive-residuals.js";
import type { CohortLift } from "./lift-by-cohort.js";

/** A client with the year that it was won in. */
export type WonClient = ValuedAccount & { readonly wonIn: string };

/** What the clients won up to a year would have taught, and whether that held. */
export interface Refit {
  /** Last year of the clients learned from. */
  readonly until: string;
  readonly clients: number;
  /** The rule that stood out most, whether or not beyond chance; null where no field told worth. */
  readonly sentence: string | null;
  /** Clients won after it, and the lift of the rule among them, which it did not see; null where none matches. */
  readonly after: number;
  readonly lift: CohortLift["lift"];
  /** Of the prospects that this rule or the one learned from all clients picks, those that both do; null without either. */
  readonly samePicked: number | null;
  /** Rank correlation of prospects' scores by these clients with those by all; null where scores do not differ. */
  readonly scoreAgreement: number | null;
}

const FEWEST_LEARNED = 80;
const FEWEST_AFTER = 20;
const FEWEST_OF_LEVEL = 10;
const MOST_PROSPECTS = 5000;

/**
 * Learns the rule and the scores anew from the clients won up to each year but the last, by what they brought at the same
 * age (`worth`; clients not followed for so long are left out).
 *
 * The rule is the best of the search, without its test against chance. A score is the sum of the additive effects of an
 * account's bands on ln(1 + worth ÷ mean worth). Years with fewer than 80 clients up to them, or 20 after, are left out;
 * of the prospects, at most 5,000 in even steps are looked at.
 */
export function refits(
  clients: readonly WonClient[],
  prospects: readonly Account[],
  worth: ReadonlyMap<string, number>,
  features: readonly Feature[],
  seed: number,
): Refit[] {
  const followed = clients
    .filter(({ accountId }) => worth.has(accountId))
    .map((client) => ({ ...client, clv: worth.get(client.accountId) ?? 0 }));
  const step = Math.max(1, Math.ceil(prospects.length / MOST_PROSPECTS));
  const looked = prospects.filter((_, at) => at % step === 0);
  const years = [...new Set(followed.map(({ wonIn }) => wonIn))].sort();
  const wholeRule = bestRuleOf(followed, features);
  const wholeScores = scoresOf(followed, looked, features);
  return years.slice(0, -1).flatMap((until): Refit[] => {
    const learned = followed.filter(({ wonIn }) => wonIn <= until);
    const after = followed.filter(({ wonIn }) => wonIn > until);
    if (learned.length < FEWEST_LEARNED || after.length < FEWEST_AFTER) return [];
    const rule = bestRuleOf(learned, features);
    const isMeasurable = hasMeaningfulMultiples(after.map(({ clv }) => clv));
    const lift = rule && isMeasurable ? ruleLift(after, seed)(rule) : null;
    return [
      {
        until,
        clients: learned.length,
        sentence: rule && ruleSentence(rule),
        after: after.length,
        lift: lift && { value: lift.estimate, low: lift.low, high: lift.high },
        samePicked: rule && wholeRule && sharedPicks(rule, wholeRule, looked),
        scoreAgreement: agreement(scoresOf(learned, looked, features), wholeScores),
      },
    ];
  });
}

function bestRuleOf(clients: readonly ValuedAccount[], features: readonly Feature[]): Rule | null {
  const rows = Int32Array.from(clients.keys());
  const excess = searchExcess(
    clients.map(({ clv }) => clv),
    rows,
    1,
  );
  const table = ruleTable(clients, features);
  if (table.fields.length === 0 || excess.every((value) => value === 0)) return null;
  const independent = accountGroups(clients).length / clients.length;
  const best = learnBestRule({ table, independent }, rows, excess);
  return best && ruleOf(table, best);
}

function scoresOf(
  clients: readonly ValuedAccount[],
  prospects: readonly Account[],
  features: readonly Feature[],
): number[] {
  const all = [...clients, ...prospects];
  const bands = features.map((feature) => fieldBands(all, feature, FEWEST_OF_LEVEL).bandOf);
  const mean = clients.reduce((sum, { clv }) => sum + clv, 0) / Math.max(1, clients.length);
  const { effects } = additiveFit(
    clients.map(({ clv }) => Math.log1p(Math.max(0, clv) / Math.max(mean, Number.MIN_VALUE))),
    bands.map((bandOf) => bandOf.slice(0, clients.length)),
  );
  return prospects.map((_, at) =>
    bands.reduce((sum, bandOf, field) => sum + (effects[field]?.[bandOf[clients.length + at] ?? -1] ?? 0), 0),
  );
}

function sharedPicks(one: Rule, other: Rule, prospects: readonly Account[]): number | null {
  let [both, either] = [0, 0];
  for (const prospect of prospects) {
    const [a, b] = [matches(one, prospect), matches(other, prospect)];
    if (a && b) both += 1;
    if (a || b) either += 1;
  }
  return either > 0 ? both / either : null;
}

function agreement(one: readonly number[], other: readonly number[]): number | null {
  const differ = (scores: readonly number[]): boolean => scores.some((score) => score !== scores[0]);
  return differ(one) && differ(other) ? sampleRankCorrelation([...one], [...other]) : null;
}
