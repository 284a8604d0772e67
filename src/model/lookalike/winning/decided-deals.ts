import { quantile } from "d3";
import { daysBetween } from "../../numerics/calendar.js";

/** When a deal was opened, and from when on its outcome was known; null: not known. */
export interface DealDays {
  readonly createdOn: string | null;
  readonly decidedOn?: string | null;
}

/** Of deals, this share is decided within the time that the latest are left out for. */
const DECIDED = 0.9;
const LEAST_KEPT = 0.5;

/**
 * Closed deals without those opened less than the time ago in which 90 % of them were decided: of these only the quick
 * ones are closed, more of them won or fewer. Undated ones stay; so do all, where fewer than half would.
 */
export function decidedDeals<Row extends DealDays>(deals: readonly Row[], asOf: string): readonly Row[] {
  const waits = deals.flatMap(({ createdOn, decidedOn }) =>
    createdOn === null || decidedOn == null ? [] : [Math.max(0, daysBetween(createdOn, decidedOn))],
  );
  const days = quantile(waits, DECIDED) ?? 0;
  const kept = deals.filter(({ createdOn }) => createdOn === null || daysBetween(createdOn, asOf) >= days);
  return kept.length >= LEAST_KEPT * deals.length ? kept : deals;
}
