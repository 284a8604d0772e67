import { max, min, sum } from "d3";
import { z } from "zod";
import { CHANNEL_CLAIM_LEVEL } from "../model/economics/channels/channel-claims.js";
import type { ChannelAccount } from "../model/economics/channels/channel-ledger.js";
import { acquisitionBalance } from "./acquisition/acquisition-balance.js";
import { acquisitionChannels } from "./acquisition/acquisition-channels.js";
import { acquisitionCohorts } from "./acquisition/acquisition-cohorts.js";
import { type AcquisitionCost, acquisitionCost } from "./acquisition/acquisition-cost.js";
import { acquisitionEconomics } from "./acquisition/acquisition-economics.js";
import { acquisitionGroups } from "./acquisition/acquisition-groups.js";
import { attributedClients } from "./acquisition/attributed-clients.js";
import { wonMonths } from "./acquisition/won-months.js";
import { wonShares } from "./acquisition/won-shares.js";
import { shownChannels } from "./audience/shown-channels.js";
import { type AcquisitionPage, acquisitionSchema } from "./published/acquisition.js";
import { notReady } from "./published/common.js";
import { inputs } from "./run/inputs.js";
import type { NotReady } from "./run/not-ready.js";
import { publishJson, writeWhenMain } from "./run/publication.js";
import { defineStep } from "./run/step.js";

const channelsShown = 12;
const curveMonths = 60;

const acquisitionPage = defineStep(
  "acquisition-page",
  async (context): Promise<AcquisitionPage | NotReady> => {
    // Load
    const { asOf, spendByMonthChannel } = await inputs(context);
    const { clients, spend, rule, ledgers } = await attributedClients(context);
    const { whole, byChannel } = await wonShares(context);
    const cost = await acquisitionCost(context);
    const counting = new Set((await wonMonths(context)).months);
    const ledger = ledgers.get(rule)?.channels ?? [];
    const obstacle = costObstacle(spend.length, cost !== null, ledger);
    if (obstacle !== null) return obstacle;
    const economics = await acquisitionEconomics(context);
    const channels = await acquisitionChannels(context);
    const yearsOf = await acquisitionCohorts(context);
    const balance = await acquisitionBalance(context);
    const nameOf = await shownChannels(context);

    // Derive
    const shown = [...ledger]
      .sort((a, b) => b.spend - a.spend || b.clients - a.clients)
      .slice(0, channelsShown);
    const isShown = new Set(shown.map(({ channel }) => nameOf(channel)));
    const counted = whole.filter(({ client }) => cost?.months?.includes(client.month) ?? true);
    const overall = economics.of(
      counted,
      cost && {
        total: cost.perClient * counted.length,
        of: cost.stated === null ? "spend" : "each client",
      },
    );

    // Publish
    return {
      status: "ready",
      asOf,
      rule,
      level: CHANNEL_CLAIM_LEVEL,
      costToServeAMonth: context.settings.costToServe.perMonth,
      spend: spendSpan(spendByMonthChannel, spend),
      clients: {
        won: whole.length,
        withoutChannel: whole.filter(({ client }) => client.touches.length === 0).length,
        withSeveralChannels: whole.filter(
          ({ client }) => new Set(client.touches.map(({ channel }) => channel)).size > 1,
        ).length,
        beforeData: clients.length - whole.length,
      },
      overall: {
        ...overall,
        cacFrom: cost?.source ?? null,
        measured: cost && measuredOn(cost),
        // What a client costs may have changed of late; when it comes back takes clients that were seen for long.
        payback: economics.paybackOf(
          whole.filter(({ client }) => cost?.months == null || counting.has(client.month)),
          overall.cac,
          "all",
        ),
      },
      channels: channels
        .filter(({ channel }) => isShown.has(channel))
        .sort((a, b) => (b.ratio?.value ?? -1) - (a.ratio?.value ?? -1) || (a.channel < b.channel ? -1 : 1)),
      channelsLeftOut: ledger.length - shown.length,
      curves: [
        { channel: null, clients: whole.length, points: [...economics.curveOf(whole)].slice(0, curveMonths) },
        ...shown.map(({ channel }) => {
          const own = byChannel.get(channel) ?? [];
          return {
            channel: nameOf(channel),
            clients: own.length,
            points: [...economics.curveOf(own)].slice(0, curveMonths),
          };
        }),
      ],
      cohorts: [
        { channel: null, years: yearsOf(null) },
        ...shown.map((account) => ({ channel: nameOf(account.channel), years: yearsOf(account) })),
      ],
      ...(await acquisitionGroups(context)),
      attribution: [...ledgers].map(([name, { channels: all }]) => ({
        rule: name,
        channels: all
          .filter(({ channel }) => isShown.has(nameOf(channel)))
          .map(({ channel, clients: count, clv, cac }) => ({
            channel: nameOf(channel),
            clients: count,
            clv,
            cac,
            ratio: cac !== null && count > 0 ? clv / count / cac : null,
          })),
      })),
      balance: balance && {
        ...balance,
        channels: balance.channels.filter(({ channel }) => isShown.has(channel)),
      },
    };
  },
);

function measuredOn({ by, months, spend, before }: AcquisitionCost): AcquisitionPage["overall"]["measured"] {
  const [from, to] = [months?.[0], months?.at(-1)];
  return by === null || spend === null || from === undefined || to === undefined
    ? null
    : { by, from, to, spend, before };
}

/** Why nothing can be said of cost; null when it can. */
function costObstacle(
  spendRows: number,
  isCostKnown: boolean,
  ledger: readonly ChannelAccount[],
): NotReady | null {
  if (isCostKnown || ledger.some(({ cac }) => cac !== null)) return null;
  if (spendRows === 0) {
    return {
      status: "absent",
      reason:
        "nothing says what winning a client costs: no spend to acquire is exported, and targeting.yaml states no cac",
      needs: "spend.csv",
    };
  }
  const reason =
    "the spend to acquire comes to nothing, or no client was won in its months, so that no cost of a client follows from it";
  return { status: "too-little", reason, needs: null };
}

function spendSpan(
  all: readonly { readonly purpose: string | null; readonly amount: number }[],
  toAcquire: readonly { readonly month: string; readonly amount: number }[],
): AcquisitionPage["spend"] {
  const [from, to] = [min(toAcquire, ({ month }) => month), max(toAcquire, ({ month }) => month)];
  if (from === undefined || to === undefined) return null;
  return {
    toAcquire: sum(toAcquire, ({ amount }) => amount),
    toRetain: sum(
      all.filter(({ purpose }) => purpose === "retain"),
      ({ amount }) => amount,
    ),
    from,
    to,
  };
}

export const acquisition = publishJson(
  "acquisition.json",
  z.discriminatedUnion("status", [acquisitionSchema, notReady]),
  acquisitionPage,
);
await writeWhenMain(import.meta.url, acquisition);
