import { group } from "d3";
import {
  ATTRIBUTION_RULES,
  type AttributionRule,
  attributeClients,
  type Touch,
  type TouchedClient,
} from "../../src/model/economics/channels/attribute-clients.js";
import { type ChannelClaim, channelClaims } from "../../src/model/economics/channels/channel-claims.js";
import {
  type ChannelResponse,
  fitChannelResponses,
} from "../../src/model/economics/spend-response/fit-channel-response.js";
import type { ResponseMonth } from "../../src/model/economics/spend-response/readable-channel.js";
import { substream } from "../../src/model/numerics/substream.js";
import { CHANNELS, campaignLevels } from "../../src/model/world/channels.js";
import { generateWorld } from "../../src/model/world/generate-world.js";
import type { Cell, Table } from "../../src/model/world/table.js";
import type { Measurement } from "../measurement.js";

const WORLDS = 200;
const WITH_EFFECTS = 60;
const PROSPECTS = 6000;
/** The channel whose clients are planted to be worth most, with few of them. */
const PLANTED = "partner";
const RULES = [...ATTRIBUTION_RULES].sort((a) => (a === "last touch" ? -1 : 1));

/** How often a channel's clients are said to be worth more or less than others', and to answer to spend. */
const study: Measurement = async () => {
  const without = runs(70_000, WORLDS, "none");
  const withEffects = runs(80_000, WITH_EFFECTS, "planted");
  const claimsOf = (rule: AttributionRule) => (world: World) => world.claims.get(rule) ?? [];
  const isBest = (claims: readonly ChannelClaim[]) => {
    const [first] = claims;
    return first?.channel === PLANTED && first.verdict === "worth more";
  };
  const anyClaim = (claims: readonly ChannelClaim[]) =>
    claims.some(({ verdict }) => verdict !== "cannot tell");
  const isMost = (world: World) => world.mostClients === PLANTED;
  return [
    {
      title: "Claims that a channel's clients are worth more or less, at the 10 % level",
      columns: ["worlds", "attribution", "number", "claimed", "share"],
      rows: [
        ...RULES.map((rule) => [
          "no effects: any channel",
          rule,
          ...counted(without, (world) => anyClaim(claimsOf(rule)(world))),
        ]),
        ...RULES.map((rule) => [
          `the sample's effects: ${PLANTED} is best, and worth more`,
          rule,
          ...counted(withEffects, (world) => isBest(claimsOf(rule)(world))),
        ]),
        [
          `the sample's effects: ${PLANTED} has the most clients`,
          "last touch",
          ...counted(withEffects, isMost),
        ],
      ],
      note: "420 clients of five channels, each with the margin that it really brings in its first 60 months.",
    },
    {
      title: "Claims that deals answer to spend, at the 10 % level",
      columns: ["spend", "number", "claimed", "share"],
      rows: [
        [
          "of another world, so that it brings nothing: any channel",
          ...counted(without, ({ unrelated }) => unrelated.some(({ status }) => status === "responds")),
        ],
        [
          "its own, by channel (demand saturates, half of it at plan)",
          ...counted(ownResponses(without), responds),
        ],
      ],
      note: "84 months; about 1,400 deals of five channels, won, lost and open.",
    },
  ];
};

export default study;

interface World {
  readonly claims: ReadonlyMap<AttributionRule, readonly ChannelClaim[]>;
  readonly mostClients: string;
  readonly own: readonly ChannelResponse[];
  readonly unrelated: readonly ChannelResponse[];
}

function ownResponses(worlds: readonly World[]): ChannelResponse[] {
  return worlds.flatMap(({ own }) => own);
}

function responds({ status }: ChannelResponse): boolean {
  return status === "responds";
}

function runs(from: number, worlds: number, effects: "planted" | "none"): World[] {
  return Array.from({ length: worlds }, (_, world) => oneWorld(from + world, effects));
}

function oneWorld(seed: number, effects: "planted" | "none"): World {
  const { tables, truth } = generateWorld({ seed, prospects: PROSPECTS, effects });
  const clvOf = new Map(truth.clients.map(({ clientId, realisedClv }) => [clientId, realisedClv]));
  const clients = touchedClients(tables);
  const claims = new Map(
    ATTRIBUTION_RULES.map((rule) => {
      const credits = group(attributeClients(clients, rule), ({ clientId }) => clientId);
      const credited = clients.map(({ clientId, firstOn }) => ({
        clv: clvOf.get(clientId) ?? 0,
        year: firstOn.slice(0, 4),
        shares: new Map((credits.get(clientId) ?? []).map(({ channel, share }) => [channel, share])),
      }));
      return [rule, channelClaims(credited, substream(seed, "channels"))] as const;
    }),
  );
  const credits = attributeClients(clients, "last touch");
  const byChannel = [...group(credits, ({ channel }) => channel)].sort(([, a], [, b]) => b.length - a.length);
  const deals = records(tables.opportunities).map((row) => ({
    channel: textOf(row.channel) ?? "",
    month: (textOf(row.created_on) ?? "").slice(0, 7),
  }));
  const response = (spendSeed: number) =>
    fitChannelResponses(responseMonths(deals, spendSeed), 1, substream(seed, "responses"));
  return {
    claims,
    mostClients: byChannel[0]?.[0] ?? "",
    own: response(seed),
    unrelated: response(seed + 1_000_000),
  };
}

/** Months of deals opened, won or lost, with the campaigns of a world. */
function responseMonths(
  deals: readonly { readonly channel: string; readonly month: string }[],
  spendSeed: number,
): ReadonlyMap<string, readonly ResponseMonth[]> {
  const dealsOf = group(
    deals,
    ({ channel }) => channel,
    ({ month }) => month,
  );
  return new Map(
    CHANNELS.map(({ channel }) => [
      channel,
      campaignLevels(spendSeed, channel).map((level, month) => {
        const name = `${2019 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
        const arrivals = dealsOf.get(channel)?.get(name)?.length ?? 0;
        return { spend: 1000 * level, arrivals, clv: 100_000 * arrivals };
      }),
    ]),
  );
}

/** Clients with their leads and won deals, as the report collects them. */
function touchedClients(tables: {
  readonly clients: Table;
  readonly opportunities: Table;
  readonly leads: Table;
}) {
  const deals = group(records(tables.opportunities), (row) => textOf(row.account_id));
  const leads = group(records(tables.leads), (row) => textOf(row.account_id));
  return records(tables.clients).flatMap((row): TouchedClient[] => {
    const clientId = textOf(row.client_id);
    const firstOn = textOf(row.acquired_on);
    if (clientId === null || firstOn === null) return [];
    const touches = [
      ...(leads.get(clientId) ?? []).map(
        (lead): Touch => ({ channel: textOf(lead.source) ?? "", on: textOf(lead.created_on), closed: false }),
      ),
      ...(deals.get(clientId) ?? []).map(
        (deal): Touch => ({ channel: textOf(deal.channel) ?? "", on: textOf(deal.created_on), closed: true }),
      ),
    ];
    return [{ clientId, firstOn, touches }];
  });
}

function textOf(cell: Cell | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}

function records({ columns, rows }: Table): Record<string, Cell>[] {
  return Array.from(rows, (row) =>
    Object.fromEntries(columns.map((column, place) => [column, row[place] ?? null])),
  );
}

function counted<Item>(items: readonly Item[], holds: (item: Item) => boolean): [number, number, string] {
  const held = items.filter(holds).length;
  return [items.length, held, `${((100 * held) / Math.max(1, items.length)).toFixed(1)} %`];
}
