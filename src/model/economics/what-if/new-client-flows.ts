import { DAYS_A_YEAR } from "../../numerics/calendar.js";
import { discountFactor } from "../../value/discounting.js";
import type { FlowCell, FlowKind } from "./flow-cell.js";

/** What clients of all cohorts did in one year of life, of those that have completed it. */
export interface YearOfLife {
  readonly clients: number;
  readonly activeClients: number;
  /** Undiscounted. */
  readonly margin: number;
}

/** How the margin of clients' first horizons splits. */
export interface LifeMix {
  readonly firstDeals: number;
  readonly renewals: number;
  readonly orders: number;
  /** Margin over revenue, above 0. */
  readonly marginRate: number;
}

/**
 * The life of a new client by year, per unit of what it is worth: flows that sum to 1 at the report's rate.
 *
 * The first deals fall on day 0; what follows is spread as clients of the past brought it by year of life, each year's
 * at its middle, and hangs on their having stayed: year y on y − 1 years at p = (a_y/a_1)^(1/(y − 1)), a the share
 * with business. A year that nobody has completed brings what the one before did. Null where nothing was brought.
 */
export function newClientFlows(
  years: readonly YearOfLife[],
  mix: LifeMix,
  horizonMonths: number,
  discountRateAnnual: number,
): readonly FlowCell[] | null {
  const lives = lived(years, Math.max(1, Math.ceil(horizonMonths / 12)));
  const positive = (amount: number): number => Math.max(0, amount);
  const [deals, later] = [positive(mix.firstDeals), positive(mix.renewals) + positive(mix.orders)];
  const firstActive = lives[0]?.active ?? 0;
  if (!(deals + later > 0 && firstActive > 0 && mix.marginRate > 0)) return null;
  const brought = lives.map(({ margin }) => positive(margin));
  const inFirstDeals = (deals / (deals + later)) * brought.reduce((sum, one) => sum + one, 0);
  const days = lives.map((_, year) => (year + 0.5) * DAYS_A_YEAR);
  // First deals lie in the first year: only the rest of it is spread with the years that follow.
  const rest = brought.map(
    (one, year) =>
      positive(one - (year === 0 ? inFirstDeals : 0)) * discountFactor(days[year] ?? 0, discountRateAnnual),
  );
  const restTotal = rest.reduce((sum, one) => sum + one, 0);
  const spread = later > 0 && restTotal > 0;
  const dealsShare = spread ? deals / (deals + later) : 1;
  const common = {
    group: "all",
    years: lives.map((_, year) => year),
    stays: lives.map(({ active }, year) =>
      year === 0 ? 1 : Math.min(1, active / firstActive) ** (1 / year),
    ),
  } as const;
  const cell = (kind: FlowKind, margins: readonly number[], on: readonly number[]): FlowCell => ({
    ...common,
    kind,
    margins,
    revenues: margins.map((margin) => margin / mix.marginRate),
    days: on,
  });
  const laterOf = (part: number): number[] =>
    rest.map((one) => (spread ? ((positive(part) / (deals + later)) * one) / restTotal : 0));
  return [
    cell(
      "first deals",
      lives.map((_, year) => (year === 0 ? dealsShare : 0)),
      lives.map(() => 0),
    ),
    cell("renewals", laterOf(mix.renewals), days),
    cell("orders", laterOf(mix.orders), days),
  ];
}

/** Shares with business and mean margins of as many years, those not seen as the last that was. */
function lived(
  years: readonly YearOfLife[],
  periods: number,
): { readonly active: number; readonly margin: number }[] {
  let last = { active: 0, margin: 0 };
  return Array.from({ length: periods }, (_, year) => {
    const one = years[year];
    if (one && one.clients > 0) {
      last = { active: one.activeClients / one.clients, margin: one.margin / one.clients };
    }
    return last;
  });
}
