import { max, min } from "d3";
import { decidedMonth } from "../../model/economics/channels/decided-month.js";
import { daysBetween } from "../../model/numerics/calendar.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { attributedClients } from "./attributed-clients.js";

/** A deal opened, or the part of a client won, that a channel is credited with. */
export interface ChannelArrival {
  readonly channel: string;
  /** YYYY-MM. */
  readonly month: string;
  readonly accountId: string;
  readonly share: number;
}

/** What came of channels month by month, that their spend may be set against. */
export interface ChannelArrivals {
  /** Deals opened, won or lost, with accounts that were no clients yet; or clients won, where deals say too little. */
  readonly of: "deals" | "clients";
  /** Months that count: those of the spend, but for clients those whose deals are mostly decided; null without spend. */
  readonly months: { readonly from: string; readonly to: string } | null;
  /** The last month whose arrivals are mostly decided, so that what came of them can be told; null without spend. */
  readonly decidedTo: string | null;
  readonly arrivals: readonly ChannelArrival[];
}

export const channelArrivals = defineStep("channel-arrivals", async (context): Promise<ChannelArrivals> => {
  const { asOf, histories, opportunities } = await inputs(context);
  const { spend, rule, credits, nameOf } = await attributedClients(context);
  const credited = (credits.get(rule) ?? []).map(({ clientId, channel, share, month }) => ({
    accountId: clientId,
    channel,
    share,
    month,
  }));
  const firstOn = new Map(histories.map((history) => [history.clientId, history.firstOn]));
  const deals = opportunities.flatMap(({ accountId, createdOn, channel }): ChannelArrival[] => {
    const name = nameOf(channel);
    const isFirst = accountId !== null && createdOn <= (firstOn.get(accountId) ?? createdOn);
    return name !== null && isFirst
      ? [{ channel: name, month: createdOn.slice(0, 7), accountId, share: 1 }]
      : [];
  });
  const of = deals.length >= credited.length ? "deals" : "clients";
  const arrivals = of === "deals" ? deals : credited;
  const [from, last] = [min(spend, ({ month }) => month), max(spend, ({ month }) => month)];
  if (from === undefined || last === undefined)
    return { of: "clients", months: null, decidedTo: null, arrivals };
  const waits = credited.map(({ accountId, month }) =>
    daysBetween(`${month}-01`, firstOn.get(accountId) ?? asOf),
  );
  const decidedTo = min([last, decidedMonth(waits, asOf)]) ?? last;
  return { of, months: { from, to: of === "deals" ? last : decidedTo }, decidedTo, arrivals };
});
