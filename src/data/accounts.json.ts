import { descending, rollups, sum } from "d3";
import { z } from "zod";
import { fieldMeaning } from "../model/firmographics/field-meaning.js";
import { portfolioResidual } from "../model/value/portfolio/portfolio-totals.js";
import { mayShow, shownName } from "./audience/audience.js";
import { accountPages } from "./key-accounts/account-pages.js";
import { productOrder } from "./key-accounts/accounts-product-order.js";
import { ACCOUNTS_SHOWN, keyAccounts, type RankedAccount } from "./key-accounts/key-accounts.js";
import { nextProducts } from "./key-accounts/next-products.js";
import { type AccountsPage, accountsSchema } from "./published/accounts.js";
import { notReady } from "./published/common.js";
import { inputs } from "./run/inputs.js";
import type { NotReady } from "./run/not-ready.js";
import { publishJson, writeWhenMain } from "./run/publication.js";
import type { RunContext } from "./run/run-context.js";
import { defineStep } from "./run/step.js";
import { accounts } from "./targeting/accounts.js";
import { portfolioShock } from "./value/portfolio-shock.js";
import { retention } from "./value/retention.js";

export const accountsPage = defineStep("accounts-page", async (context): Promise<AccountsPage | NotReady> => {
  // Load
  const { histories, clients: records } = await inputs(context);
  const pages = await accountPages(context);
  const { ranked, key, headroom } = await keyAccounts(context);
  const { decisions, measures, measure } = await retention(context);
  const { test } = await nextProducts(context);
  const shock = await portfolioShock(context);
  if (key.length === 0) {
    const reason = ranked.some(({ value }) => value.residualValue > 0)
      ? "of each client taken alone, nothing more comes in nine cases of ten"
      : "nothing more is expected of any client";
    return { status: "too-little", reason, needs: null };
  }

  // Derive
  const recordOf = new Map(records.map((record) => [record.accountId, record]));
  const [showsOwner, showsSuccessOwner, showsMeasure] = ["owner", "success_owner", "measure"].map((column) =>
    mayShow(context.audience, column),
  );
  const residual = sum(ranked, ({ value }) => value.residualValue);
  const revenueOf = (account: RankedAccount) => histories[account.row]?.revenueLast12Months ?? 0;
  const byRevenue = new Set(
    [...ranked].sort((a, b) => descending(revenueOf(a), revenueOf(b))).slice(0, key.length),
  );
  const intervalOf = (some: readonly RankedAccount[]) =>
    portfolioResidual(
      some.map(({ value }) => value),
      shock,
      context.settings.horizonMonths,
    );

  // Publish
  return {
    status: "ready",
    clients: ranked.length,
    key: key.length,
    residual: intervalOf([...ranked].sort((a, b) => a.row - b.row)),
    keyResidual: intervalOf(key),
    keyWithoutSuccessOwner: key.filter(({ client }) => !recordOf.get(client.clientId)?.successOwner).length,
    holdHalf: holdHalf(ranked, residual),
    keyByRevenue: key.filter((account) => byRevenue.has(account)).length,
    dependencies: await dependencies(context, ranked, key, residual),
    atRisk: {
      value: sum(key, (account) => account.retention.valueAtRisk),
      leaving: sum(key, (account) => 1 - account.retention.pStays),
      anyLeaves: 1 - key.reduce((all, account) => all * account.retention.pStays, 1),
    },
    decisionsMeasured: mayShow(context.audience, "measure") ? decisions : null,
    measures: [...measures],
    measure,
    likeness: headroom && {
      correlation: headroom.correlation,
      compared: headroom.compared,
      similar: headroom.similar,
    },
    productOrder: productOrder(test),
    accounts: ranked
      .slice(0, ACCOUNTS_SHOWN)
      .filter(({ value }) => value.residualValue > 0)
      .map((account) => {
        const { pStays, valueAtRisk, standing, inReach, reading } = account.retention;
        const record = recordOf.get(account.client.clientId);
        const room = headroom?.clients.get(account.row) ?? null;
        return {
          rank: account.rank,
          clientId: account.client.clientId,
          name: account.client.name,
          segment: account.client.segment,
          page: account.page,
          residual: {
            value: account.value.residualValue,
            low: account.value.residualLow,
            high: account.value.residualHigh,
          },
          clv: account.value.clv,
          revenueLast12Months: revenueOf(account),
          best: room?.best ?? null,
          headroom: room?.headroom ?? null,
          pStays,
          valueAtRisk,
          standing,
          inReach,
          reading: showsMeasure ? reading : null,
          owner: showsOwner ? (record?.owner ?? null) : null,
          successOwner: showsSuccessOwner ? (record?.successOwner ?? null) : null,
          nextStep: (account.page === null ? null : pages.get(account.page)?.plan[0]) ?? null,
        };
      }),
  };
});

