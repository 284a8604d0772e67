import type { Account, Firmographics } from "../../account.js";
import { DAYS_A_YEAR, daysBetween } from "../../numerics/calendar.js";
import type { Deal } from "../prospect.js";
import { type DealDays, decidedDeals } from "./decided-deals.js";

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

/**
 * The closed deals by which accounts were won or not: of an account all up to its first win by date (what is sold to
 * a client later says nothing of winning one); none of a client without a recorded win. Undated deals come first. With `asOf` only
 * those opened long enough ago to be decided (`decidedDeals`).
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
  const found: (DealDays & { readonly firmographics: Firmographics; readonly isWon: boolean })[] = [];
  let withoutAccount = 0;
  for (const accountId of [...byAccount.keys()].sort()) {
    const own = [...(byAccount.get(accountId) ?? [])].sort(inTime);
    const firstWin = own.findIndex((deal) => deal.outcome === "won");
    if (firstWin < 0 && isClient.has(accountId)) continue;
    for (const deal of firstWin < 0 ? own : own.slice(0, firstWin + 1)) {
      const firmographics = deal.firmographics ?? known.get(accountId);
      if (firmographics === undefined) withoutAccount++;
      else {
        const { createdOn, decidedOn = null, outcome } = deal;
        found.push({ createdOn, decidedOn, firmographics, isWon: outcome === "won" });
      }
    }
  }
  const told = asOf === undefined ? found : decidedDeals(found, asOf);
  return {
    accounts: told.map(({ firmographics }) => ({ firmographics })),
    outcomes: Float64Array.from(told, ({ isWon }) => (isWon ? 1 : 0)),
    years: Float64Array.from(told, ({ createdOn }) =>
      asOf === undefined || createdOn === null ? Number.NaN : daysBetween(createdOn, asOf) / DAYS_A_YEAR,
    ),
    withoutAccount,
  };
}

function inTime(a: Deal, b: Deal): number {
  const [first, second] = [a.createdOn ?? "", b.createdOn ?? ""];
  if (first !== second) return first < second ? -1 : 1;
  // Undated or on one day: a loss before a win, so that the win ends the series.
  return (a.outcome === "won" ? 1 : 0) - (b.outcome === "won" ? 1 : 0);
}
