import { group, rollup, sum } from "d3";
import type { ChannelSpend } from "../../model/economics/channels/channel-ledger.js";
import { monthlySpend, peopleShare } from "../../model/economics/channels/monthly-spend.js";
import { nextEuroVerdicts } from "../../model/economics/spend-response/next-euro.js";
import type { WinningLine } from "../../model/economics/spend-response/spend-line.js";
import {
  type SegmentArrivals,
  type SegmentSpend,
  segmentLines,
} from "../../model/economics/what-if/segment-lines.js";
import { monthsBetween } from "../../model/numerics/calendar.js";
import { substream } from "../../model/numerics/substream.js";
import { shownChannels } from "../audience/shown-channels.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { segmentMembership } from "../targeting/segment-membership.js";
import { SEED } from "../value/value-options.js";
import { attributedClients } from "./attributed-clients.js";
import { channelArrivals } from "./channel-arrivals.js";
import { channelResponses } from "./channel-responses.js";

/** Channels to spend on, as the audience may see them. */
export interface WinningLines {
  /** By channel; by channel and segment where the spend tells the segment. */
  readonly lines: readonly WinningLine[];
  /** Every channel by segment; null where that says no more. */
  readonly bySegment: readonly WinningLine[] | null;
}

const DRAWS_KEPT = 40;
const CHANNELS_SHOWN = 20;
const LINES_BY_SEGMENT = 40;

export const winningLines = defineStep("winning-lines", async (context): Promise<WinningLines> => {
  // Load
  const { spendByMonthChannel } = await inputs(context);
  const { spend, nameOf } = await attributedClients(context);
  const { channels } = await channelResponses(context);
  const { months } = await channelArrivals(context);
  const shown = await shownChannels(context);
  const cells = await arrivalsBySegment(context);

  // Derive
  const peopleOf = rollup(
    spendByMonthChannel.filter(({ purpose }) => purpose !== "retain"),
    peopleShare,
    (row) => nameOf(row.channel) ?? row.channel,
  );
  const verdicts = nextEuroVerdicts(channels);
  const nextEuro = new Map(channels.map(({ channel }, at) => [channel, verdicts[at]]));
  const whole = channels
    .filter((one) => one.spendNow > 0 || one.months > 0)
    .sort((a, b) => b.spendNow - a.spendNow || (a.channel < b.channel ? -1 : 1))
    .slice(0, CHANNELS_SHOWN)
    .map(
      (one): WinningLine => ({
        purpose: "win",
        name: shown(one.channel),
        segment: null,
        today: one.spendNow,
        seen: { ...one.seen },
        peopleShare: peopleOf.get(one.channel) ?? 0,
        status: one.status,
        nextEuro: nextEuro.get(one.channel) ?? "cannot tell",
        curve: one.curve && { ...one.curve },
        draws: one.draws.slice(0, DRAWS_KEPT).map((draw) => ({ ...draw })),
      }),
    );
  const ofSegments = spendBySegment(
    spend.map((row) => ({ ...row, channel: shown(row.channel) })),
    months === null ? [] : monthsBetween(months.from, months.to),
  );

  // Model
  const shownCells = cells.map((cell) => ({ ...cell, channel: shown(cell.channel) }));
  const split = segmentLines(whole, shownCells, ofSegments, substream(SEED, "lines by segment"));
  const lines = split.flatMap((parts, at) =>
    parts.some(({ segment }) => segment?.spendIsKnown) ? parts : (whole[at] ?? []),
  );
  let left = LINES_BY_SEGMENT - whole.length;
  const bySegment = split.flatMap((parts, at) => {
    left -= parts.length - 1;
    return left >= 0 ? parts : (whole[at] ?? []);
  });
  return { lines, bySegment: bySegment.length > lines.length ? bySegment : null };
});

/** What came of each channel from each segment, in the months that count and are decided. */
const arrivalsBySegment = defineStep(
  "arrivals-by-segment",
  async (context): Promise<readonly SegmentArrivals[]> => {
    const { months, decidedTo, arrivals } = await channelArrivals(context);
    const { clients, rule, credits } = await attributedClients(context);
    const membership = await segmentMembership(context);
    if (months === null || decidedTo === null) return [];
    const segmentOf = (accountId: string): string | null =>
      (membership.clients.get(accountId) ?? membership.prospects.get(accountId))?.name ?? null;
    const counts = ({ month }: { readonly month: string }) => month >= months.from && month <= decidedTo;
    const came = rollup(
      arrivals.filter((one) => counts(one) && segmentOf(one.accountId) !== null),
      (own) => sum(own, ({ share }) => share),
      ({ channel }) => channel,
      ({ accountId }) => segmentOf(accountId) ?? "",
    );
    const clvOf = new Map(clients.map(({ clientId, clv }) => [clientId, clv]));
    const credited = group(
      (credits.get(rule) ?? []).filter(counts),
      ({ channel }) => channel,
      ({ clientId }) => segmentOf(clientId) ?? "",
    );
    return [...came].flatMap(([channel, segments]) =>
      [...segments].map(
        ([segment, count]): SegmentArrivals => ({
          channel,
          segment,
          arrivals: count,
          clvs: (credited.get(channel)?.get(segment) ?? []).map(
            ({ clientId, share }) => share * (clvOf.get(clientId) ?? 0),
          ),
        }),
      ),
    );
  },
);

function spendBySegment(
  spend: readonly ChannelSpend[],
  months: readonly string[],
): (channel: string, segment: string) => SegmentSpend | null {
  const byMonth = rollup(
    spend.filter(({ segment }) => segment !== null),
    (own) => sum(own, ({ amount }) => amount),
    ({ channel }) => channel,
    ({ segment }) => segment ?? "",
    ({ month }) => month,
  );
  return (channel, segment) => {
    const own = byMonth.get(channel)?.get(segment);
    if (own === undefined) return null;
    const { months: spent, ...spend } = monthlySpend(months.map((month) => own.get(month) ?? 0));
    return spent > 0 ? spend : null;
  };
}
