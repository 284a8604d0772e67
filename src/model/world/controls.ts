import { EXCHANGE_RATES } from "./markets.js";
import { lazyTable, type Table } from "./table.js";

interface YearTotals {
  revenueCents: number;
  invoices: number;
  readonly clients: Set<string>;
}

const RATES: Readonly<Record<string, number>> = EXCHANGE_RATES;

/** Rounds halves away from zero, as books do. */
function roundHalfAway(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}

function totalsByYear({ columns, rows }: Table): ReadonlyMap<string, YearTotals> {
  const [client, date, amount, currency] = ["client_id", "date", "amount", "currency"].map((name) =>
    columns.indexOf(name),
  );
  const totals = new Map<string, YearTotals>();
  for (const row of rows) {
    const year = String(row[date ?? -1]).slice(0, 4);
    const inYear = totals.get(year) ?? { revenueCents: 0, invoices: 0, clients: new Set() };
    totals.set(year, inYear);
    const rate = Math.round((RATES[String(row[currency ?? -1])] ?? 1) * 1000);
    inYear.revenueCents += roundHalfAway((Math.round(Number(row[amount ?? -1]) * 100) * rate) / 1000);
    inYear.invoices += 1;
    inYear.clients.add(String(row[client ?? -1]));
  }
  return totals;
}

/** Finance's totals by calendar year from its books: revenue in EUR (each line to the cent), lines, clients invoiced. */
export function controlsTable(booked: Table): Table {
  return lazyTable(["period", "measure", "value"], function* () {
    for (const [year, { revenueCents, invoices, clients }] of [...totalsByYear(booked)].sort()) {
      yield [year, "revenue", revenueCents / 100];
      yield [year, "invoices", invoices];
      yield [year, "clients", clients.size];
    }
  });
}
