import { epochDayOf } from "../numerics/calendar.js";
import { type Client, lifeOfClient } from "./accounts.js";
import type { Vendor } from "./deal.js";
import type { Purchase } from "./life.js";
import type { Cell } from "./table.js";

/** A row of the transactions export that a reader must reject, and what finance's books hold of it. */
export interface Fault {
  readonly transactionId: string;
  readonly fault: "client unknown to the CRM" | "day that does not exist" | "exported twice";
  readonly row: readonly Cell[];
  /** The row in finance's books; null where finance has it once already. */
  readonly inFinance: readonly Cell[] | null;
}

const MISDATED = { written: "2024-02-30", meant: "2024-02-28", amount: 1840 } as const;
const ORPHAN = { clientId: "C-OLD-17", date: "2021-05-18", amount: 4380 } as const;

/** A purchase of the days around: a client that has one may well have another. */
function isNearMeant({ day }: Purchase): boolean {
  return Math.abs(day - epochDayOf(MISDATED.meant)) < 30;
}

/** One fault of each kind; `firstRow` is the transaction that is exported twice. */
export function transactionFaults(
  vendor: Vendor,
  clients: readonly Client[],
  firstRow: readonly Cell[],
): readonly Fault[] {
  const owner = vendor.salesForce.successOwners[0] ?? null;
  const client = clients.find((each) => lifeOfClient(vendor, each).purchases.some(isNearMeant)) ?? clients[0];
  const services = (id: string, clientId: string, date: string, amount: number): readonly Cell[] => [
    ...[id, clientId, date, amount],
    ...["EUR", "services", "Consulting", owner],
  ];
  const misdated = (date: string): readonly Cell[] =>
    services("T-9002", client?.clientId ?? "", date, MISDATED.amount);
  const orphan = services("T-9001", ORPHAN.clientId, ORPHAN.date, ORPHAN.amount);
  return [
    { transactionId: "T-9001", fault: "client unknown to the CRM", row: orphan, inFinance: orphan },
    {
      transactionId: "T-9002",
      fault: "day that does not exist",
      row: misdated(MISDATED.written),
      inFinance: misdated(MISDATED.meant),
    },
    { transactionId: String(firstRow[0]), fault: "exported twice", row: firstRow, inFinance: null },
  ];
}
