import { substream } from "../numerics/substream.js";
import { type Accounts, lifeOfClient } from "./accounts.js";
import { liveAsClient } from "./client-life.js";
import type { Company } from "./company.js";
import { type Deal, drawDeal, type Vendor } from "./deal.js";
import { drawOne, drawWhole, type Random } from "./draw.js";
import { prospectEntry } from "./prospect-entry.js";
import { type Cell, dateCell, lazyTable, type Table } from "./table.js";
import { AS_OF_DAY } from "./timeline.js";
import { pursuitProbability } from "./win-drivers.js";

/** An opportunity of new business. */
export interface Opportunity {
  readonly opportunityId: string;
  readonly accountId: string;
  readonly company: Company;
  readonly deal: Deal;
  readonly stage: "won" | "lost" | "discovery" | "proposal" | "negotiation";
  /** Price of the first term or project, EUR. */
  readonly amount: number;
}

/** Share of open prospects with an open opportunity, relative to how readily sales goes after them. */
const OPEN_SHARE = 0.1;

/** What the company would pay first. */
function firstAmount(vendor: Vendor, company: Company, deal: Deal): number {
  const { seed, planted } = vendor.size;
  const life = liveAsClient(seed, company, { deal, planted, initiative: null, untilDay: deal.startDay });
  return life.purchases[0]?.amount ?? 0;
}

function openDeal(vendor: Vendor, company: Company, random: Random): Deal {
  const createdDay = AS_OF_DAY - drawWhole(random, 5, 200);
  return { ...drawDeal(vendor, company), createdDay, firstContactDay: createdDay - drawWhole(random, 0, 90) };
}

/** All opportunities: won and lost ones, and those still open with prospects; by day of creation. */
export function opportunitiesOf(
  vendor: Vendor,
  { clients, lost, prospects }: Accounts,
): readonly Opportunity[] {
  const all: Omit<Opportunity, "opportunityId">[] = [];
  for (const client of clients) {
    const { clientId: accountId, company, deal } = client;
    const amount = lifeOfClient(vendor, client).purchases[0]?.amount ?? 0;
    all.push({ accountId, company, deal, stage: "won", amount });
  }
  for (const { accountId, company, deal } of lost) {
    all.push({ accountId, company, deal, stage: "lost", amount: firstAmount(vendor, company, deal) });
  }
  for (const prospect of prospects) {
    const { prospectId: accountId, company, standing } = prospect;
    const random = substream(vendor.size.seed, `open ${company.index}`);
    if (standing === "duplicate of a client" || random() >= OPEN_SHARE * pursuitProbability(company))
      continue;
    if (prospectEntry(vendor, prospect).status !== "open") continue;
    const stage = drawOne(random, ["discovery", "proposal", "negotiation"] as const);
    const deal = openDeal(vendor, company, random);
    all.push({ accountId, company, deal, stage, amount: firstAmount(vendor, company, deal) });
  }
  all.sort((a, b) => a.deal.createdDay - b.deal.createdDay || a.company.index - b.company.index);
  return all.map((opportunity, position) => ({
    opportunityId: `O${String(position + 1).padStart(String(all.length).length, "0")}`,
    ...opportunity,
  }));
}

/** Day on which it was won or lost; null while open. */
export function closedDayOf({ stage, deal }: Opportunity): number | null {
  return stage === "won" || stage === "lost" ? deal.closedDay : null;
}

/** Opportunities as the CRM exports them; amounts in euros, as sellers estimate. */
export function opportunitiesTable(vendor: Vendor, opportunities: readonly Opportunity[]): Table {
  const columns = [
    ...["opportunity_id", "account_id", "created_on", "closed_on", "stage", "amount"],
    ...["product", "owner", "channel", "first_contact_on"],
  ];
  return lazyTable(columns, function* () {
    for (const opportunity of opportunities) {
      const { opportunityId, accountId, deal, stage, amount } = opportunity;
      const row: readonly Cell[] = [
        ...[opportunityId, accountId, dateCell(deal.createdDay), dateCell(closedDayOf(opportunity)), stage],
        ...[
          Math.round(amount),
          deal.product,
          vendor.salesForce.reps[deal.seller]?.name ?? null,
          deal.channel,
        ],
        dateCell(deal.firstContactDay),
      ];
      yield row;
    }
  });
}
