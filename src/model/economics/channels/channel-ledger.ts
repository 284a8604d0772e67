import { ascending, group, max, min, rollup, sum } from "d3";
import type { Credit } from "./attribute-clients.js";

/** A client won, and what it is worth. */
export interface WonClient {
  readonly clientId: string;
  /** First day as a client, ISO date. */
  readonly firstOn: string;
  /** In which spend counts that won it: of the opening of its deal, or of its first day; YYYY-MM. */
  readonly month: string;
  readonly clv: number;
  /** null: in none. */
  readonly segment: string | null;
}

/** What was spent to win clients through a channel in a month. */
export interface ChannelSpend {
  /** YYYY-MM. */
  readonly month: string;
  readonly channel: string;
  /** null: for all segments. */
  readonly segment: string | null;
  readonly amount: number;
}

/** Costs of winning a client that are stated rather than measured; they go before what was spent. */
export interface StatedCosts {
  readonly perClient: number | null;
  readonly byChannel: ReadonlyMap<string, number>;
}

/** What a channel cost and brought. */
export interface ChannelAccount {
  readonly channel: string;
  /** Months that count, YYYY-MM: from the channel's first spend to the last of all; null where it has none. */
  readonly months: { readonly from: string; readonly to: string } | null;
  readonly spend: number;
  /** Clients credited in these months (in any, where the cost is stated or there is no spend), by their shares. */
  readonly clients: number;
  /** Their CLV, by their shares. */
  readonly clv: number;
  /** Cost of winning one client, above 0; null where nothing tells, or it is not above 0. */
  readonly cac: number | null;
  readonly cacFrom: "spend" | "settings" | null;
  /** Why there is no cost. */
  readonly obstacle: "no spend" | "no client" | "spend is not above 0" | "stated as 0" | null;
}

/** What every channel cost and brought, and what each client cost by it. */
export interface ChannelLedger {
  /** Every channel with spend or credit, in order of name. */
  readonly channels: readonly ChannelAccount[];
  /** Of clients credited to channels with a cost; where only a part of its credit has one, that part stands for it. */
  readonly costOf: ReadonlyMap<string, number>;
}

/**
 * Spend to acquire beside the clients that channels are credited with.
 *
 * CAC of a channel = its spend ÷ its clients (by shares) whose `month` lies from its first month of spend to the last
 * month of all spend; months whose clients are not mostly won yet are to be left out of the spend. A client costs Σ share·CAC over its channels. Spend on one segment of a channel falls on that segment's
 * clients alone, where there are any. So over the clients of these months costs add up to the spend. A stated cost
 * takes the place of a measured one, that of the channel first. Nothing is divided by 0: see `obstacle`.
 */
export function channelLedger(
  clients: readonly WonClient[],
  credits: readonly Credit[],
  spend: readonly ChannelSpend[],
  stated: StatedCosts,
): ChannelLedger {
  const known = new Map(clients.map((client) => [client.clientId, client]));
  const credited = credits.flatMap((credit) => {
    const client = known.get(credit.clientId);
    return client === undefined ? [] : [{ ...credit, client }];
  });
  const lastMonth = max(spend, ({ month }) => month) ?? "";
  const names = [...new Set([...spend, ...credits].map(({ channel }) => channel))].sort();
  const spendOf = group(spend, ({ channel }) => channel);
  const creditOf = group(credited, ({ channel }) => channel);
  const shares = new Map<string, { cost: number; share: number }>();
  const channels = names.map((channel): ChannelAccount => {
    const own = spendOf.get(channel) ?? [];
    const all = creditOf.get(channel) ?? [];
    const firstMonth = min(own, ({ month }) => month) ?? "";
    const statedCost = stated.byChannel.get(channel) ?? stated.perClient;
    const isMeasured = own.length > 0 && statedCost === null;
    const counted = isMeasured
      ? all.filter(({ client }) => isWithin(client.month, firstMonth, lastMonth))
      : all;
    const total = sum(own, ({ amount }) => amount);
    const won = sum(counted, ({ share }) => share);
    const measured = total > 0 && won > 0 ? total / won : null;
    const flat = statedCost ?? measured;
    const cac = flat !== null && flat > 0 ? flat : null;
    const costIn = isMeasured && won > 0 ? segmentCosts(own, counted) : null;
    for (const { clientId, share, client } of flat === null ? [] : all) {
      const cost = costIn?.(client.segment) ?? flat ?? 0;
      const before = shares.get(clientId) ?? { cost: 0, share: 0 };
      shares.set(clientId, { cost: before.cost + share * cost, share: before.share + share });
    }
    return {
      channel,
      months: own.length === 0 ? null : { from: firstMonth, to: lastMonth },
      spend: total,
      clients: won,
      clv: sum(counted, ({ share, client }) => share * client.clv),
      cac,
      cacFrom: cac === null ? null : statedCost === null ? "spend" : "settings",
      obstacle: cac === null ? obstacleOf(statedCost, own.length, total) : null,
    };
  });
  return {
    channels,
    costOf: new Map([...shares].map(([clientId, { cost, share }]) => [clientId, cost / share])),
  };
}

