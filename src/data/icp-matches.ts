import type { Account } from "../model/account.js";
import { matches } from "../model/icp/rule.js";
import { accounts } from "./accounts.js";
import { icpFinding } from "./icp-finding.js";
import { inputs } from "./inputs.js";
import { defineStep } from "./step.js";

/** Ids of the clients and prospects that match the proposed profile; null where no rule is named. */
export interface IcpMatches {
  readonly clients: ReadonlySet<string>;
  readonly prospects: ReadonlySet<string>;
}

export const icpMatches = defineStep("icp-matches", async (context): Promise<IcpMatches | null> => {
  const { proposed } = await icpFinding(context);
  if (proposed.status !== "named" || proposed.evidence === null) return null;
  const { rule } = proposed.evidence;
  const idsOf = (list: readonly Account[]) =>
    new Set(list.filter((account) => matches(rule, account)).map((account) => account.accountId));
  return {
    clients: idsOf((await accounts(context)).clients),
    prospects: idsOf((await inputs(context)).prospects),
  };
});
