import { quantile } from "d3";
import type { Account, Firmographics } from "../account.js";
import { DAYS_A_YEAR, daysBetween } from "../numerics/calendar.js";
import type { Deal } from "./prospect.js";

/** Deals that tell how accounts are won, with what is known of the account. */
export interface TrainingDeals {
  readonly accounts: readonly { readonly firmographics: Firmographics }[];
  /** 1 won, 0 lost. */
  readonly outcomes: Float64Array;
  /** From the day each was opened to today; NaN where not known. */
  readonly years: Float64Array;
  /** Closed deals whose account is not known. */
  readonly withoutAccount: number;
}

/** Of deals, this share is decided within the time that the latest are left out for. */
const DECIDED = 0.9;
const LEAST_KEPT = 0.5;

/**
 * The closed deals by which accounts were won or not: of an account all up to its first win by date (what is sold to
 * a client later says nothing of winning one); none of a client without a recorded win. Undated deals come first.
 *
 * Of deals opened lately only the quick ones are closed, more of them won or fewer. So with `asOf`, those opened less
 * than the time ago in which 90 % of deals were decided are left out, where that leaves at least half.
 */
export function trainingDeals(
  deals: readonly Deal[],
  clients: readonly Account[],
  prospects: readonly Account[],
  asOf?: string,
): TrainingDeals {
  const isClient = new Set(clients.map((client) => client.accountId));
  const byAccount = new Map<string, Deal[]>();
  for (const deal of deals) {
    if (deal.outcome === "open") continue;
    const own = byAccount.get(deal.accountId);
    if (own === undefined) byAccount.set(deal.accountId, [deal]);
    else own.push(deal);
  }
  const known = new Map<string, Firmographics>();
  for (const list of [prospects, clients]) {
    for (const { accountId, firmographics } of list) {
      if (byAccount.has(accountId)) known.set(accountId, firmographics);
    }
  }
  const found: { readonly firmographics: Firmographics; readonly deal: Deal }[] = [];
  let withoutAccount = 0;
  for (const accountId of [...byAccount.keys()].sort()) {
    const own = [...(byAccount.get(accountId) ?? [])].sort(inTime);
    const firstWin = own.findIndex((deal) => deal.outcome === "won");
    if (firstWin < 0 && isClient.has(accountId)) continue;
    for (const deal of firstWin < 0 ? own : own.slice(0, firstWin + 1)) {
      const firmographics = deal.firmographics ?? known.get(accountId);
      if (firmographics === undefined) withoutAccount++;
      else {
        found.push({ firmographics, deal });
      }
    }
  }
  const told = asOf === undefined ? found : opened(found, asOf);
  return {
    accounts: told.map(({ firmographics }) => ({ firmographics })),
    outcomes: Float64Array.from(told, ({ deal }) => (deal.outcome === "won" ? 1 : 0)),
    years: Float64Array.from(told, ({ deal: { createdOn } }) =>
      asOf === undefined || createdOn === null ? Number.NaN : daysBetween(createdOn, asOf) / DAYS_A_YEAR,
    ),
    withoutAccount,
  };
}

/** Those opened long enough ago to be decided mostly; all where they are the lesser part. */
function opened<Row extends { readonly deal: Deal }>(rows: readonly Row[], asOf: string): readonly Row[] {
  const waits = rows.flatMap(({ deal: { createdOn, decidedOn } }) =>
    createdOn === null || decidedOn == null ? [] : [Math.max(0, daysBetween(createdOn, decidedOn))],
  );
  const days = quantile(waits, DECIDED) ?? 0;
  const kept = rows.filter(
    ({ deal: { createdOn } }) => createdOn === null || daysBetween(createdOn, asOf) >= days,
  );
  return kept.length >= LEAST_KEPT * rows.length ? kept : rows;
}

function inTime(a: Deal, b: Deal): number {
  const [first, second] = [a.createdOn ?? "", b.createdOn ?? ""];
  if (first !== second) return first < second ? -1 : 1;
  // Undated or on one day: a loss before a win, so that the win ends the series.
  return (a.outcome === "won" ? 1 : 0) - (b.outcome === "won" ? 1 : 0);
}
