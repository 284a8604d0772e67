import { clientsTable, prospectsTable } from "./account-tables.js";
import { openAccounts } from "./accounts.js";
import { judgementsTable, plansTable, signalsTable } from "./aftersale-tables.js";
import { billing, contractsTable } from "./billing-tables.js";
import { initiativesTable, productsTable } from "./company-tables.js";
import { controlsTable } from "./controls.js";
import { foundVendor } from "./deal.js";
import { leadsTable } from "./leads.js";
import { opportunitiesOf, opportunitiesTable } from "./opportunities.js";
import { type WorldOptions, worldSize } from "./options.js";
import { attainments, quotasTable } from "./quotas.js";
import { selectBySelling } from "./selection.js";
import { spendTable } from "./spend.js";
import type { Table, TableName } from "./table.js";
import { type Truth, tellTruth } from "./truth.js";
import { type WorldSettings, worldSettings } from "./world-settings.js";

/** A synthetic vendor with its exports, its settings, and the truth that made them. */
export interface World {
  readonly tables: Readonly<Record<TableName, Table>>;
  readonly settings: WorldSettings;
  readonly truth: Truth;
}

/**
 * A believable B2B vendor over seven years to 2025-12-31, with planted effects that are written down in `truth`.
 *
 * Companies are drawn from one universe; clients are those that selling won. The same options give the same world.
 * Rows of long tables are made while they are read, so that a world may be larger than memory.
 *
 * @throws RangeError on sizes that are not whole numbers, or fewer transactions than purchases.
 */
export function generateWorld(options: WorldOptions): World {
  const vendor = foundVendor(worldSize(options));
  const accounts = openAccounts(vendor, selectBySelling(vendor.size));
  const opportunities = opportunitiesOf(vendor, accounts);
  const quotas = attainments(vendor, opportunities);
  const { exported, booked, faults } = billing(vendor, accounts);
  const spend = spendTable(vendor);
  const truth = tellTruth(vendor, accounts, { spend, quotas, faults });
  const expected = new Map([
    ...truth.clients.map(({ clientId, expectedClv }) => [clientId, expectedClv] as const),
    ...truth.prospects.map(({ prospectId, expectedClv }) => [prospectId, expectedClv] as const),
  ]);
  return {
    tables: {
      transactions: exported,
      contracts: contractsTable(vendor, accounts),
      clients: clientsTable(vendor, accounts),
      prospects: prospectsTable(vendor, accounts),
      opportunities: opportunitiesTable(vendor, opportunities),
      leads: leadsTable(vendor, accounts, opportunities),
      spend,
      quotas: quotasTable(quotas),
      initiatives: initiativesTable(vendor),
      products: productsTable(),
      signals: signalsTable(vendor, accounts),
      judgements: judgementsTable(vendor, accounts, (accountId) => expected.get(accountId) ?? 0),
      plans: plansTable(vendor, accounts),
      controls: controlsTable(booked),
    },
    settings: worldSettings(
      accounts.clients.length / (accounts.clients.length + accounts.lost.length),
      accounts.prospects.length,
    ),
    truth,
  };
}
