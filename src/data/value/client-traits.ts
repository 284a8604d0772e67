import type { ClientTraits } from "../../model/value/tournament/client-predictors.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { usableFeatures } from "../targeting/usable-features.js";

/** What may be learned from of clients beside what they did: their firmographics, by the fields that may be used. */
export const clientTraits = defineStep("client-traits", async (context): Promise<ClientTraits> => {
  const { clients } = await inputs(context);
  const { features } = await usableFeatures(context);
  return { accounts: clients, features };
});
