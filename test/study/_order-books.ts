import { daysBetween } from "../../src/model/numerics/calendar.js";
import type { Snapshot } from "../../src/model/value/tournament/snapshot.js";
import { sharedCsv, sharedText } from "../model/value/cdnow.js";
import { orderingClient } from "../model/value/client-histories.js";

/** Revenue by customer and ISO date, same-day purchases merged. */
export type OrderBook = ReadonlyMap<string, ReadonlyMap<string, number>>;

function orderBook(purchases: readonly { customer: string; date: string; amount: number }[]): OrderBook {
  const book = new Map<string, Map<string, number>>();
  for (const { customer, date, amount } of purchases) {
    const days = book.get(customer) ?? new Map<string, number>();
    book.set(customer, days.set(date, (days.get(date) ?? 0) + amount));
  }
  return book;
}

/** CDNOW, the tenth of customers or all; the sample's customers by the numbers it or the master gives them. */
export function cdnowBook(file: "sample" | "master", numbering: "sample" | "master" = file): OrderBook {
  return orderBook(
    sharedText(`real/cdnow/CDNOW_${file}.txt`)
      .split("\n")
      .flatMap((line) => {
        const [first = "", ...rest] = line.trim().split(/\s+/);
        const [customer = "", day = "", , amount = ""] =
          file === "master" ? [first, ...rest] : numbering === "master" ? [first, ...rest.slice(1)] : rest;
        if (!/^\d{8}$/.test(day)) return [];
        const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`;
        return [{ customer, date, amount: Number(amount) }];
      }),
  );
}

/** Grocery purchases; the log has no amounts, every day counts 1. */
export function groceryBook(): OrderBook {
  return orderBook(
    sharedCsv("real/grocery/btydplus_groceryElog.csv").map((row) => {
      const [customer = "", date = ""] = Object.values(row).map((cell) => cell.replaceAll('"', ""));
      return { customer, date, amount: 1 };
    }),
  );
}

/** The customers of a book as known on a day. */
export function snapshotOf(book: OrderBook, asOf: string): Snapshot {
  return {
    asOf,
    histories: [...book].flatMap(([customer, days]) => {
      const seen = [...days].filter(([day]) => day <= asOf);
      if (seen.length === 0) return [];
      const history = orderingClient(customer, seen, {}, asOf);
      const logGapDays = logGapsOf(seen.map(([day]) => day));
      return [{ ...history, orders: { ...history.orders, logGapDays } }];
    }),
  };
}

/** Σ ln of the days between successive order days. */
function logGapsOf(days: readonly string[]): number {
  const sorted = [...days].sort();
  return sorted
    .slice(1)
    .reduce((sum, day, index) => sum + Math.log(daysBetween(sorted[index] ?? day, day)), 0);
}

/** First day of a book. */
export function firstDayOf(book: OrderBook): string {
  const [first] = [...book.values()].flatMap((days) => [...days.keys()]).sort();
  if (first === undefined) throw new Error("the order book is empty");
  return first;
}
