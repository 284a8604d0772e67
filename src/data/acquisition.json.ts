import { group, max, min, sum } from "d3";
import { z } from "zod";
import { CHANNEL_CLAIM_LEVEL, type ChannelClaim, channelClaims } from "../model/economics/channel-claims.js";
import type { ChannelAccount } from "../model/economics/channel-ledger.js";
import { marginalCurve, nextEuroVerdicts } from "../model/economics/next-euro.js";
import { returnVerdicts } from "../model/economics/return-verdicts.js";
import { matches } from "../model/icp/rule.js";
import { substream } from "../model/numerics/substream.js";
import { accounts } from "./accounts.js";
import { acquisitionCost } from "./acquisition-cost.js";
import { type AcquisitionPrice, acquisitionEconomics, type ClientShare } from "./acquisition-economics.js";
import { type AcquiredClient, attributedClients } from "./attributed-clients.js";
import { type Audience, mayShow } from "./audience.js";
import { channelResponses } from "./channel-responses.js";
import { clientCosts } from "./client-costs.js";
import { icpMatches } from "./icp-matches.js";
import { inputs } from "./inputs.js";
import type { NotReady } from "./not-ready.js";
import { publishJson, writeWhenMain } from "./publication.js";
import { type AcquisitionPage, acquisitionSchema } from "./published/acquisition.js";
import { notReady } from "./published/common.js";
import { segmentation } from "./segmentation.js";
import { defineStep } from "./step.js";
import { SEED } from "./value-options.js";

const channelsShown = 12;
const cohortsShown = 12;
const curveMonths = 60;
const balancePoints = 25;

