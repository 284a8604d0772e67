import { group, randomNormal, rollup, sum } from "d3";
import type { Interval } from "../../numerics/interval.js";
import { DEVIATIONS_OF_80 } from "../../numerics/interval-80.js";
import { shrinkRates } from "../../performance/shrink-rates.js";
import type { FittedCurve } from "../spend-response/fitted-curve.js";
import type { WinningLine } from "../spend-response/spend-line.js";

/** What came of a channel from accounts of one segment. */
export interface SegmentArrivals {
  readonly channel: string;
  readonly segment: string;
  /** Deals opened, or clients won. */
  readonly arrivals: number;
  /** CLV of each client credited, by its share. */
  readonly clvs: readonly number[];
}

/** What was spent on a segment of a channel, where the spend tells: a month lately, and the least and most of a month. */
export interface SegmentSpend {
  readonly today: number;
  readonly seen: Interval;
}

/** So many arrivals more are thought to come as the spend is split: thin segments follow the channel. */
const PRIOR_ARRIVALS = 10;

/**
 * Parts a channel's line by segment, so that the parts at their spends of today bring together what the channel does.
 *
 * Part s of channel c: ceiling·aₛwₛ and half spend·bₛ, of one shape. bₛ is its share of the spend that names a
 * segment, else of the arrivals; aₛ its share of the arrivals, drawn to bₛ by 10 of them. wₛ, what an arrival is worth over
 * the channel's mean, is the segment's over all channels times how this channel's differs from that, drawn together by as
 * much as chance explains (`shrinkRates`), each of the two at least 0.05. Σ aₛwₛ = 1. Draws take wₛ from its interval, lognormal. A channel of fewer than
 * two segments with arrivals, or without CLV, stays whole. In the order of the lines, the parts of each.
 */
export function segmentLines(
  lines: readonly WinningLine[],
  cells: readonly SegmentArrivals[],
  spendOf: (channel: string, segment: string) => SegmentSpend | null,
  random: () => number,
): WinningLine[][] {
  const worth = worthOfArrivals(cells);
  const normal = randomNormal.source(random)();
  return lines.map((line): WinningLine[] => {
    const own = cells.filter(
      ({ channel, segment, arrivals }) =>
        channel === line.name && (arrivals > 0 || (spendOf(channel, segment)?.today ?? 0) > 0),
    );
    if (own.length < 2 || !(sum(own, ({ clvs }) => sum(clvs)) > 0)) return [line];
    const known = own.map(({ channel, segment }) => spendOf(channel, segment));
    const isKnown = known.some((spend) => spend !== null && spend.today > 0);
    const spent = sum(known, (spend) => spend?.today ?? 0);
    const came = sum(own, ({ arrivals }) => arrivals);
    const parts = own.map((cell, at) => {
      const ofSpend = isKnown ? (known[at]?.today ?? 0) / spent : cell.arrivals / came;
      return {
        segment: cell.segment,
        ofSpend,
        ofArrivals: (cell.arrivals + PRIOR_ARRIVALS * ofSpend) / (came + PRIOR_ARRIVALS),
        seen: scaled(
          isKnown ? (known[at]?.seen ?? { low: 0, high: 0 }) : line.seen,
          isKnown ? line.today / spent : ofSpend,
        ),
        worth: worth.get(keyOf(cell)) ?? { value: 1, deviation: 0 },
      };
    });
    const balanced = (values: readonly number[]): number[] => {
      const all = sum(parts, ({ ofArrivals }, at) => ofArrivals * (values[at] ?? 0));
      return values.map((value, at) => ((parts[at]?.ofArrivals ?? 0) * value) / all);
    };
    const shares = balanced(parts.map((part) => part.worth.value));
    const drawn = line.draws.map(() =>
      balanced(parts.map((part) => part.worth.value * Math.exp(part.worth.deviation * normal()))),
    );
    return parts.map(({ segment, ofSpend, seen }, at): WinningLine => {
      const part = (curve: FittedCurve, share: number): FittedCurve => ({
        ceiling: share * curve.ceiling,
        halfSpend: ofSpend * curve.halfSpend,
      });
      return {
        ...line,
        name: `${line.name}: ${segment}`,
        segment: { name: segment, spendIsKnown: isKnown },
        today: ofSpend * line.today,
        seen,
        status: ofSpend > 0 ? line.status : "too little",
        curve: line.curve && ofSpend > 0 ? part(line.curve, shares[at] ?? 0) : null,
        draws: ofSpend > 0 ? line.draws.map((curve, draw) => part(curve, drawn[draw]?.[at] ?? 0)) : [],
      };
    });
  });
}

/** By cell: CLV of an arrival over the mean of its channel, with the deviation of its logarithm. */
function worthOfArrivals(
  cells: readonly SegmentArrivals[],
): ReadonlyMap<string, { readonly value: number; readonly deviation: number }> {
  const counted = cells.filter(({ arrivals, clvs }) => arrivals > 0 || clvs.length > 0);
  const countOf = ({ arrivals, clvs }: SegmentArrivals): number =>
    Math.max(Math.round(arrivals), clvs.length);
  const meanOf = (own: readonly SegmentArrivals[]): number =>
    sum(own, ({ clvs }) => sum(clvs)) / Math.max(1, sum(own, countOf));
  const overall = meanOf(counted);
  if (!(overall > 0)) return new Map();
  const ofChannel = rollup(counted, meanOf, ({ channel }) => channel);
  const ofSegment = rollup(
    counted,
    (own) => Math.max(LEAST_WORTH, meanOf(own) / overall),
    ({ segment }) => segment,
  );
  const units = counted.flatMap((cell) => {
    const expected = (ofChannel.get(cell.channel) ?? 0) * (ofSegment.get(cell.segment) ?? 1);
    if (!(expected > 0)) return [];
    const values = [...cell.clvs, ...new Array<number>(countOf(cell) - cell.clvs.length).fill(0)];
    return values.map((value) => ({
      label: keyOf(cell),
      value: value / overall,
      exposure: expected / overall,
    }));
  });
  const segmentOf = new Map(counted.map((cell) => [keyOf(cell), ofSegment.get(cell.segment) ?? 1]));
  return new Map(
    [...group(shrinkRates(units), ({ label }) => label)].map(([label, [rate]]) => {
      const value = Math.max(LEAST_WORTH, rate?.value ?? 1);
      const deviation = ((rate?.high ?? value) - (rate?.low ?? value)) / (2 * DEVIATIONS_OF_80) / value;
      return [label, { value: value * (segmentOf.get(label) ?? 1), deviation: Math.min(1, deviation) }];
    }),
  );
}

/** However poor a segment looks, in a channel or in all, something of it is worth as much as elsewhere. */
const LEAST_WORTH = 0.05;

function scaled({ low, high }: WinningLine["seen"], by: number): WinningLine["seen"] {
  return { low: by * low, high: by * high };
}

function keyOf({ channel, segment }: SegmentArrivals): string {
  return `${channel}\n${segment}`;
}
