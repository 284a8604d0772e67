import { sum } from "d3";
import type { Interval } from "../../numerics/interval.js";
import { type HalfYears, halfYears } from "../channels/half-years.js";
import type { GrowingChannel } from "./joint-growth.js";
import { effectiveSpends, responseShapes } from "./response-shapes.js";

/** A channel's month: what was spent, what came of it, in a firm that grows. */
export interface ResponseMonth {
  /** Spend to acquire; the month's credit notes may make it negative. */
  readonly spend: number;
  /** Deals opened, or clients won, that began in the month. */
  readonly arrivals: number;
  /** CLV of the clients credited to the month; null: most of its arrivals are not decided yet. */
  readonly clv: number | null;
}

/** A channel that enough is known of, with what its curves are fitted to. */
export interface Readable extends GrowingChannel {
  readonly rows: readonly (ResponseMonth & { readonly at: number })[];
  readonly years: HalfYears;
  /** CLV per arrival, over the months whose outcome is known. */
  readonly worth: number;
}

/** Chance that passes for an answer to spend in at most this share of channels that do not answer. */
export const RESPONSE_LEVEL = 0.1;

const FEWEST_MONTHS = 18;
const FEWEST_ARRIVALS = 20;
/** Fewer orders of half-years could not tell chance from an answer at the level. */
const FEWEST_ORDERS = 1 / RESPONSE_LEVEL;

/** A channel's months from the first on, and the least and most that was `seen` spent; null where they tell too little. */
export function readableOf(months: readonly ResponseMonth[], seen: Interval): Readable | null {
  const effective = effectiveSpends(months.map(({ spend }) => Math.max(0, spend)));
  const rows = months.flatMap((month, at) =>
    effective.every(({ spends: own }) => (own[at] ?? 0) > 0) ? [{ ...month, at }] : [],
  );
  const told = rows.filter(({ clv }) => clv !== null);
  const came = sum(told, ({ arrivals }) => arrivals);
  const years = halfYears(rows, months.length);
  const isKnown =
    rows.length >= FEWEST_MONTHS &&
    years.orders >= FEWEST_ORDERS &&
    came >= FEWEST_ARRIVALS &&
    seen.low < seen.high;
  if (!isKnown) return null;
  const shapes = responseShapes(
    effective.map(({ carryOver, spends: own }) => ({
      carryOver,
      spends: rows.map(({ at }) => own[at] ?? 0),
    })),
  );
  return { rows, shapes, years, worth: sum(told, ({ clv }) => clv ?? 0) / came };
}
