import { sum } from "d3";
import { z } from "zod";
import type { Account, ValuedAccount } from "../model/account.js";
import type { Feature } from "../model/feature.js";
import type { Trait } from "../model/firmographics/compare-traits.js";
import type { RuleFinding } from "../model/icp/find-rule.js";
import type { Lift } from "../model/icp/lift.js";
import { measureRule } from "../model/icp/measure-rule.js";
import type { Rule } from "../model/icp/rule.js";
import type { RuleChange } from "../model/icp/rule-change.js";
import type { RuleCoverage } from "../model/icp/rule-coverage.js";
import { whiteSpace, whiteSpaceFields } from "../model/icp/white-space.js";
import { byAccountId } from "../model/lookalike/by-account-id.js";
import { hasMeaningfulMultiples } from "../model/value/orders/has-meaningful-multiples.js";
import { type Audience, mayShow, shownName } from "./audience/audience.js";
import { mayShowRule, shownSentence, unseen } from "./audience/shown-rule.js";
import { rankableProspects } from "./prospects/rankable-prospects.js";
import { notReady } from "./published/common.js";
import { type IcpPage, icpSchema } from "./published/icp.js";
import { inputs } from "./run/inputs.js";
import { type NotReady, targetingObstacle } from "./run/not-ready.js";
import { publishJson, writeWhenMain } from "./run/publication.js";
import { defineStep } from "./run/step.js";
import { accounts } from "./targeting/accounts.js";
import { icpFinding } from "./targeting/icp-finding.js";
import { icpWorkbench } from "./targeting/icp-workbench.js";
import { SEED } from "./value/value-options.js";

const namedClients = 12;
const cellsShown = 60;

type MeasuredRule = NonNullable<IcpPage["current"]>;
type SearchedRule = NonNullable<IcpPage["proposed"]>;

/** For whom a rule is published, and what it is called where they may not see it. */
interface ShownRule {
  readonly audience: Audience | null;
  readonly otherwise: (typeof unseen)[keyof typeof unseen];
  /** False without prospects.csv: there is nothing to count. */
  readonly hasProspects: boolean;
}

export const icpPage = defineStep("icp-page", async (context): Promise<IcpPage | NotReady> => {
  // Load
  const { learnable, features } = await accounts(context);
  const prospects = await rankableProspects(context);
  const hasProspects = (await inputs(context)).prospects.length > 0;
  const obstacle = targetingObstacle(learnable, features);
  if (obstacle) return obstacle;
  const { proposed, avoid, current, change, clients, clvMean, commonTraits } = await icpFinding(context);
  const workbench = await icpWorkbench(context);

  // Derive
  const { audience } = context;
  const shown = { audience, otherwise: unseen.other, hasProspects };
  const today = current && measuredRule(current, current.lift, shown);
  const alternatives = proposed.status === "named" ? (proposed.evidence?.alternatives ?? []) : [];
  const highValueClients = learnable.filter((client) => client.highValue).length;
  const inOrder = [...learnable].sort(byAccountId);
  const byId = new Map(learnable.map((client) => [client.accountId, client]));
  const named = (accountIds: readonly string[]) =>
    accountIds.slice(0, namedClients).flatMap((accountId) => {
      const client = byId.get(accountId);
      return client
        ? [{ clientId: accountId, name: shownName(context.audience, client), clv: client.clv }]
        : [];
    });
  const proposedRule = proposed.status === "named" ? (proposed.evidence?.rule ?? null) : null;
  const profile = proposedRule ?? current?.rule ?? null;
  const spaceFields = profile ? whiteSpaceFields(profile, features.features) : [];
  const seesProposed = proposedRule !== null && mayShowRule(audience, proposedRule);

  // Publish
  return {
    status: "ready",
    finding: proposed.status,
    reason: proposed.reason,
    clients,
    meanClv: clvMean ?? 0,
    hasMultiples: hasMeaningfulMultiples(learnable.map(({ clv }) => clv)),
    proposed: searchedRule(proposed, { ...shown, otherwise: unseen.proposed }),
    current: today,
    unmeasured:
      current && !today
        ? {
            sentence: shownSentence(audience, current.rule, current.sentence, unseen.other),
            clients: current.clients.matched,
          }
        : null,
    change: change && changeOf(change, hasProspects, named),
    avoid: searchedRule(avoid, shown),
    alternatives: alternatives.flatMap(({ rule }) => {
      const alternative = measureRule(rule, inOrder, prospects, SEED);
      return measuredRule(alternative, alternative.lift, shown) ?? [];
    }),
    conditionStability: (seesProposed ? (proposed.evidence?.conditions ?? []) : []).map(
      ({ phrase, returnShare }) => ({
        condition: phrase,
        share: returnShare,
      }),
    ),
    levels: commonTraits.traits
      .filter(({ band }) => mayShow(audience, band.field))
      .flatMap((trait) => indexedLevel(trait, highValueClients)),
    whiteSpace:
      profile && spaceFields.every(({ name }) => mayShow(audience, name))
        ? {
            profile: proposedRule ? "proposed" : "current",
            ...whiteSpaceOf(profile, spaceFields, learnable, prospects),
          }
        : null,
    leftOut: features.leftOut.map(({ name, reason, by }) => ({ field: name, reason, by })),
    flagged: features.flagged.map(({ name, reason, allowed }) => ({ field: name, reason, allowed })),
    soundFields: features.features.length - features.flagged.length,
    workbench: workbench.description,
  };
});

