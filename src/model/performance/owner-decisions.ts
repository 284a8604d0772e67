import { group } from "d3";
import { addMonths, DAYS_A_YEAR, epochDayOf } from "../numerics/calendar.js";

/** A client's business on some days, as far as staying goes. */
export interface PurchaseDays {
  readonly clientId: string;
  readonly firstOn: string;
  readonly lastOn: string;
}

/** A contract term and whether another followed; null where that is not known yet. */
export interface DecidedTerm {
  readonly clientId: string;
  readonly product: string | null;
  readonly line: number;
  /** 1: the first of its line. */
  readonly term: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly renewed: boolean | null;
}

/** A time at which a client stayed or left: a contract up for renewal, or a year in which it might have come back. */
export interface StayDecision {
  readonly clientId: string;
  readonly by: "contract" | "orders";
  /** 1: the first that the client faced. */
  readonly number: number;
  /** Whole years that the term before it lasted; 1 for orders. */
  readonly years: number;
  /** The last day before it, counted from 1970-01-01: what was known of the client then came first. */
  readonly day: number;
  readonly stayed: boolean;
}

const TAKEOVER_DAYS = 90;
const LAST_NUMBER = 3;

/** What like decisions share: contract or orders, the first, second or later, after terms of the same length. */
export function decisionStratum({
  by,
  number,
  years,
}: Pick<StayDecision, "by" | "number" | "years">): string {
  return `${by} ${Math.min(LAST_NUMBER, number)} ${years}`;
}

/**
 * Every decision of every client that has fallen, in the order of the clients.
 *
 * A client with contracts decides when a term ends; a contract of its that takes over within 90 days counts as staying.
 * A client without decides once a year of its life: it stays when it buys in years 2, 3, …, and the first such year
 * without business is its last decision. Years that are not over count for nothing.
 */
export function stayDecisions(
  clients: readonly { readonly clientId: string; readonly firstOn: string }[],
  purchases: readonly PurchaseDays[],
  terms: readonly DecidedTerm[],
  asOf: string,
): StayDecision[] {
  const asOfDay = epochDayOf(asOf);
  const purchasesOf = group(purchases, ({ clientId }) => clientId);
  const termsOf = group(terms, ({ clientId }) => clientId);
  return clients.flatMap(({ clientId, firstOn }) => {
    const own = termsOf.get(clientId);
    return own
      ? own.flatMap((term) => renewalDecision(term, own))
      : returnDecisions(clientId, epochDayOf(firstOn), purchasesOf.get(clientId) ?? [], asOfDay);
  });
}

function renewalDecision(term: DecidedTerm, all: readonly DecidedTerm[]): StayDecision[] {
  if (term.renewed === null) return [];
  const endDay = epochDayOf(term.endsOn);
  const stayed =
    term.renewed ||
    all.some(
      ({ startsOn, endsOn }) =>
        epochDayOf(startsOn) <= endDay + TAKEOVER_DAYS && epochDayOf(endsOn) > endDay + TAKEOVER_DAYS,
    );
  const years = Math.max(1, Math.round((endDay - epochDayOf(term.startsOn)) / DAYS_A_YEAR));
  return [{ clientId: term.clientId, by: "contract", number: term.term, years, day: endDay, stayed }];
}

function returnDecisions(
  clientId: string,
  firstDay: number,
  purchases: readonly PurchaseDays[],
  asOfDay: number,
): StayDecision[] {
  const days = purchases.flatMap(({ firstOn, lastOn }) => [epochDayOf(firstOn), epochDayOf(lastOn)]);
  const decisions: StayDecision[] = [];
  for (let number = 1; ; number++) {
    const from = addMonths(firstDay, 12 * number);
    const to = addMonths(firstDay, 12 * (number + 1));
    if (to > asOfDay) return decisions;
    const stayed = days.some((day) => day >= from && day < to);
    decisions.push({ clientId, by: "orders", number, years: 1, day: from - 1, stayed });
    if (!stayed) return decisions;
  }
}
