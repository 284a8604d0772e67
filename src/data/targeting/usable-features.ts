import { type InferredFeatures, inferFeatures } from "../../model/firmographics/infer-features.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { fieldNames } from "./field-names.js";

/** The fields that may be used to target, by the settings and the audit against leaks: one answer for all that learns. */
export const usableFeatures = defineStep("usable-features", async (context): Promise<InferredFeatures> => {
  const { histories, clients, prospects } = await inputs(context);
  const records = new Map(clients.map((client) => [client.accountId, client]));
  const nameOf = await fieldNames(context);
  const { use, howWeSold, banned, allowed } = context.settings.features;
  return inferFeatures(
    histories.map(
      ({ clientId }) => records.get(clientId) ?? { accountId: clientId, name: clientId, firmographics: {} },
    ),
    prospects,
    {
      ...(use === null ? {} : { use: use.map(nameOf) }),
      howWeSold: howWeSold.map(nameOf),
      banned: banned.map(nameOf),
      allowed: Object.fromEntries(Object.entries(allowed).map(([field, why]) => [nameOf(field), why])),
      saleDates: new Map(histories.map(({ clientId, firstOn }) => [clientId, firstOn])),
    },
  );
});
