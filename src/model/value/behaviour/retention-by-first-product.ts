import { group } from "d3";
import { addMonths, epochDayOf } from "../../numerics/calendar.js";
import type { Estimate } from "../../numerics/interval.js";
import { shareInterval } from "../../numerics/share-interval.js";
import type { EarlyBehaviour, PurchaseLine, TermLine } from "./early-behaviour.js";

/** How many clients that began with a product are still clients, year by year. */
export interface ProductRetention {
  readonly product: string;
  readonly clients: number;
  /** Year of life 2, 3, … and the share with business in it, of those whose year is over. */
  readonly years: readonly { readonly year: number; readonly clients: number; readonly active: Estimate }[];
}

const FEWEST_CLIENTS = 10;
const MOST_YEARS = 6;

/**
 * Share of clients with a purchase, or under contract, in each year of life, by the first product bought.
 * Products that fewer than 10 clients began with, and years that fewer than 10 of them completed, are left out.
 */
export function retentionByFirstProduct(
  clients: readonly { readonly clientId: string; readonly firstOn: string }[],
  behaviours: readonly EarlyBehaviour[],
  purchases: readonly PurchaseLine[],
  terms: readonly TermLine[],
  asOf: string,
): ProductRetention[] {
  const asOfDay = epochDayOf(asOf);
  const firstDays = new Map(clients.map(({ clientId, firstOn }) => [clientId, epochDayOf(firstOn)]));
  const purchasesOf = group(purchases, ({ clientId }) => clientId);
  const termsOf = group(terms, ({ clientId }) => clientId);
  const isActive = (clientId: string, from: number, to: number): boolean =>
    (purchasesOf.get(clientId) ?? []).some((line) =>
      [line.firstOn, line.lastOn].some((date) => epochDayOf(date) >= from && epochDayOf(date) < to),
    ) ||
    (termsOf.get(clientId) ?? []).some(
      (term) => epochDayOf(term.startsOn) < to && epochDayOf(term.endsOn) >= from,
    );
  const beganWith = group(behaviours, ({ firstProduct }) => firstProduct ?? "");
  return [...beganWith]
    .filter(([product, members]) => product !== "" && members.length >= FEWEST_CLIENTS)
    .map(([product, members]) => ({
      product,
      clients: members.length,
      years: Array.from({ length: MOST_YEARS - 1 }, (_, at) => at + 2).flatMap((year) => {
        const windows = members.flatMap(({ clientId }) => {
          const firstDay = firstDays.get(clientId);
          if (firstDay === undefined) return [];
          const to = addMonths(firstDay, 12 * year);
          return to <= asOfDay ? [{ clientId, from: addMonths(firstDay, 12 * (year - 1)), to }] : [];
        });
        if (windows.length < FEWEST_CLIENTS) return [];
        const active = windows.filter(({ clientId, from, to }) => isActive(clientId, from, to)).length;
        return [{ year, clients: windows.length, active: shareInterval(active, windows.length) }];
      }),
    }))
    .sort((a, b) => b.clients - a.clients || (a.product < b.product ? -1 : 1));
}
