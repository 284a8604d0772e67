import type { Account } from "../../src/model/account.js";
import type { ClosedDeal, MarketPurchase } from "../../src/model/market/market-rows.js";
import type { ImpactClient, Initiative } from "../../src/model/performance/initiative-reach.js";
import type { PurchaseOfQuarter, TermOfClient } from "../../src/model/performance/quarterly-panel.js";
import { clientsTable, prospectsTable } from "../../src/model/world/account-tables.js";
import { openAccounts } from "../../src/model/world/accounts.js";
import { billing, contractsTable } from "../../src/model/world/billing-tables.js";
import { initiativesTable } from "../../src/model/world/company-tables.js";
import { foundVendor } from "../../src/model/world/deal.js";
import { opportunitiesOf, opportunitiesTable } from "../../src/model/world/opportunities.js";
import { worldSize } from "../../src/model/world/options.js";
import { selectBySelling } from "../../src/model/world/selection.js";
import type { Cell, Table } from "../../src/model/world/table.js";
import { worldSettings } from "../../src/model/world/world-settings.js";
import { WORLD_FEATURES } from "./_world-clients.js";

/** What the analyses of a world's decisions start from, without the detour over exports and value models. */
export interface WorldDecisions {
  readonly asOf: string;
  readonly clients: readonly (ImpactClient & { readonly firstOn: string })[];
  /** Clients and prospects, as the CRM knows them. */
  readonly accounts: readonly Account[];
  readonly purchases: readonly (PurchaseOfQuarter & MarketPurchase)[];
  readonly terms: readonly TermOfClient[];
  readonly deals: readonly ClosedDeal[];
  readonly initiatives: readonly Initiative[];
}

/**
 * The tables of `generateWorld` at the sample's size, read as the warehouse reads them; the truth about every prospect,
 * which takes most of the time, is not asked for. `prospects` matter for lost deals alone, whose companies they hold.
 */
export function worldDecisions(seed: number, effects: "planted" | "none", prospects: number): WorldDecisions {
  const vendor = foundVendor(worldSize({ seed, effects, prospects }));
  const accounts = openAccounts(vendor, selectBySelling(vendor.size));
  const settings = worldSettings(0.3, prospects);
  const clientRows = records(clientsTable(vendor, accounts));
  const clients = clientRows.map((row) => ({
    clientId: textOf(row.client_id) ?? "",
    firstOn: textOf(row.acquired_on) ?? "",
    columns: { success_owner: textOf(row.success_owner), industry: textOf(row.industry) },
  }));
  const known = new Set(clients.map(({ clientId }) => clientId));
  const seen = new Set<string>();
  const purchases = records(billing(vendor, accounts).exported).flatMap((row) => {
    const id = textOf(row.transaction_id) ?? "";
    const clientId = textOf(row.client_id) ?? "";
    const date = textOf(row.date) ?? "";
    if (seen.has(id) || !known.has(clientId) || date === "2024-02-30") return [];
    seen.add(id);
    const kind = textOf(row.kind) ?? "other";
    const rate = settings.exchangeRates[textOf(row.currency) ?? ""] ?? 1;
    const margin = Number(row.amount) * rate * (settings.margin.byKind[kind] ?? settings.margin.default);
    const quarter = `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
    return [{ clientId, quarter, kind, product: textOf(row.product), margin, orders: 1 }];
  });
  const terms = records(contractsTable(vendor, accounts)).map((row) => ({
    clientId: textOf(row.client_id) ?? "",
    startsOn: textOf(row.start) ?? "",
    endsOn: textOf(row.end) ?? "",
    renewed: row.status === "renewed" ? true : row.status === "expired" ? false : null,
  }));
  const deals = records(opportunitiesTable(vendor, opportunitiesOf(vendor, accounts))).flatMap((row) => {
    const closedOn = textOf(row.closed_on);
    const accountId = textOf(row.account_id) ?? "";
    return closedOn === null
      ? []
      : [{ accountId, closedOn, amount: Number(row.amount), product: textOf(row.product) }];
  });
  const initiatives = records(initiativesTable(vendor)).map((row) => ({
    name: textOf(row.name) ?? "",
    startsOn: textOf(row.start) ?? "",
    endsOn: textOf(row.end),
    field: textOf(row.field),
    values: (textOf(row.values) ?? "").split(";"),
  }));
  const prospectRows = records(prospectsTable(vendor, accounts));
  return {
    asOf: settings.asOf,
    clients,
    accounts: [
      ...clientRows.map((row) => accountOf(row, "client_id")),
      ...prospectRows.map((row) => accountOf(row, "prospect_id")),
    ],
    purchases,
    terms,
    deals,
    initiatives,
  };
}

function accountOf(row: Record<string, Cell>, id: string): Account {
  return {
    accountId: textOf(row[id]) ?? "",
    name: textOf(row.name) ?? "",
    firmographics: Object.fromEntries(WORLD_FEATURES.map(({ name }) => [name, row[name] ?? null])),
  };
}

function textOf(cell: Cell | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}

function records({ columns, rows }: Table): Record<string, Cell>[] {
  return Array.from(rows, (row) =>
    Object.fromEntries(columns.map((column, place) => [column, row[place] ?? null])),
  );
}
