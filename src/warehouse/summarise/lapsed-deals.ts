import { max, quantile } from "d3";
import type { OpportunityRecord } from "../inputs.js";

/** Deals as they count, and what is to be said of those that were left open. */
export interface LapsedDeals {
  readonly opportunities: readonly OpportunityRecord[];
  readonly warnings: readonly string[];
}

const FEWEST_WINS = 20;
/** Almost any win took no longer. */
const ALMOST_ALL = 0.99;
/** Where wins are recorded after the fact they take no time, and say nothing of how long a deal is open. */
const SHORTEST_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * Open deals that nobody closed: open longer than 99 % of wins took, from opening to closing, and than 90 days, they
 * count as lost from then on. Open for how long is told by the last day on which any deal was opened or closed, which
 * is when the export was made or before. With fewer than 20 wins that have both days, nothing tells, and all stay open.
 */
export function lapsedDeals(opportunities: readonly OpportunityRecord[]): LapsedDeals {
  const took = opportunities.flatMap(({ won, createdOn, closedOn }) =>
    won && closedOn !== null && closedOn >= createdOn ? [dayOf(closedOn) - dayOf(createdOn)] : [],
  );
  if (took.length < FEWEST_WINS) return { opportunities, warnings: [] };
  const days = Math.max(SHORTEST_DAYS, Math.ceil(quantile(took, ALMOST_ALL) ?? 0));
  const lastDay = max(opportunities, ({ createdOn, closedOn, won }) =>
    dayOf(won === null ? createdOn : (closedOn ?? createdOn)),
  );
  let lapsed = 0;
  const counted = opportunities.map((one): OpportunityRecord => {
    if (one.won !== null || (lastDay ?? 0) - dayOf(one.createdOn) <= days) return one;
    lapsed += 1;
    return { ...one, won: false, lapsedOn: isoOf(dayOf(one.createdOn) + days) };
  });
  if (lapsed === 0) return { opportunities, warnings: [] };
  const open = opportunities.filter(({ won }) => won === null).length;
  return {
    opportunities: counted,
    warnings: [
      `${lapsed} of ${open} open opportunities ${lapsed === 1 ? "has" : "have"} been open for more than ${days} days, longer than almost any win took; ${lapsed === 1 ? "it counts" : "they count"} as lost: close what is over, or map the stage, closed_on or is_closed that says so`,
    ],
  };
}

function dayOf(isoDate: string): number {
  return Date.parse(isoDate) / DAY_MS;
}

function isoOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
