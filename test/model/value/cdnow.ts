import { existsSync, readFileSync } from "node:fs";
import type { ClientHistory } from "../../../src/model/value/client-history.js";
import { orderingClient } from "./client-histories.js";

const SHARED = new URL("../../../../shared/", import.meta.url);

/** True where the folder of real data and other tools' results lies beside the checkout. */
export const SHARED_PRESENT = existsSync(SHARED);

export const CALIBRATION_END = "1997-09-30";

/** Text of a file of that folder. */
export function sharedText(path: string): string {
  return readFileSync(new URL(path, SHARED), "utf8");
}

/** Rows of a CSV without quotes, by header. */
export function sharedCsv(path: string): Record<string, string>[] {
  const [header = "", ...lines] = sharedText(path).trim().split(/\r?\n/);
  const names = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]));
  });
}

interface Purchase {
  readonly customer: string;
  readonly date: string;
  readonly amount: number;
}

function cdnowPurchases(file: "sample" | "master"): Purchase[] {
  return sharedText(`real/cdnow/CDNOW_${file}.txt`)
    .split("\n")
    .flatMap((line) => {
      const cells = line.trim().split(/\s+/);
      const [customer = "", date = "", , amount = ""] = file === "sample" ? cells.slice(1) : cells;
      if (!/^\d{8}$/.test(date)) return [];
      return [
        {
          customer,
          date: `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`,
          amount: Number(amount),
        },
      ];
    });
}

interface Cdnow {
  readonly histories: readonly ClientHistory[];
  readonly holdoutRevenue: ReadonlyMap<string, number>;
  /** Days on which a customer bought after 1997-09-30, over all customers. */
  readonly holdoutOrderDays: number;
}

const known = new Map<string, Cdnow>();

/** CDNOW as histories up to 1997-09-30, same-day purchases merged, and each customer's revenue after it; read once. */
export function cdnow(file: "sample" | "master"): Cdnow {
  const found = known.get(file) ?? readCdnow(file);
  known.set(file, found);
  return found;
}

function readCdnow(file: "sample" | "master"): Cdnow {
  const days = new Map<string, Map<string, number>>();
  const holdoutRevenue = new Map<string, number>();
  const holdoutDays = new Set<string>();
  for (const { customer, date, amount } of cdnowPurchases(file)) {
    if (date > CALIBRATION_END) {
      holdoutRevenue.set(customer, (holdoutRevenue.get(customer) ?? 0) + amount);
      holdoutDays.add(`${customer} ${date}`);
      continue;
    }
    const ofCustomer = days.get(customer) ?? new Map<string, number>();
    days.set(customer, ofCustomer.set(date, (ofCustomer.get(date) ?? 0) + amount));
  }
  const histories = [...days].map(([customer, orders]) =>
    orderingClient(customer, [...orders], {}, CALIBRATION_END),
  );
  return { histories, holdoutRevenue, holdoutOrderDays: holdoutDays.size };
}
