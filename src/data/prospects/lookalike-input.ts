import type { LookalikeInput } from "../../model/lookalike/lookalike-input.js";
import type { CompanyIdentity, Deal, LookalikeClient } from "../../model/lookalike/prospect.js";
import type { ClientRecord, OpportunityRecord, ProspectRecord } from "../../warehouse/inputs.js";
import { acquisitionCost } from "../acquisition/acquisition-cost.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { accounts } from "../targeting/accounts.js";
import { clientValues } from "../value/client-values.js";
import { SEED } from "../value/value-options.js";
import { capacityOf } from "./capacity.js";

/** What the scorer and its validation are given. */
export const lookalikeInput = defineStep("lookalike-input", async (context): Promise<LookalikeInput> => {
  const { asOf, clients, prospects, opportunities, histories, decisions } = await inputs(context);
  const firstOn = new Map(histories.map((history) => [history.clientId, history.firstOn]));
  const { learnable, features } = await accounts(context);
  const { values } = await clientValues(context);
  const cac = await acquisitionCost(context);
  const records = new Map(clients.map((client) => [client.accountId, client]));
  const intervals = new Map(values.map(({ clientId, clvLow, clvHigh }) => [clientId, { clvLow, clvHigh }]));
  return {
    clients: learnable.map(
      (client): LookalikeClient => ({
        ...client,
        ...identity(records.get(client.accountId) ?? client),
        ...intervals.get(client.accountId),
      }),
    ),
    allClients: clients.map((client) => ({ ...client, ...identity(client) })),
    prospects: prospects.map((prospect) => ({ ...prospect, ...identity(prospect) })),
    deals: opportunities.flatMap(dealOf),
    asOf,
    features: features.features,
    capacity: Math.max(1, capacityOf(context.settings)),
    winRate: context.settings.winRate,
    cac: cac === null ? null : Math.max(0, cac.perClient),
    costPerDeal: cac?.perDeal == null ? null : Math.max(0, cac.perDeal),
    judgements: decisions.judgements.map(({ accountId, by, date, rank, estimate }) => ({
      accountId,
      by,
      rank,
      estimate,
      isForesight: date < (firstOn.get(accountId) ?? "9999-12-31"),
    })),
    seed: SEED,
  };
});

function identity(
  account: Pick<ClientRecord | ProspectRecord, "accountId" | "name" | "firmographics"> & {
    domain?: string | null;
  },
): CompanyIdentity {
  const country = account.firmographics.country;
  return {
    accountId: account.accountId,
    name: account.name,
    domain: account.domain ?? null,
    country: typeof country === "string" ? country : null,
  };
}

function dealOf({ accountId, createdOn, closedOn, lapsedOn, won }: OpportunityRecord): Deal[] {
  if (accountId === null) return [];
  const decidedOn = won === null ? null : (lapsedOn ?? closedOn);
  return [{ accountId, createdOn, decidedOn, outcome: won === null ? "open" : won ? "won" : "lost" }];
}
