import type { Accounts } from "./accounts.js";
import type { Vendor } from "./deal.js";
import { asKnown, FIRMOGRAPHIC_COLUMNS } from "./known-account.js";
import { prospectEntry } from "./prospect-entry.js";
import { dateCell, lazyTable, type Table } from "./table.js";

/** Clients as the CRM knows them. */
export function clientsTable(vendor: Vendor, { clients }: Accounts): Table {
  const columns = [
    ...["client_id", "name", "domain"],
    ...FIRMOGRAPHIC_COLUMNS,
    ...["acquired_on", "acquisition_channel", "owner", "success_owner", "parent_id", "referred_by"],
  ];
  return lazyTable(columns, function* () {
    for (const { clientId, company, naming, deal, successOwner, parentId, referredBy } of clients) {
      const { firmographics, knowsDomain } = asKnown(vendor.size.seed, company, "clients");
      const name = `${naming.name} ${naming.legalForm}`;
      const owner = vendor.salesForce.reps[deal.seller]?.name ?? null;
      yield [
        ...[clientId, name, knowsDomain ? naming.domain : null],
        ...firmographics,
        ...[dateCell(deal.startDay), deal.channel, owner, successOwner, parentId, referredBy],
      ];
    }
  });
}

/** Prospects as the CRM knows them. */
export function prospectsTable(vendor: Vendor, { prospects }: Accounts): Table {
  const columns = [...["prospect_id", "name", "domain"], ...FIRMOGRAPHIC_COLUMNS, "status", "owner"];
  return lazyTable(columns, function* () {
    for (const prospect of prospects) {
      const { name, domain, status, owner } = prospectEntry(vendor, prospect);
      const { firmographics } = asKnown(vendor.size.seed, prospect.company, "prospects");
      yield [prospect.prospectId, name, domain, ...firmographics, status, owner];
    }
  });
}
