import type { ClientValue } from "../../model/value/client-value.js";
import { VALUE_COMPONENTS, type ValueComponent } from "../../model/value/portfolio/components.js";
import { clientCosts } from "../acquisition/client-costs.js";
import { shownName } from "../audience/audience.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { accounts } from "../targeting/accounts.js";
import { icpMatches } from "../targeting/icp-matches.js";
import { segmentMembership } from "../targeting/segment-membership.js";
import { clientValues } from "../value/client-values.js";
import { csvTable } from "./csv-table.js";
import { partsInCents, toCents, toFourDecimals } from "./money.js";

const columns = [
  "client_id",
  "name",
  "clv",
  "clv_low",
  "clv_high",
  "historic_value",
  "residual_value",
  "residual_low",
  "residual_high",
  "total_value",
  ...VALUE_COMPONENTS.map((component): `value_${ValueComponent}` => `value_${component}`),
  "value_referral",
  "p_active",
  "expected_revenue_12m",
  "expected_revenue_12m_low",
  "expected_revenue_12m_high",
  "cac",
  "model",
  "high_value",
  "segment",
  "icp_match",
] as const;

/**
 * `exports/clients.csv`: one row a client in order of client id. The value of referrals is empty where no client names
 * a referrer, the cost of winning where nothing tells it.
 */
export const clientsCsv = defineStep("clients-csv", async (context): Promise<string> => {
  const { values } = await clientValues(context);
  const read = await inputs(context);
  const costs = await clientCosts(context);
  const { clients } = await accounts(context);
  const membership = await segmentMembership(context);
  const inProfile = await icpMatches(context);
  const names = new Map(clients.map((client) => [client.accountId, shownName(context.audience, client)]));
  const referred = read.clients.some(({ referredBy }) => referredBy !== null);
  const ordered = [...values].sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
  return csvTable(
    columns,
    ordered.map((value) => ({
      client_id: value.clientId,
      name: names.get(value.clientId),
      clv: toCents(value.clv),
      clv_low: toCents(value.clvLow),
      clv_high: toCents(value.clvHigh),
      historic_value: toCents(value.historicValue),
      residual_value: toCents(value.residualValue),
      residual_low: toCents(value.residualLow),
      residual_high: toCents(value.residualHigh),
      ...totalInCents(value, context.settings.referrals === "include"),
      value_referral: referred ? toCents(value.referralValue) : null,
      p_active: toFourDecimals(value.pActive),
      expected_revenue_12m: toCents(value.expectedRevenue12m),
      expected_revenue_12m_low: toCents(value.expectedRevenue12mLow),
      expected_revenue_12m_high: toCents(value.expectedRevenue12mHigh),
      cac: optional(costs.get(value.clientId) ?? null),
      model: value.model,
      high_value: value.highValue,
      segment: membership.clients.get(value.clientId)?.name,
      icp_match: inProfile?.clients.has(value.clientId),
    })),
  );
});

function optional(amount: number | null): number | null {
  return amount === null ? null : toCents(amount);
}

/**
 * Total value and its components to the cent: historic + residual = Σ components = total, which holds the value of
 * referrals too where the settings include it.
 */
function totalInCents(value: ClientValue, withReferrals: boolean) {
  const { historicValue, residualValue, components, referralValue } = value;
  const total = toCents(toCents(historicValue) + toCents(residualValue));
  const [initial, renewal, expansion, services, other] = partsInCents(
    VALUE_COMPONENTS.map((component) => components[component]),
    total,
  );
  return {
    total_value: withReferrals ? toCents(total + toCents(referralValue)) : total,
    value_initial: initial,
    value_renewal: renewal,
    value_expansion: expansion,
    value_services: services,
    value_other: other,
  };
}
