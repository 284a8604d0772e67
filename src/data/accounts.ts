import type { ValuedAccount } from "../model/account.js";
import { type InferredFeatures, inferFeatures } from "../model/firmographics/infer-features.js";
import { clientValues } from "./client-values.js";
import { inputs } from "./inputs.js";
import { defineStep } from "./step.js";

/** Clients with what they are worth, and the fields that may be used to target. */
export interface Accounts {
  /** Every client, in the order of the inputs' histories. */
  readonly clients: readonly ValuedAccount[];
  /** Those that segments, ICP and lookalikes learn from: enough of their first months was seen. */
  readonly learnable: readonly ValuedAccount[];
  readonly features: InferredFeatures;
}

export const accounts = defineStep("accounts", async (context): Promise<Accounts> => {
  const [read, { values }] = await Promise.all([inputs(context), clientValues(context)]);
  const records = new Map(read.clients.map((client) => [client.accountId, client]));
  const clients = values.map(({ clientId, clv, highValue }): ValuedAccount => {
    const record = records.get(clientId);
    return {
      accountId: clientId,
      name: record?.name ?? clientId,
      firmographics: record?.firmographics ?? {},
      clv,
      highValue,
      groupId: record?.parentId ?? clientId,
    };
  });
  const { use, howWeSold, banned } = context.settings.features;
  return {
    clients,
    learnable: clients.filter((_, index) => values[index]?.learnable),
    features: inferFeatures(clients, read.prospects, { ...(use === null ? {} : { use }), howWeSold, banned }),
  };
});
