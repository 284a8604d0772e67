import { epochDayOf, isoDateOf } from "../../model/numerics/calendar.js";
import type { ClientHistory } from "../../model/value/client-history.js";
import { carriedFactors } from "../../model/value/orders/order-factors.js";
import { shownName } from "../audience/audience.js";
import type { ClientRow } from "../published/value.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { accounts } from "../targeting/accounts.js";
import { segmentMembership } from "../targeting/segment-membership.js";
import { clientValues } from "./client-values.js";
import { drawnFans } from "./drawn-fans.js";
import { worthMostFirst } from "./worth-most-first.js";

/** Every client as the pages and exports list it, worth most first. */
export const clientRows = defineStep("client-rows", async (context): Promise<readonly ClientRow[]> => {
  const [{ fit, values }, { clients }, read, membership] = await Promise.all([
    clientValues(context),
    accounts(context),
    inputs(context),
    segmentMembership(context),
  ]);
  const { asOf, histories } = read;
  const carriedOf = carriedFactors(fit);
  const fans = new Map((await drawnFans(context)).map(({ clientId, points }) => [clientId, points]));
  const rows = values.map((value, index): ClientRow => {
    const client = clients[index];
    const history = histories[index];
    return {
      clientId: value.clientId,
      name: client ? shownName(context.audience, client) : value.clientId,
      firstOn: history?.firstOn ?? asOf,
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
      orderFactor: history ? carriedOf(history).value : 1,
      model: value.model,
      highValue: value.highValue,
      segment: membership.clients.get(value.clientId)?.name ?? null,
      orderDays: history?.everPaid === false ? 0 : (history?.orders.repeatDays ?? 0) + 1,
      lastOrderOn: history ? lastOrderOn(history) : asOf,
      contract: history ? contractOf(history) : null,
      fan: [],
    };
  });
  rows.sort(worthMostFirst);
  return rows.map((row) => ({ ...row, fan: fanUpToRow(fans.get(row.clientId) ?? [], row) }));
});

/** The fan as drawn, but for its end: that is the interval of the row, from more draws; no year before lies beyond it. */
function fanUpToRow(points: readonly ClientRow["fan"][number][], row: ClientRow): ClientRow["fan"] {
  const { residualLow, residualHigh } = row;
  return points.map(({ months, low, median, high }, index) => {
    if (index < points.length - 1) {
      return {
        months,
        low: Math.min(low, residualLow),
        median: Math.min(median, residualHigh),
        high: Math.min(high, residualHigh),
      };
    }
    return {
      months,
      low: residualLow,
      median: Math.min(Math.max(median, residualLow), residualHigh),
      high: residualHigh,
    };
  });
}

function lastOrderOn({ firstOn, orders }: ClientHistory): string {
  return isoDateOf(epochDayOf(firstOn) + orders.recencyDays);
}

function contractOf({ contractLines }: ClientHistory): ClientRow["contract"] {
  if (contractLines.length === 0) return null;
  const live = contractLines.filter(({ ended }) => !ended);
  const ends = (live.length > 0 ? live : contractLines).map(({ endsOn }) => endsOn).sort();
  return {
    live: live.length,
    renewals: live.reduce((sum, { terms }) => sum + terms - 1, 0),
    endsOn: (live.length > 0 ? ends[0] : ends.at(-1)) ?? "",
    noticeGiven: live.some(({ noticeGiven }) => noticeGiven),
  };
}