function holdHalf(ranked: readonly RankedAccount[], total: number): number {
  let held = 0;
  const at = [...ranked]
    .sort((a, b) => descending(a.value.residualValue, b.value.residualValue))
    .findIndex(({ value }) => {
      held += value.residualValue;
      return held >= total / 2;
    });
  return at + 1;
}

/** The biggest of each kind that value hangs on, as far as the audience may see it. */
async function dependencies(
  context: RunContext,
  ranked: readonly RankedAccount[],
  key: readonly RankedAccount[],
  total: number,
): Promise<AccountsPage["dependencies"]> {
  const { clients: records } = await inputs(context);
  const { clients, features } = await accounts(context);
  const recordOf = new Map(records.map((record) => [record.accountId, record]));
  const { audience } = context;
  type Kind = AccountsPage["dependencies"][number]["kind"];
  const one = (kind: Kind, label: string, some: readonly RankedAccount[]) => {
    const residual = sum(some, ({ value }) => value.residualValue);
    return { kind, label, clients: some.length, residual, share: residual / total };
  };
  const biggest = (
    kind: Kind,
    keyOf: (clientId: string) => string | null,
    words: (key: string) => string,
    fewest = 1,
  ) =>
    rollups(
      ranked.filter(({ client }) => keyOf(client.clientId) !== null),
      (some) => one(kind, "", some),
      ({ client }) => keyOf(client.clientId) ?? "",
    )
      .filter(([, { clients }]) => clients >= fewest)
      .map(([group, row]) => ({ ...row, label: words(group) }))
      .sort((a, b) => b.residual - a.residual)
      .slice(0, 1);
  const familyOf = new Map(clients.map(({ accountId, groupId }) => [accountId, groupId]));
  const industry = features.features.find(
    ({ kind, name }) => kind === "category" && fieldMeaning(name) === "industry" && mayShow(audience, name),
  );
  const industryOf = (clientId: string) => {
    const level = industry && recordOf.get(clientId)?.firmographics[industry.name];
    return level === undefined || level === null || level === "" ? null : String(level);
  };
  const parentName = (clientId: string) => {
    const record = recordOf.get(clientId);
    return record ? shownName(audience, record) : clientId;
  };
  return [
    ...key.slice(0, 1).map((account) => one("client", account.client.name, [account])),
    one("key accounts", `${key.length} key accounts`, key),
    ...biggest("parent", (clientId) => familyOf.get(clientId) ?? null, parentName, 2),
    ...biggest("industry", industryOf, (level) => level),
    ...(mayShow(audience, "success_owner")
      ? biggest(
          "success owner",
          (clientId) => recordOf.get(clientId)?.successOwner ?? null,
          (name) => name,
        )
      : []),
  ];
}

export const accountsJson = publishJson(
  "accounts.json",
  z.discriminatedUnion("status", [accountsSchema, notReady]),
  accountsPage,
);
await writeWhenMain(import.meta.url, accountsJson);