const acquisitionPage = defineStep(
  "acquisition-page",
  async (context): Promise<AcquisitionPage | NotReady> => {
    // Load
    const { asOf, spendByMonthChannel } = await inputs(context);
    const { clients, spend, rule, credits, ledgers } = await attributedClients(context);
    const { clients: known } = await accounts(context);
    const cost = await acquisitionCost(context);
    const costs = await clientCosts(context);
    const profile = await icpMatches(context);
    const economics = await acquisitionEconomics(context);
    const ledger = ledgers.get(rule)?.channels ?? [];
    const obstacle = costObstacle(spend.length, cost !== null, ledger);
    if (obstacle !== null) return obstacle;

    // Derive
    const won = clients.filter(({ isWonInData }) => isWonInData);
    const clientOf = new Map(won.map((client) => [client.clientId, client]));
    const credited = (credits.get(rule) ?? []).flatMap((credit): CreditedShare[] => {
      const client = clientOf.get(credit.clientId);
      return client === undefined ? [] : [{ ...credit, client }];
    });
    const creditOf = group(credited, ({ channel }) => channel);
    const whole = won.map((client): WonShare => ({ clientId: client.clientId, share: 1, client }));
    const countedWhole = whole.filter(
      ({ client }) => cost?.months?.includes(client.firstOn.slice(0, 7)) ?? true,
    );
    const nameOf = shownChannel(context.audience, ledger);

    // Model
    const claims = new Map(channelVerdicts(won, creditOf).map((claim) => [claim.channel, claim]));
    const channels = ledger.map((account): Omit<AcquisitionPage["channels"][number], "returns"> => {
      const own = (creditOf.get(account.channel) ?? []).filter(inMonthsOf(account));
      const claim = claims.get(account.channel);
      return {
        channel: nameOf(account.channel),
        ...economics.of(own, priceOf(account)),
        spend: account.spend,
        cacFrom: account.cacFrom,
        obstacle: account.obstacle,
        payback: economics.paybackOf(own, account.cac, account.channel),
        icpShare:
          profile === null || account.clients === 0
            ? null
            : sum(own, ({ clientId, share }) => (profile.clients.has(clientId) ? share : 0)) /
              sum(own, ({ share }) => share),
        claim: claim ? { othersMeanClv: claim.othersMeanClv, p: claim.p, verdict: claim.verdict } : null,
      };
    });
    const verdicts = returnVerdicts(channels.map(({ ratio }) => ratio));
    const shown = [...ledger]
      .sort((a, b) => b.spend - a.spend || b.clients - a.clients)
      .slice(0, channelsShown);
    const isShown = new Set(shown.map(({ channel }) => nameOf(channel)));
    const years = [...new Set(won.map(({ firstOn }) => firstOn.slice(0, 4)))].sort().slice(-cohortsShown);
    const yearsOf = (some: readonly WonShare[], account: ChannelAccount | null) =>
      years.map((cohort) => {
        const own = some.filter(({ client }) => client.firstOn.startsWith(cohort));
        const spent = sum(
          spend.filter(
            ({ channel, month }) =>
              month.startsWith(cohort) && (account === null || channel === account.channel),
          ),
          ({ amount }) => amount,
        );
        const stated =
          account === null ? (cost?.stated ?? null) : account.cacFrom === "settings" ? account.cac : null;
        const price: AcquisitionPrice =
          stated === null
            ? { total: spent, of: "spend" }
            : { total: stated * sum(own, ({ share }) => share), of: "each client" };
        const figures = economics.of(own, price);
        return {
          cohort,
          ...figures,
          spend: stated === null ? spent : null,
          payback: economics.paybackOf(own, figures.cac, `${account?.channel ?? "all"} ${cohort}`),
        };
      });
    const byCost = (some: readonly AcquiredClient[]) => {
      const priced = some.flatMap((client) => {
        const price = costs.get(client.clientId);
        return price === undefined ? [] : [{ clientId: client.clientId, share: 1, price }];
      });
      return economics.of(priced, { total: sum(priced, ({ price }) => price), of: "each client" });
    };
    const accountOf = new Map(known.map((account) => [account.accountId, account]));
    const currentIcp = context.settings.currentIcp;
    const overallPrice: AcquisitionPrice | null =
      cost === null
        ? null
        : cost.stated === null
          ? { total: cost.perClient * countedWhole.length, of: "spend" }
          : { total: cost.perClient * countedWhole.length, of: "each client" };
    const overall = economics.of(countedWhole, overallPrice);

    // Publish
    return {
      status: "ready",
      asOf,
      rule,
      level: CHANNEL_CLAIM_LEVEL,
      spend: spendSpan(spendByMonthChannel, spend),
      clients: {
        won: won.length,
        withoutChannel: won.filter(({ touches }) => touches.length === 0).length,
        withSeveralChannels: won.filter(
          ({ touches }) => new Set(touches.map(({ channel }) => channel)).size > 1,
        ).length,
        beforeData: clients.length - won.length,
      },
      overall: {
        ...overall,
        cacFrom: cost?.source ?? null,
        payback: economics.paybackOf(countedWhole, overall.cac, "all"),
      },
      channels: channels
        .map((one, at) => ({ ...one, returns: verdicts[at] ?? "cannot tell" }))
        .filter(({ channel }) => isShown.has(channel))
        .sort((a, b) => (b.ratio?.value ?? -1) - (a.ratio?.value ?? -1) || (a.channel < b.channel ? -1 : 1)),
      channelsLeftOut: ledger.length - shown.length,
      curves: [
        { channel: null, clients: won.length, points: [...economics.curveOf(whole)].slice(0, curveMonths) },
        ...shown.map((account) => {
          const own = creditOf.get(account.channel) ?? [];
          return {
            channel: nameOf(account.channel),
            clients: own.length,
            points: [...economics.curveOf(own)].slice(0, curveMonths),
          };
        }),
      ],
      cohorts: [
        { channel: null, years: yearsOf(whole, null) },
        ...shown.map((account) => ({
          channel: nameOf(account.channel),
          years: yearsOf(creditOf.get(account.channel) ?? [], account),
        })),
      ],
      segments: (await segmentation(context)).segments.map(({ name }) => ({
        segment: name,
        ...byCost(won.filter(({ segment }) => segment === name)),
      })),
      profiles: [
        ...(profile === null
          ? []
          : [
              {
                profile: "proposed" as const,
                isIn: ({ clientId }: AcquiredClient) => profile.clients.has(clientId),
              },
            ]),
        ...(currentIcp === null
          ? []
          : [
              {
                profile: "current" as const,
                isIn: ({ clientId }: AcquiredClient) => {
                  const account = accountOf.get(clientId);
                  return account !== undefined && matches(currentIcp, account);
                },
              },
            ]),
      ].map(({ profile: which, isIn }) => ({
        profile: which,
        matching: byCost(won.filter(isIn)),
        others: byCost(won.filter((client) => !isIn(client))),
      })),
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
      balance: await balanceOf(),
    };

    async function balanceOf(): Promise<AcquisitionPage["balance"]> {
      const responses = await channelResponses(context);
      if (responses.months === null) return null;
      const verdicts = nextEuroVerdicts(responses.channels);
      return {
        arrivals: responses.arrivals,
        ...responses.months,
        channels: responses.channels.flatMap((response, at) => {
          const { channel, curve: _, draws: __, ...figures } = response;
          if (!isShown.has(nameOf(channel))) return [];
          return [
            {
              ...figures,
              channel: nameOf(channel),
              verdict: verdicts[at] ?? "cannot tell",
              points: marginalCurve(response, balancePoints),
            },
          ];
        }),
      };
    }
  },
);

