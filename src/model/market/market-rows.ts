import type { Account } from "../account.js";
import { quarterNumber, quarterNumberOf } from "../numerics/quarter.js";
import { lastWholeQuarter } from "../performance/quarterly-panel.js";

/** A deal that was won or lost. */
export interface ClosedDeal {
  readonly accountId: string;
  readonly closedOn: string;
  readonly amount: number;
  readonly product: string | null;
}

export interface MarketPurchase {
  readonly clientId: string;
  readonly quarter: string;
  readonly kind: string;
  readonly product: string | null;
  readonly margin: number;
}

/** An account's first deal, and what a client brought after it. */
export interface MarketRow {
  readonly account: Account;
  /** The day the deal was won or lost, or of the first purchase. */
  readonly on: string;
  readonly product: string | null;
  /** Amount of the first deal, or margin of the first quarter; above 0. */
  readonly first: number;
  /**
   * Margin of the first five quarters without the first quarter's initial business, over that initial business: null
   * for accounts that were not won, or not five whole quarters ago.
   */
  readonly further: number | null;
}

export interface MarketRows {
  readonly rows: readonly MarketRow[];
  readonly source: "deals" | "first purchases";
  /** Accounts whose fields are known. */
  readonly known: ReadonlySet<string>;
}

/** A first year, and the first renewal after it. */
const QUARTERS_SEEN = 5;
const FEWEST_DEALS = 100;

/**
 * What the market offered, account by account: first deals, won or lost, of accounts whose fields are known; first
 * purchases of clients where fewer than 100 such deals are. Everyone is measured at the same age, at the first deal
 * and after five quarters, so an old client is not worth more for being old.
 */
export function marketRows(
  accounts: readonly Account[],
  deals: readonly ClosedDeal[],
  clients: readonly { readonly clientId: string; readonly firstOn: string }[],
  purchases: readonly MarketPurchase[],
  asOf: string,
): MarketRows {
  const known = new Map(accounts.map((account) => [account.accountId, account]));
  const lives = firstQuarters(clients, purchases, asOf);
  const firstDeals = new Map<string, ClosedDeal>();
  for (const deal of deals) {
    const earlier = firstDeals.get(deal.accountId);
    if (deal.amount > 0 && known.has(deal.accountId) && (!earlier || deal.closedOn < earlier.closedOn)) {
      firstDeals.set(deal.accountId, deal);
    }
  }
  const furtherOf = (accountId: string): number | null => {
    const life = lives.get(accountId);
    return life?.complete && life.initial > 0 ? Math.max(0, life.further) / life.initial : null;
  };
  const source = firstDeals.size >= FEWEST_DEALS ? "deals" : "first purchases";
  const rows: MarketRow[] = [];
  if (source === "deals") {
    for (const { accountId, closedOn, amount, product } of firstDeals.values()) {
      const account = known.get(accountId);
      if (account)
        rows.push({ account, on: closedOn, product, first: amount, further: furtherOf(accountId) });
    }
  } else {
    for (const { clientId, firstOn } of clients) {
      const account = known.get(clientId);
      const life = lives.get(clientId);
      if (!account || !life || !(life.initial > 0)) continue;
      rows.push({
        account,
        on: firstOn,
        product: life.product,
        first: life.initial,
        further: furtherOf(clientId),
      });
    }
  }
  return { rows, source, known: new Set(known.keys()) };
}

interface FirstQuarters {
  initial: number;
  further: number;
  product: string | null;
  readonly complete: boolean;
  readonly entered: number;
}

/** Initial business and what followed it in the first five quarters; without kinds, the first quarter is the initial one. */
function firstQuarters(
  clients: readonly { readonly clientId: string; readonly firstOn: string }[],
  purchases: readonly MarketPurchase[],
  asOf: string,
): Map<string, FirstQuarters> {
  const last = lastWholeQuarter(asOf);
  const lives = new Map<string, FirstQuarters>();
  for (const { clientId, firstOn } of clients) {
    const entered = quarterNumberOf(firstOn);
    const complete = entered + QUARTERS_SEEN - 1 <= last;
    lives.set(clientId, { initial: 0, further: 0, product: null, complete, entered });
  }
  const hasInitial = new Set(
    purchases.filter(({ kind }) => kind === "initial").map(({ clientId }) => clientId),
  );
  for (const { clientId, quarter, kind, product, margin } of purchases) {
    const life = lives.get(clientId);
    if (life === undefined) continue;
    const age = quarterNumber(quarter) - life.entered;
    if (age >= QUARTERS_SEEN) continue;
    if (hasInitial.has(clientId) ? kind === "initial" : age <= 0) {
      life.initial += margin;
      life.product ??= product;
    } else life.further += margin;
  }
  return lives;
}

/** Margin of each client's first five quarters, of those that have had them. */
export function firstFiveQuarters(
  clients: readonly { readonly clientId: string; readonly firstOn: string }[],
  purchases: readonly MarketPurchase[],
  asOf: string,
): ReadonlyMap<string, number> {
  const lives = firstQuarters(clients, purchases, asOf);
  return new Map(
    [...lives].flatMap(([clientId, { complete, initial, further }]) =>
      complete ? [[clientId, initial + further] as const] : [],
    ),
  );
}
