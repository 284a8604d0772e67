import type { Account, ValuedAccount } from "../account.js";
import { matches, type Rule } from "./rule.js";

/** Clients that move, and what they are worth together and on average (null when none moves). */
export interface MovedClients {
  readonly count: number;
  /** Who they are, worth most first. */
  readonly accountIds: readonly string[];
  readonly clvTotal: number;
  readonly clvMean: number | null;
}

/** What becomes of the accounts when one rule replaces another. */
export interface RuleChange {
  readonly clients: {
    readonly enter: MovedClients;
    readonly leave: MovedClients;
    readonly stay: MovedClients;
  };
  readonly prospects: { readonly enter: number; readonly leave: number; readonly stay: number };
}

/** Who enters (matches `to` only), leaves (matches `from` only) and stays (matches both). */
export function ruleChange(
  from: Rule,
  to: Rule,
  clients: readonly ValuedAccount[],
  prospects: readonly Account[],
): RuleChange {
  const entering = (account: Account) => matches(to, account) && !matches(from, account);
  const leaving = (account: Account) => matches(from, account) && !matches(to, account);
  const staying = (account: Account) => matches(from, account) && matches(to, account);
  return {
    clients: {
      enter: moved(clients.filter(entering)),
      leave: moved(clients.filter(leaving)),
      stay: moved(clients.filter(staying)),
    },
    prospects: {
      enter: prospects.filter(entering).length,
      leave: prospects.filter(leaving).length,
      stay: prospects.filter(staying).length,
    },
  };
}

function moved(clients: readonly ValuedAccount[]): MovedClients {
  const clvTotal = clients.reduce((sum, client) => sum + client.clv, 0);
  const accountIds = [...clients].sort((a, b) => b.clv - a.clv).map(({ accountId }) => accountId);
  return {
    count: clients.length,
    accountIds,
    clvTotal,
    clvMean: clients.length > 0 ? clvTotal / clients.length : null,
  };
}
