import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { acquisitionCost } from "./acquisition-cost.js";
import { attributedClients } from "./attributed-clients.js";

/**
 * What each client cost to win, by its id, in the report's currency: by the channels that are credited with it under
 * the rule of the settings, else the cost of any client over all months; without an entry where nothing tells.
 */
export const clientCosts = defineStep(
  "client-costs",
  async (context): Promise<ReadonlyMap<string, number>> => {
    const { histories } = await inputs(context);
    const { rule, ledgers } = await attributedClients(context);
    const cost = await acquisitionCost(context);
    const costOf = ledgers.get(rule)?.costOf;
    return new Map(
      histories.flatMap(({ clientId }): [string, number][] => {
        const one = costOf?.get(clientId) ?? cost?.before ?? cost?.perClient;
        return one === undefined ? [] : [[clientId, one]];
      }),
    );
  },
);
