import { type DecidedTerm, stayDecisions } from "../../src/model/performance/owner-decisions.js";
import type { LabelledRecord } from "../../src/model/performance/owner-leaving-claims.js";
import { acquisitions, type FirstBusiness } from "../../src/model/performance/owner-of-client.js";
import { stayRecords } from "../../src/model/performance/owner-stay-record.js";
import { type Attainments, quotaAttainment } from "../../src/model/performance/quota-attainment.js";
import { generateWorld } from "../../src/model/world/generate-world.js";
import type { Table } from "../../src/model/world/table.js";

/** What the tests of claims on sales performance are given, for one synthetic world. */
export interface WorldPerformance {
  readonly byRep: readonly LabelledRecord[];
  readonly byProduct: readonly LabelledRecord[];
  readonly attainments: Attainments;
  /** The rep and the product that were planted. */
  readonly hunter: string;
  readonly leakyProduct: string;
}

const FEWEST_PROSPECTS = 20;
/** Days after the end of a term within which a late renewal may still be booked, as when exports are read. */
const GRACE_DAYS = 45;

/** A synthetic world by way of its tables, without the detour over files and the engine that reads them. */
export function worldPerformance(
  seed: number,
  clientCount: number,
  effects: "planted" | "none",
): WorldPerformance {
  const { tables, truth } = generateWorld({
    seed,
    clients: clientCount,
    prospects: FEWEST_PROSPECTS,
    effects,
  });
  const asOf = truth.asOf;
  const purchases = records(tables.transactions)
    .filter((row) => row.text("client_id").startsWith("C") && /^\d{4}-\d\d-\d\d$/.test(row.text("date")))
    .map((row): FirstBusiness & { lastOn: string } => ({
      clientId: row.text("client_id"),
      firstOn: row.text("date"),
      lastOn: row.text("date"),
      product: row.textOrNull("product"),
      owner: row.textOrNull("owner"),
      revenue: row.number("amount"),
    }))
    .filter(({ firstOn }) => !Number.isNaN(Date.parse(firstOn)) && firstOn !== "2024-02-30");
  const terms = termsOf(records(tables.contracts), asOf);
  const starts = new Map<string, string>();
  for (const { clientId, firstOn } of purchases) {
    const known = starts.get(clientId);
    if (known === undefined || firstOn < known) starts.set(clientId, firstOn);
  }
  const clients = records(tables.clients).flatMap((row) => {
    const clientId = row.text("client_id");
    const firstOn = starts.get(clientId);
    return firstOn === undefined
      ? []
      : [{ clientId, firstOn, leftTruncated: false, owner: row.textOrNull("owner") }];
  });
  const won = acquisitions(clients, purchases);
  const stays = stayRecords(stayDecisions(clients, purchases, terms, asOf));
  const labelled = (of: "rep" | "firstProduct"): LabelledRecord[] =>
    stays.map((record) => ({
      ...record,
      label: won.get(record.clientId)?.[of] ?? null,
      year: (starts.get(record.clientId) ?? "").slice(0, 4),
    }));
  const bookings = records(tables.opportunities)
    .filter((row) => row.text("stage") === "won")
    .map((row) => ({ owner: row.text("owner"), on: row.text("closed_on"), amount: row.number("amount") }));
  const quotas = records(tables.quotas).map((row) => ({
    owner: row.text("owner"),
    period: row.text("period"),
    quota: row.number("quota"),
  }));
  return {
    byRep: labelled("rep"),
    byProduct: labelled("firstProduct"),
    attainments: quotaAttainment(quotas, bookings, asOf),
    hunter: truth.hunter.rep,
    leakyProduct: truth.leakyProduct.product,
  };
}

interface Row {
  text(column: string): string;
  textOrNull(column: string): string | null;
  number(column: string): number;
}

function records({ columns, rows }: Table): Row[] {
  const places = new Map(columns.map((column, place) => [column, place]));
  return [...rows].map((row) => {
    const cell = (column: string) => row[places.get(column) ?? -1] ?? null;
    const textOrNull = (column: string) => {
      const value = cell(column);
      return value === null ? null : String(value);
    };
    return {
      textOrNull,
      text: (column) => textOrNull(column) ?? "",
      number: (column) => Number(cell(column)),
    };
  });
}

function termsOf(rows: readonly Row[], asOf: string): DecidedTerm[] {
  const graceStart = new Date(Date.parse(asOf) - GRACE_DAYS * 86_400_000).toISOString().slice(0, 10);
  const counts = new Map<string, number>();
  const numbered = rows.map((row) => {
    const clientId = row.text("client_id");
    const term = (counts.get(clientId) ?? 0) + 1;
    counts.set(clientId, term);
    return { clientId, term, row };
  });
  return numbered.map(({ clientId, term, row }) => {
    const endsOn = row.text("end");
    const isLast = term === counts.get(clientId);
    return {
      clientId,
      product: row.textOrNull("product"),
      line: 1,
      term,
      startsOn: row.text("start"),
      endsOn,
      renewed: isLast ? (endsOn < graceStart ? false : null) : true,
    };
  });
}
