import { type Accounts, type Client, lifeOfClient } from "./accounts.js";
import type { Vendor } from "./deal.js";
import { type Fault, transactionFaults } from "./faults.js";
import { type Cell, dateCell, inCurrency, lazyTable, type Table } from "./table.js";
import { AS_OF_DAY } from "./timeline.js";

const TRANSACTION_COLUMNS = [
  "transaction_id",
  "client_id",
  "date",
  "amount",
  "currency",
  "kind",
  "product",
  "owner",
] as const;

/** Purchases up to the as-of date of all clients: one transaction each unless split. */
function purchaseCount(vendor: Vendor, clients: readonly Client[]): number {
  return clients.reduce(
    (count, client) =>
      count + lifeOfClient(vendor, client).purchases.filter(({ day }) => day <= AS_OF_DAY).length,
    0,
  );
}

/** An amount in `lines` parts of whole cents that sum to it. */
function splitAmount(amount: number, lines: number): readonly number[] {
  const cents = Math.round(amount * 100);
  const each = Math.trunc(cents / lines);
  return Array.from({ length: lines }, (_, line) => (line === 0 ? cents - each * (lines - 1) : each) / 100);
}

/** Rows of the billing system, client by client. */
function* genuineTransactions(
  vendor: Vendor,
  clients: readonly Client[],
  purchases: number,
): Generator<readonly Cell[]> {
  const total = vendor.size.transactions ?? purchases;
  const idLength = String(total + 10).length;
  let purchaseNumber = 0;
  let written = 0;
  for (const client of clients) {
    const { currency } = client.company.market;
    const rep = vendor.salesForce.reps[client.deal.seller]?.name ?? null;
    for (const { day, kind, product, amount } of lifeOfClient(vendor, client).purchases) {
      if (day > AS_OF_DAY) continue;
      purchaseNumber += 1;
      const lines = Math.floor((purchaseNumber * total) / purchases) - written;
      for (const part of splitAmount(inCurrency(amount, currency), lines)) {
        written += 1;
        const id = `T${String(written).padStart(idLength, "0")}`;
        const owner = kind === "initial" ? rep : client.successOwner;
        yield [id, client.clientId, dateCell(day), part, currency, kind, product, owner];
      }
    }
  }
}

/** The billing system's side of a world. */
export interface Billing {
  /** Transactions as exported, with the faulty rows last. */
  readonly exported: Table;
  /** Transactions as finance's books hold them. */
  readonly booked: Table;
  readonly faults: readonly Fault[];
}

/** @throws RangeError when fewer transactions are asked for than the clients make purchases. */
export function billing(vendor: Vendor, { clients }: Accounts): Billing {
  const purchases = purchaseCount(vendor, clients);
  const { transactions } = vendor.size;
  if (transactions !== null && transactions < purchases) {
    throw new RangeError(
      `transactions is ${transactions}, but ${clients.length} clients make ${purchases} purchases: ` +
        "ask for at least as many, or for fewer clients.",
    );
  }
  const [firstRow] = genuineTransactions(vendor, clients, purchases);
  const faults = transactionFaults(vendor, clients, firstRow ?? []);
  const withFaults = (rowOf: (fault: Fault) => readonly Cell[] | null): Table =>
    lazyTable(TRANSACTION_COLUMNS, function* () {
      yield* genuineTransactions(vendor, clients, purchases);
      for (const fault of faults) {
        const row = rowOf(fault);
        if (row !== null) yield row;
      }
    });
  return { exported: withFaults(({ row }) => row), booked: withFaults(({ inFinance }) => inFinance), faults };
}

/** Contract terms that began by the as-of date. */
export function contractsTable(vendor: Vendor, { clients }: Accounts): Table {
  const columns = [
    "contract_id",
    "client_id",
    "product",
    "start",
    "end",
    "amount",
    "currency",
    "status",
    "auto_renew",
  ];
  return lazyTable(columns, function* () {
    let number = 0;
    for (const client of clients) {
      const { currency } = client.company.market;
      const terms = lifeOfClient(vendor, client).terms.filter(({ startDay }) => startDay <= AS_OF_DAY);
      for (const [position, { startDay, endDay, amount }] of terms.entries()) {
        number += 1;
        const status = position < terms.length - 1 ? "renewed" : endDay >= AS_OF_DAY ? "active" : "expired";
        yield [
          ...[`K${String(number).padStart(5, "0")}`, client.clientId, client.deal.product],
          ...[dateCell(startDay), dateCell(endDay), inCurrency(amount, currency), currency, status],
          client.company.index % 3 === 0 ? "no" : "yes",
        ];
      }
    }
  });
}
