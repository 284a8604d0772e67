import { sum } from "d3";
import { type ChannelClaim, channelClaims } from "../../model/economics/channels/channel-claims.js";
import type { ChannelAccount } from "../../model/economics/channels/channel-ledger.js";
import { returnVerdicts } from "../../model/economics/channels/return-verdicts.js";
import { substream } from "../../model/numerics/substream.js";
import { shownChannels } from "../audience/shown-channels.js";
import type { AcquisitionPage } from "../published/acquisition.js";
import { defineStep } from "../run/step.js";
import { icpMatches } from "../targeting/icp-matches.js";
import { SEED } from "../value/value-options.js";
import { type AcquisitionPrice, acquisitionEconomics } from "./acquisition-economics.js";
import { attributedClients } from "./attributed-clients.js";
import { type WonShare, type WonShares, wonShares } from "./won-shares.js";

/** What each channel costs and brought, when that came back, and whether its clients are worth more than others'. */
export const acquisitionChannels = defineStep(
  "acquisition-channels",
  async (context): Promise<AcquisitionPage["channels"]> => {
    // Load
    const { rule, ledgers } = await attributedClients(context);
    const won = await wonShares(context);
    const profile = await icpMatches(context);
    const economics = await acquisitionEconomics(context);
    const nameOf = await shownChannels(context);

    // Model
    const claims = new Map(channelVerdicts(won).map((claim) => [claim.channel, claim]));
    const channels = (ledgers.get(rule)?.channels ?? []).map((account) => {
      const own = (won.byChannel.get(account.channel) ?? []).filter(inMonthsOf(account));
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
    return channels.map((one, at) => ({ ...one, returns: verdicts[at] ?? "cannot tell" }));
  },
);

/** A channel's spend where that is measured, else its stated cost of each client. */
function priceOf({ cac, cacFrom, spend, clients }: ChannelAccount): AcquisitionPrice | null {
  if (cac === null) return null;
  return cacFrom === "spend" ? { total: spend, of: "spend" } : { total: cac * clients, of: "each client" };
}

/** Whether a client counts against the channel's spend. */
function inMonthsOf({ cacFrom, months }: ChannelAccount): (share: WonShare) => boolean {
  return ({ client: { month } }) =>
    cacFrom !== "spend" || months === null || (month >= months.from && month <= months.to);
}

function channelVerdicts({ whole, byChannel }: WonShares): ChannelClaim[] {
  const sharesOf = new Map(whole.map(({ clientId }) => [clientId, new Map<string, number>()]));
  for (const [channel, own] of byChannel) {
    for (const { clientId, share } of own) sharesOf.get(clientId)?.set(channel, share);
  }
  const rows = whole.map(({ client: { clientId, clv, firstOn } }) => ({
    clv,
    year: firstOn.slice(0, 4),
    shares: sharesOf.get(clientId) ?? new Map<string, number>(),
  }));
  return channelClaims(rows, substream(SEED, "channel claims"));
}