interface WonShare extends ClientShare {
  readonly client: AcquiredClient;
}

interface CreditedShare extends WonShare {
  readonly channel: string;
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

/** A channel's spend where that is measured, else its stated cost of each client. */
function priceOf({ cac, cacFrom, spend, clients }: ChannelAccount): AcquisitionPrice | null {
  if (cac === null) return null;
  return cacFrom === "spend" ? { total: spend, of: "spend" } : { total: cac * clients, of: "each client" };
}

/** Whether a client counts against the channel's spend. */
function inMonthsOf({ cacFrom, months }: ChannelAccount): (share: WonShare) => boolean {
  return ({ client }) => {
    const month = client.firstOn.slice(0, 7);
    return cacFrom !== "spend" || months === null || (month >= months.from && month <= months.to);
  };
}

function channelVerdicts(
  won: readonly AcquiredClient[],
  creditOf: ReadonlyMap<string, readonly CreditedShare[]>,
): ChannelClaim[] {
  const sharesOf = new Map(won.map(({ clientId }) => [clientId, new Map<string, number>()]));
  for (const [channel, own] of creditOf) {
    for (const { clientId, share } of own) sharesOf.get(clientId)?.set(channel, share);
  }
  const rows = won.map(({ clientId, clv, firstOn }) => ({
    clv,
    year: firstOn.slice(0, 4),
    shares: sharesOf.get(clientId) ?? new Map<string, number>(),
  }));
  return channelClaims(rows, substream(SEED, "channel claims"));
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

/** The name of a channel, or a number by spend where the audience may not see how clients were acquired. */
function shownChannel(
  audience: Audience | null,
  ledger: readonly ChannelAccount[],
): (channel: string) => string {
  if (mayShow(audience, "acquisition_channel")) return (channel) => channel;
  const bySpend = [...ledger].sort((a, b) => b.spend - a.spend);
  const numbers = new Map(bySpend.map(({ channel }, at) => [channel, at + 1]));
  return (channel) => `Channel ${numbers.get(channel) ?? "without spend"}`;
}

export const acquisition = publishJson(
  "acquisition.json",
  z.discriminatedUnion("status", [acquisitionSchema, notReady]),
  acquisitionPage,
);
await writeWhenMain(import.meta.url, acquisition);
