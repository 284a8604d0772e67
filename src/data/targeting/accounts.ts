import type { ValuedAccount } from "../../model/account.js";
import { accountFamilies } from "../../model/account-families.js";
import type { InferredFeatures } from "../../model/firmographics/infer-features.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { clientValues } from "../value/client-values.js";
import { usableFeatures } from "./usable-features.js";

/** Fewer clients than this, or than this share of all, are too few to leave the others out. */
const fewestLearnable = 20;
const leastLearnableShare = 0.25;

/** Clients with what they are worth, and the fields that may be used to target. */
export interface Accounts {
  /** Every client, in the order of the inputs' histories. */
  readonly clients: readonly ValuedAccount[];
  /** Those that segments, ICP and lookalikes learn from: enough of their first months was seen, or nobody's was. */
  readonly learnable: readonly ValuedAccount[];
  /** What a reader must know of those learned from; null when their first months were seen. */
  readonly caution: string | null;
  readonly features: InferredFeatures;
}

export const accounts = defineStep("accounts", async (context): Promise<Accounts> => {
  const [read, { values }] = await Promise.all([inputs(context), clientValues(context)]);
  const records = new Map(read.clients.map((client) => [client.accountId, client]));
  const families = accountFamilies(read.clients);
  const clients = values.map(({ clientId, clv, highValue }): ValuedAccount => {
    const record = records.get(clientId);
    return {
      accountId: clientId,
      name: record?.name ?? clientId,
      firmographics: record?.firmographics ?? {},
      clv,
      highValue,
      groupId: families.get(clientId) ?? clientId,
    };
  });
  const observed = clients.filter((_, index) => values[index]?.learnable);
  const tooFew = observed.length < Math.max(fewestLearnable, leastLearnableShare * clients.length);
  return {
    clients,
    learnable: tooFew ? clients : observed,
    caution:
      tooFew && observed.length < clients.length
        ? `${clients.length - observed.length} of ${clients.length} clients began before the data: their CLV counts from the first purchase seen, and what they were worth before is unknown`
        : null,
    features: await usableFeatures(context),
  };
});
