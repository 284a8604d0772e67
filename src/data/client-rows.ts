import { accounts } from "./accounts.js";
import { shownName } from "./audience.js";
import { clientValues } from "./client-values.js";
import { inputs } from "./inputs.js";
import type { ClientRow } from "./published/value.js";
import { segmentMembership } from "./segment-membership.js";
import { defineStep } from "./step.js";

/** Every client as the pages and exports list it, worth most first. */
export const clientRows = defineStep("client-rows", async (context): Promise<readonly ClientRow[]> => {
  const [{ values }, { clients }, { asOf, histories }, membership] = await Promise.all([
    clientValues(context),
    accounts(context),
    inputs(context),
    segmentMembership(context),
  ]);
  const rows = values.map((value, index): ClientRow => {
    const client = clients[index];
    return {
      clientId: value.clientId,
      name: client ? shownName(context.audience, client) : value.clientId,
      firstOn: histories[index]?.firstOn ?? asOf,
      clv: value.clv,
      clvLow: value.clvLow,
      clvHigh: value.clvHigh,
      historicValue: value.historicValue,
      residualValue: value.residualValue,
      residualLow: value.residualLow,
      residualHigh: value.residualHigh,
      totalValue: value.totalValue,
      pActive: value.pActive,
      expectedRevenue12m: value.expectedRevenue12m,
      model: value.model,
      highValue: value.highValue,
      segment: membership.clients.get(value.clientId)?.name ?? null,
    };
  });
  return rows.sort((a, b) => b.clv - a.clv || (a.clientId < b.clientId ? -1 : 1));
});
