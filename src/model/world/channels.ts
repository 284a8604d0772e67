import { randomLogNormal } from "d3";
import { substream } from "../numerics/substream.js";
import type { Random } from "./draw.js";
import { drawWeighted } from "./draw.js";
import { MONTHS_OF_DATA } from "./timeline.js";

/** A way in which clients are found. */
export interface Channel {
  readonly channel: string;
  /** How often, for a company of ordinary value. */
  readonly weight: number;
  /** How much oftener for a company one standard deviation above in ln expected CLV: its power of e. */
  readonly valueTilt: number;
  /** Planned monthly spend for 420 clients, EUR, split into people, media, tools and events. */
  readonly monthlySpend: Readonly<Record<string, number>>;
}

export const CHANNELS: readonly Channel[] = [
  { channel: "search", weight: 34, valueTilt: -0.45, monthlySpend: { media: 15_000, tools: 2_000 } },
  { channel: "outbound", weight: 25, valueTilt: 0, monthlySpend: { people: 27_000, tools: 3_000 } },
  { channel: "events", weight: 20, valueTilt: -0.1, monthlySpend: { events: 15_000, people: 6_000 } },
  { channel: "referral", weight: 10, valueTilt: 0.25, monthlySpend: { people: 4_000 } },
  { channel: "partner", weight: 6, valueTilt: 1.1, monthlySpend: { people: 8_000, events: 3_500 } },
];

/** Centre and spread of ln expected CLV in the universe, for the tilt. */
const TYPICAL_LOG_CLV = { mean: 11.45, spread: 0.8 };

/** The channel through which a company comes; where value is not planted, value does not matter. */
export function drawChannel(random: Random, expectedClv: number, planted: boolean): string {
  const standing = planted ? (Math.log(expectedClv) - TYPICAL_LOG_CLV.mean) / TYPICAL_LOG_CLV.spread : 0;
  return drawWeighted(
    random,
    CHANNELS.map(({ channel, weight, valueTilt }) => [channel, weight * Math.exp(valueTilt * standing)]),
  );
}

/**
 * Spend relative to plan, by month: campaigns of half a year between 0.4 and 1.8 of the plan, and monthly noise.
 * Drawn before any client, so that spend causes demand and not the reverse.
 */
export function campaignLevels(seed: number, channel: string): readonly number[] {
  const random = substream(seed, `campaigns of ${channel}`);
  const noise = randomLogNormal.source(random)(0, 0.15);
  const waves = Array.from({ length: MONTHS_OF_DATA / 6 }, () => 0.4 + 1.4 * random());
  return Array.from({ length: MONTHS_OF_DATA }, (_, month) => (waves[Math.floor(month / 6)] ?? 1) * noise());
}

/** Demand that a month's spend brings, relative to plan: saturating, half of what is possible at the plan. */
function demandAt(level: number): number {
  return (2 * level) / (level + 1);
}

/** Months of the data, weighted by the demand for the channel in each; the firm grows by 1.2 % of its start a month. */
export function demandByMonth(
  seed: number,
  channel: string,
): readonly (readonly [month: number, weight: number])[] {
  return campaignLevels(seed, channel).map((level, month) => [month, (1 + 0.012 * month) * demandAt(level)]);
}
