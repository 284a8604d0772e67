import { type Headrooms, headrooms } from "../../model/key-accounts/headroom.js";
import { isToBring, rankAccounts } from "../../model/key-accounts/rank-accounts.js";
import { tabulateAccounts } from "../../model/lookalike/encoding/account-table.js";
import { substream } from "../../model/numerics/substream.js";
import type { ClientValue } from "../../model/value/client-value.js";
import type { ClientRow } from "../published/value.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { accounts } from "../targeting/accounts.js";
import { clientRows } from "../value/client-rows.js";
import { clientValues } from "../value/client-values.js";
import { type ClientRetention, retention } from "../value/retention.js";
import { SEED } from "../value/value-options.js";
import { pageName } from "./page-name.js";

/** A client by what is still expected of it. */
export interface RankedAccount {
  /** 1 is expected to bring most, of those that bring anything in more than one case of ten. */
  readonly rank: number;
  /** In the order of the inputs' histories. */
  readonly row: number;
  readonly client: ClientRow;
  readonly value: ClientValue;
  readonly retention: ClientRetention;
  /** null unless it is a key account. */
  readonly page: string | null;
}

export interface KeyAccounts {
  /** All clients, most residual value first; after them those of which nothing comes in nine cases of ten. */
  readonly ranked: readonly RankedAccount[];
  /** As many as the settings ask for, of those that bring anything in more than one case of ten. */
  readonly key: readonly RankedAccount[];
  /** Headroom of the first accounts; null where likeness cannot be told. */
  readonly headroom: Headrooms | null;
}

/** Accounts that are compared with similar ones, and shown. */
export const ACCOUNTS_SHOWN = 200;

export const keyAccounts = defineStep("key-accounts", async (context): Promise<KeyAccounts> => {
  // Load
  const { histories } = await inputs(context);
  const { values } = await clientValues(context);
  const { clients, features } = await accounts(context);
  const kept = await retention(context);
  const rowOf = new Map((await clientRows(context)).map((row) => [row.clientId, row]));

  // Derive
  const known = histories.flatMap(({ clientId }, row) => {
    const [client, value, own] = [rowOf.get(clientId), values[row], kept.clients[row]];
    return client && value && own ? [{ row, client, value, retention: own }] : [];
  });
  const ranked = rankAccounts(known, ({ value }) => value).map((account, at): RankedAccount => {
    const isKey = at < context.settings.keyAccounts && isToBring(account.value);
    return { ...account, rank: at + 1, page: isKey ? pageName(account.client.clientId) : null };
  });

  // Model
  const usable = features.features.filter(({ role }) => role === "firmographic");
  const [table] = tabulateAccounts(usable, [clients]);
  const draws = clients.map(({ accountId }) => substream(SEED, `reference ${accountId}`)());
  return {
    ranked,
    key: ranked.filter(({ page }) => page !== null),
    headroom:
      table === undefined
        ? null
        : headrooms(
            table,
            Float64Array.from(values, ({ clv }) => clv),
            ranked.slice(0, ACCOUNTS_SHOWN).map(({ row }) => row),
            draws.map((_, row) => row).sort((a, b) => (draws[a] ?? 0) - (draws[b] ?? 0)),
          ),
  };
});
