import { rollup, sum } from "d3";
import { channelMonths } from "../../model/economics/channels/channel-ledger.js";
import {
  type ChannelResponse,
  fitChannelResponses,
} from "../../model/economics/spend-response/fit-channel-response.js";
import type { ResponseMonth } from "../../model/economics/spend-response/readable-channel.js";
import { monthsBetween } from "../../model/numerics/calendar.js";
import { substream } from "../../model/numerics/substream.js";
import { defineStep } from "../run/step.js";
import { SEED } from "../value/value-options.js";
import { attributedClients } from "./attributed-clients.js";
import { type ChannelArrivals, channelArrivals } from "./channel-arrivals.js";

/** How each channel's CLV answers to its monthly spend, and what that was measured on. */
export interface ChannelResponses {
  readonly arrivals: ChannelArrivals["of"];
  readonly months: ChannelArrivals["months"];
  /** Channels with spend, in order of name. */
  readonly channels: readonly ChannelResponse[];
}

const DRAWS = 200;

export const channelResponses = defineStep(
  "channel-responses",
  async (context): Promise<ChannelResponses> => {
    // Load
    const { clients, spend, rule, credits } = await attributedClients(context);
    const { of, months, decidedTo, arrivals } = await channelArrivals(context);
    if (months === null || decidedTo === null) return { arrivals: of, months: null, channels: [] };

    // Derive: months of spend with what began in them
    const rows = channelMonths(clients, credits.get(rule) ?? [], spend);
    const began = rollup(
      arrivals,
      (own) => sum(own, ({ share }) => share),
      ({ channel }) => channel,
      ({ month }) => month,
    );
    const channels = new Map(
      [...new Set(spend.map(({ channel }) => channel))].sort().map((channel): [string, ResponseMonth[]] => {
        const own = rows.filter((row) => row.channel === channel);
        return [
          channel,
          monthsBetween(months.from, months.to).map((month) => {
            const inMonth = own.filter((row) => row.month === month);
            return {
              spend: sum(inMonth, (row) => row.spend),
              arrivals: began.get(channel)?.get(month) ?? 0,
              clv: month <= decidedTo ? sum(inMonth, (row) => row.clv) : null,
            };
          }),
        ];
      }),
    );

    // Model
    return {
      arrivals: of,
      months,
      channels: fitChannelResponses(channels, DRAWS, substream(SEED, "channel responses")),
    };
  },
  { costly: true, module: import.meta.url },
);