function searchedRule({ status, evidence }: RuleFinding, shown: ShownRule): SearchedRule | null {
  if (status !== "named" || evidence === null) return null;
  const rule = measuredRule(evidence, evidence.lift, shown);
  return rule && { ...rule, apparentLift: evidence.apparentLift ?? rule.lift.value, p: evidence.p };
}

/** null where no client matches: there is nothing to measure. */
function measuredRule(
  coverage: RuleCoverage,
  lift: Lift | null,
  { audience, otherwise, hasProspects }: ShownRule,
): MeasuredRule | null {
  if (lift === null || coverage.clvMean === null) return null;
  return {
    rule: mayShowRule(audience, coverage.rule)
      ? {
          all: coverage.rule.all.map((condition) =>
            "in" in condition ? { ...condition, in: [...condition.in] } : { ...condition },
          ),
        }
      : null,
    sentence: shownSentence(audience, coverage.rule, coverage.sentence, otherwise),
    clients: coverage.clients.matched,
    shareOfClients: coverage.clients.share,
    shareOfClv: coverage.clvShare,
    meanClv: coverage.clvMean,
    lift: { value: lift.estimate, low: lift.low, high: lift.high },
    difference: lift.difference,
    prospects: hasProspects ? coverage.prospects.matched : null,
    shareOfProspects: hasProspects ? coverage.prospects.share : null,
  };
}

function changeOf(
  { clients, prospects }: RuleChange,
  hasProspects: boolean,
  named: (accountIds: readonly string[]) => NonNullable<IcpPage["change"]>["enter"]["worthMost"],
): NonNullable<IcpPage["change"]> {
  const part = (name: "enter" | "stay" | "leave") => ({
    clients: clients[name].count,
    meanClv: clients[name].clvMean,
    prospects: hasProspects ? prospects[name] : null,
    worthMost: named(clients[name].accountIds),
  });
  return { enter: part("enter"), stay: part("stay"), leave: part("leave") };
}

function whiteSpaceOf(
  profile: Rule,
  fields: readonly Feature[],
  clients: readonly ValuedAccount[],
  prospects: readonly Account[],
): Omit<NonNullable<IcpPage["whiteSpace"]>, "profile"> {
  const cells = whiteSpace(clients, prospects, fields, profile);
  const rest = cells.slice(cellsShown);
  return {
    fields: fields.map(({ name }) => name),
    cells: cells.slice(0, cellsShown).map((cell) => ({
      parts: cell.bands.map(({ text }) => text),
      clients: cell.clients,
      prospects: cell.prospects,
      covered: cell.covered,
      meanClv: cell.clvMean,
      fits:
        ((cell.matching?.clients ?? 0) + (cell.matching?.prospects ?? 0)) / (cell.clients + cell.prospects),
    })),
    omitted: {
      cells: rest.length,
      clients: sum(rest, (cell) => cell.clients),
      prospects: sum(rest, (cell) => cell.prospects),
    },
  };
}

function indexedLevel(trait: Trait, highValueClients: number): IcpPage["levels"] {
  const { band, label, members, accounts, index, low, high } = trait;
  if (index === null || low === null || high === null) return [];
  return [
    {
      field: label,
      level: band.text,
      highValueClients: members,
      clients: accounts,
      shareOfHighValue: highValueClients > 0 ? members / highValueClients : 0,
      shareOfClients: trait.allShare,
      index: { value: index, low, high },
      clear: low > 1 || high < 1,
    },
  ];
}

export const icp = publishJson("icp.json", z.discriminatedUnion("status", [icpSchema, notReady]), icpPage);
await writeWhenMain(import.meta.url, icp);
