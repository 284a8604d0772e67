import { max, min, quantile, sum } from "d3";
import { channelMonths } from "../model/economics/channel-ledger.js";
import {
  type ChannelResponse,
  fitChannelResponses,
  type ResponseMonth,
} from "../model/economics/fit-channel-response.js";
import { epochDayOf } from "../model/numerics/calendar.js";
import { substream } from "../model/numerics/substream.js";
import { attributedClients } from "./attributed-clients.js";
import { inputs } from "./inputs.js";
import { defineStep } from "./step.js";
import { SEED } from "./value-options.js";

/** How each channel's CLV answers to its monthly spend, and what that was measured on. */
export interface ChannelResponses {
  /** Deals opened, won or lost, with accounts that were no clients yet; or clients won, where deals say too little. */
  readonly arrivals: "deals" | "clients";
  /** Months that count: those of the spend, but for clients those whose deals are mostly decided; YYYY-MM. */
  readonly months: { readonly from: string; readonly to: string } | null;
  /** Channels with spend, in order of name. */
  readonly channels: readonly ChannelResponse[];
}

const DRAWS = 200;
/** Of the clients, this share is won within the time that the latest months are left out for. */
const DECIDED = 0.9;

export const channelResponses = defineStep(
  "channel-responses",
  async (context): Promise<ChannelResponses> => {
    // Load
    const { asOf, histories, opportunities } = await inputs(context);
    const { clients, spend, rule, credits, nameOf } = await attributedClients(context);
    const credited = credits.get(rule) ?? [];

    // Derive: months of spend with what began in them
    const firstOn = new Map(histories.map((history) => [history.clientId, history.firstOn]));
    const deals = opportunities.flatMap(({ accountId, createdOn, channel }) => {
      const name = nameOf(channel);
      const isFirst = accountId !== null && createdOn <= (firstOn.get(accountId) ?? createdOn);
      return name !== null && isFirst ? [{ channel: name, month: createdOn.slice(0, 7) }] : [];
    });
    const [from, last] = [min(spend, ({ month }) => month), max(spend, ({ month }) => month)];
    if (from === undefined || last === undefined) return { arrivals: "clients", months: null, channels: [] };
    const arrivals = deals.length >= credited.length ? "deals" : "clients";
    const to = arrivals === "deals" ? last : (min([last, decidedMonth(credited, firstOn, asOf)]) ?? last);
    const rows = channelMonths(clients, credited, spend);
    const channels = new Map(
      [...new Set(spend.map(({ channel }) => channel))].sort().map((channel): [string, ResponseMonth[]] => {
        const own = rows.filter((row) => row.channel === channel);
        return [
          channel,
          monthsBetween(from, to).map((month) => {
            const inMonth = own.filter((row) => row.month === month);
            const opened = deals.filter((deal) => deal.channel === channel && deal.month === month).length;
            return {
              spend: sum(inMonth, (row) => row.spend),
              arrivals: arrivals === "deals" ? opened : sum(inMonth, (row) => row.clients),
              clv: sum(inMonth, (row) => row.clv),
            };
          }),
        ];
      }),
    );

    // Model
    return {
      arrivals,
      months: { from, to },
      channels: fitChannelResponses(channels, DRAWS, substream(SEED, "channel responses")),
    };
  },
  { costly: true, module: import.meta.url },
);

/** The last month whose clients are mostly known: by the as-of date, 90 % of clients take no longer to be won. */
function decidedMonth(
  credited: readonly { readonly clientId: string; readonly month: string }[],
  firstOn: ReadonlyMap<string, string>,
  asOf: string,
): string {
  const waits = credited.map(
    ({ clientId, month }) => epochDayOf(firstOn.get(clientId) ?? asOf) - epochDayOf(`${month}-01`),
  );
  const wait = Math.ceil((quantile(waits, DECIDED) ?? 0) / 30.4375);
  const [year = 0, month = 1] = asOf.split("-").map(Number);
  return monthOf(year * 12 + month - 1 - wait);
}

function monthsBetween(from: string, to: string): string[] {
  const [first, last] = [indexOf(from), indexOf(to)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => monthOf(first + at));
}

function indexOf(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

function monthOf(index: number): string {
  return `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}`;
}
