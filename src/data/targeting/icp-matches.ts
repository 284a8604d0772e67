import type { Account } from "../../model/account.js";
import { matchesOutside } from "../../model/icp/outside-rule.js";
import { matches } from "../../model/icp/rule.js";
import { inputs } from "../run/inputs.js";
import type { RunContext } from "../run/run-context.js";
import { defineStep } from "../run/step.js";
import { accounts } from "./accounts.js";
import { icpFinding } from "./icp-finding.js";

/** Ids of the clients and prospects that match a rule. */
export interface IcpMatches {
  readonly clients: ReadonlySet<string>;
  readonly prospects: ReadonlySet<string>;
}

/** Ids of the clients and prospects of the kind to avoid, none of them of the proposed profile; null where no kind is named. */
export const avoidMatches = defineStep("avoid-matches", async (context): Promise<IcpMatches | null> => {
  const { proposed, avoid } = await icpFinding(context);
  if (avoid.status !== "named" || avoid.evidence === null) return null;
  const { rule } = avoid.evidence;
  const profile = proposed.status === "named" ? (proposed.evidence?.rule ?? null) : null;
  const isAvoided = (account: Account): boolean =>
    profile === null ? matches(rule, account) : matchesOutside(rule, profile, account);
  return idsWhere(context, isAvoided);
});

/** Those that match the proposed profile; null where no rule is named. */
export const icpMatches = defineStep("icp-matches", async (context): Promise<IcpMatches | null> => {
  const { proposed } = await icpFinding(context);
  if (proposed.status !== "named" || proposed.evidence === null) return null;
  const { rule } = proposed.evidence;
  return idsWhere(context, (account) => matches(rule, account));
});

async function idsWhere(context: RunContext, holds: (account: Account) => boolean): Promise<IcpMatches> {
  const idsOf = (list: readonly Account[]) => new Set(list.filter(holds).map((account) => account.accountId));
  return {
    clients: idsOf((await accounts(context)).clients),
    prospects: idsOf((await inputs(context)).prospects),
  };
}
