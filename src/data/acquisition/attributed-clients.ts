import { group } from "d3";
import {
  ATTRIBUTION_RULES,
  type AttributionRule,
  attributeClients,
  type Credit,
  type Touch,
  type TouchedClient,
} from "../../model/economics/channels/attribute-clients.js";
import {
  type ChannelLedger,
  type ChannelSpend,
  channelLedger,
  type WonClient,
} from "../../model/economics/channels/channel-ledger.js";
import { channelNames } from "../../model/economics/channels/channel-names.js";
import { leadMatches } from "../leads/lead-matches.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { segmentMembership } from "../targeting/segment-membership.js";
import { segmentation } from "../targeting/segmentation.js";
import { clientValues } from "../value/client-values.js";
import { wonMonths } from "./won-months.js";

/** A client with what it is worth and by what it was touched. */
export interface AcquiredClient extends WonClient, TouchedClient {
  /** False: its first months lie before the data, so that when and for how much it was won is unknown. */
  readonly isWonInData: boolean;
}

/** Who is credited with which client, and what it cost. */
export interface AttributedClients {
  /** In the order of the inputs' histories. */
  readonly clients: readonly AcquiredClient[];
  /** To acquire, by the names of the report. */
  readonly spend: readonly ChannelSpend[];
  /** The rule of the settings. */
  readonly rule: AttributionRule;
  /** By rule; clients that were won in the data. */
  readonly credits: ReadonlyMap<AttributionRule, readonly Credit[]>;
  readonly ledgers: ReadonlyMap<AttributionRule, ChannelLedger>;
  /** What a channel is called in the report. */
  readonly nameOf: (exported: string | null) => string | null;
}

export const attributedClients = defineStep(
  "attributed-clients",
  async (context): Promise<AttributedClients> => {
    // Load
    const { histories, clients, opportunities, spendByMonthChannel } = await inputs(context);
    const { values } = await clientValues(context);
    const membership = await segmentMembership(context);
    const { segments } = await segmentation(context);
    const counting = await wonMonths(context);
    const { channels: aliases, cac, attribution } = context.settings;

    // Derive: names, and what touched each client
    const toAcquire = spendByMonthChannel.filter(({ purpose }) => purpose !== "retain");
    const nameOf = channelNames(
      aliases,
      toAcquire.map(({ channel }) => channel),
    );
    const leads = (await leadMatches(context)).flatMap(({ lead, accountId }) => {
      const channel = nameOf(lead.source);
      return accountId === null || channel === null ? [] : [{ accountId, channel, on: lead.createdOn }];
    });
    const leadsOf = group(leads, ({ accountId }) => accountId);
    const dealsOf = group(opportunities, ({ accountId }) => accountId);
    const records = new Map(clients.map((client) => [client.accountId, client]));
    const acquired = histories.map(({ clientId, firstOn, leftTruncated }, at): AcquiredClient => {
      const own = nameOf(records.get(clientId)?.acquisitionChannel ?? null);
      const deals = (dealsOf.get(clientId) ?? []).flatMap((deal): Touch[] => {
        const channel = nameOf(deal.channel);
        const closed = deal.won === true;
        if (channel === null || deal.createdOn > firstOn) return [];
        const contact =
          deal.firstContactOn !== null && deal.firstContactOn < deal.createdOn
            ? [{ channel, on: deal.firstContactOn, closed: false }]
            : [];
        return [...contact, { channel, on: deal.createdOn, closed }];
      });
      const isClosed = deals.some(({ closed }) => closed);
      const touches = [
        ...(leadsOf.get(clientId) ?? []).flatMap(({ channel, on }): Touch[] =>
          on !== null && on > firstOn ? [] : [{ channel, on, closed: false }],
        ),
        ...deals,
        ...(own === null || isClosed ? [] : [{ channel: own, on: null, closed: true }]),
      ];
      return {
        clientId,
        firstOn,
        month: counting.of.get(clientId) ?? firstOn.slice(0, 7),
        clv: values[at]?.clv ?? 0,
        segment: membership.clients.get(clientId)?.name ?? null,
        touches,
        isWonInData: !leftTruncated,
      };
    });

    // Model
    const won = acquired.filter(({ isWonInData }) => isWonInData);
    const shownName = new Map(segments.map(({ ownName, name }) => [ownName, name]));
    const spend = toAcquire.map(({ month, channel, segment, amount }) => ({
      month,
      channel: nameOf(channel) ?? channel,
      segment: shownName.get(segment ?? "") ?? segment,
      amount,
    }));
    const stated = {
      perClient: cac.perClient,
      byChannel: new Map(
        Object.entries(cac.byChannel).map(([channel, cost]) => [nameOf(channel) ?? channel, cost]),
      ),
    };
    const counted = new Set(counting.months);
    const decided = spend.filter(({ month }) => counted.has(month));
    const credits = new Map(ATTRIBUTION_RULES.map((rule) => [rule, attributeClients(won, rule)]));
    return {
      clients: acquired,
      spend,
      rule: attribution,
      credits,
      ledgers: new Map(
        [...credits].map(([rule, credited]) => [rule, channelLedger(won, credited, decided, stated)]),
      ),
      nameOf,
    };
  },
);