function obstacleOf(statedCost: number | null, rows: number, total: number): ChannelAccount["obstacle"] {
  if (statedCost !== null) return "stated as 0";
  if (rows === 0) return "no spend";
  return total > 0 ? "no client" : "spend is not above 0";
}

/** What a client of a segment costs: its part of the spend on all, and of that on its own segment. */
function segmentCosts(
  spend: readonly ChannelSpend[],
  counted: readonly { readonly share: number; readonly client: WonClient }[],
): (segment: string | null) => number {
  const clientsOf = rollup(
    counted,
    (own) => sum(own, ({ share }) => share),
    ({ client }) => client.segment,
  );
  const isShared = ({ segment }: ChannelSpend) => segment === null || !((clientsOf.get(segment) ?? 0) > 0);
  const forAll = sum(spend.filter(isShared), ({ amount }) => amount) / sum(counted, ({ share }) => share);
  const forOwn = rollup(
    spend.filter((row) => !isShared(row)),
    (own) => sum(own, ({ amount }) => amount),
    ({ segment }) => segment,
  );
  return (segment) => forAll + (forOwn.get(segment) ?? 0) / (clientsOf.get(segment) || 1);
}

/** What was spent in a month, and the clients credited to touches of that month. */
export interface ChannelMonth {
  /** YYYY-MM. */
  readonly month: string;
  readonly channel: string;
  /** null: for all segments, or the channel's spend names none. */
  readonly segment: string | null;
  readonly spend: number;
  /** By their shares. */
  readonly clients: number;
  readonly clv: number;
}

/**
 * Spend and credit by channel and month (of the touch that is credited), apart for each segment where the channel's
 * spend names segments; in order of channel, segment and month. Months without either are left out.
 */
export function channelMonths(
  clients: readonly WonClient[],
  credits: readonly Credit[],
  spend: readonly ChannelSpend[],
): ChannelMonth[] {
  const known = new Map(clients.map((client) => [client.clientId, client]));
  const bySegment = new Set(spend.flatMap(({ channel, segment }) => (segment === null ? [] : [channel])));
  const rows: ChannelMonth[] = spend.map(({ month, channel, segment, amount }) => ({
    month,
    channel,
    segment,
    spend: amount,
    clients: 0,
    clv: 0,
  }));
  for (const { clientId, channel, share, month } of credits) {
    const client = known.get(clientId);
    if (client === undefined) continue;
    const segment = bySegment.has(channel) ? client.segment : null;
    rows.push({ month, channel, segment, spend: 0, clients: share, clv: share * client.clv });
  }
  const summed = rollup(
    rows,
    (own) => ({
      spend: sum(own, (row) => row.spend),
      clients: sum(own, (row) => row.clients),
      clv: sum(own, (row) => row.clv),
    }),
    ({ channel }) => channel,
    ({ segment }) => segment,
    ({ month }) => month,
  );
  return [...summed]
    .flatMap(([channel, segments]) =>
      [...segments].flatMap(([segment, months]) =>
        [...months].map(([month, sums]) => ({ month, channel, segment, ...sums })),
      ),
    )
    .sort(
      (a, b) =>
        ascending(a.channel, b.channel) ||
        ascending(a.segment ?? "", b.segment ?? "") ||
        ascending(a.month, b.month),
    );
}

function isWithin(month: string, from: string, to: string): boolean {
  return month >= from && month <= to;
}
