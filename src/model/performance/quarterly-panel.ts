import { epochDayOf, isoDateOf } from "../numerics/calendar.js";
import { quarterName, quarterNumber, quarterNumberOf, quarterStart } from "../numerics/quarter.js";

/** A client's business of one kind in a quarter such as 2024-Q1. */
export interface PurchaseOfQuarter {
  readonly clientId: string;
  readonly quarter: string;
  readonly kind: string;
  readonly margin: number;
  readonly orders: number;
}

/** A contract term; `renewed` is null while nobody knows. */
export interface TermOfClient {
  readonly clientId: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly renewed: boolean | null;
}

/** What a client did in each quarter of the panel; all lists are as long as its quarters. */
export interface PanelClient {
  readonly clientId: string;
  /** Index of the quarter in which it was first seen. */
  readonly entered: number;
  readonly margin: readonly number[];
  /** Margin of expansions. */
  readonly expansion: readonly number[];
  /** Orders beside first fees and renewals. */
  readonly orders: readonly number[];
  /** Terms that ended, and had to be renewed or not, with those that were. */
  readonly due: readonly number[];
  readonly renewed: readonly number[];
  /** Under contract on some day of the quarter, or bought in it. */
  readonly busy: readonly boolean[];
}

/** Clients by whole quarters, from the first purchase of anyone to the last quarter that was over by the as-of date. */
export interface QuarterlyPanel {
  readonly quarters: readonly string[];
  readonly clients: readonly PanelClient[];
}

/** Number of the last quarter that was over on the day. */
export function lastWholeQuarter(asOf: string): number {
  const number = quarterNumberOf(asOf);
  return epochDayOf(quarterStart(number + 1)) - 1 <= epochDayOf(asOf) ? number : number - 1;
}

/**
 * The panel of the given clients. A term counts as due in the quarter of the day after its end, when its successor
 * would begin, unless nobody knows yet. Clients first seen after the last whole quarter are left out; without a whole
 * quarter of business the panel is empty.
 */
export function quarterlyPanel(
  clients: readonly { readonly clientId: string; readonly firstOn: string }[],
  purchases: readonly PurchaseOfQuarter[],
  terms: readonly TermOfClient[],
  asOf: string,
): QuarterlyPanel {
  const last = lastWholeQuarter(asOf);
  const entries = clients.flatMap(({ clientId, firstOn }) => {
    const quarter = quarterNumberOf(firstOn);
    return quarter <= last ? [{ clientId, quarter }] : [];
  });
  const first = entries.reduce((least, { quarter }) => Math.min(least, quarter), last + 1);
  const length = last - first + 1;
  const zeros = () => new Array<number>(length).fill(0);
  const lives = new Map(
    entries.map(({ clientId, quarter }) => [
      clientId,
      {
        clientId,
        entered: quarter - first,
        margin: zeros(),
        expansion: zeros(),
        orders: zeros(),
        due: zeros(),
        renewed: zeros(),
        busy: new Array<boolean>(length).fill(false),
      },
    ]),
  );
  for (const { clientId, quarter, kind, margin, orders } of purchases) {
    const at = quarterNumber(quarter) - first;
    const life = lives.get(clientId);
    if (life === undefined || at < 0 || at >= length) continue;
    add(life.margin, at, margin);
    if (kind === "expansion") add(life.expansion, at, margin);
    if (kind !== "initial" && kind !== "renewal") add(life.orders, at, orders);
    life.busy[at] = true;
  }
  for (const { clientId, startsOn, endsOn, renewed } of terms) {
    const life = lives.get(clientId);
    if (life === undefined) continue;
    const from = Math.max(0, quarterNumberOf(startsOn) - first);
    const to = Math.min(length - 1, quarterNumberOf(endsOn) - first);
    for (let at = from; at <= to; at++) life.busy[at] = true;
    const dueAt = quarterNumberOf(nextDay(endsOn)) - first;
    if (renewed === null || dueAt < 0 || dueAt >= length) continue;
    add(life.due, dueAt, 1);
    if (renewed) add(life.renewed, dueAt, 1);
  }
  return {
    quarters: Array.from({ length: Math.max(0, length) }, (_, at) => quarterName(first + at)),
    clients: [...lives.values()],
  };
}

function add(list: number[], at: number, amount: number): void {
  list[at] = (list[at] ?? 0) + amount;
}

function nextDay(isoDate: string): string {
  return isoDateOf(epochDayOf(isoDate) + 1);
}
