import { addMonths } from "../numerics/calendar.js";
import { substream } from "../numerics/substream.js";
import { liveAsClient } from "./client-life.js";
import type { Company } from "./company.js";
import { type CompanyName, companyNamer } from "./company-names.js";
import { type Deal, drawDeal, drawNextDeal, type Vendor } from "./deal.js";
import { drawOne } from "./draw.js";
import { type Initiative, LOYALTY, LOYALTY_INDUSTRIES, ONBOARDING } from "./initiatives.js";
import type { ClientLife } from "./life.js";
import type { ProspectDraw, Selection } from "./selection.js";
import { AS_OF_DAY } from "./timeline.js";
import { HORIZON_MONTHS } from "./world-settings.js";

export interface Client {
  readonly clientId: string;
  readonly company: Company;
  readonly naming: CompanyName;
  readonly deal: Deal;
  readonly successOwner: string;
  readonly initiative: Initiative | null;
  readonly parentId: string | null;
  readonly referredBy: string | null;
}

export interface Prospect {
  readonly prospectId: string;
  readonly company: Company;
  readonly naming: CompanyName;
  readonly standing: ProspectDraw["standing"];
  /** The client that it is, where the prospect list holds a client again. */
  readonly duplicateOf: Client | null;
  /** The deal by which it would become a client tomorrow. */
  readonly nextDeal: Deal;
}

/** All accounts of a world. */
export interface Accounts {
  readonly clients: readonly Client[];
  readonly prospects: readonly Prospect[];
  /** Companies that an opportunity was lost with; some of them are prospects. */
  readonly lost: readonly { readonly accountId: string; readonly company: Company; readonly deal: Deal }[];
}

function padded(prefix: string, number: number, total: number): string {
  return `${prefix}${String(number).padStart(String(total).length, "0")}`;
}

/** Success owners whose clients the initiative that works touches. */
export function onboardingOwners(vendor: Vendor): readonly string[] {
  return vendor.salesForce.successOwners.slice(0, 3);
}

/** The one initiative that touches a client. */
function initiativeOf(vendor: Vendor, company: Company, successOwner: string): Initiative | null {
  if (!vendor.size.planted) return null;
  if (onboardingOwners(vendor).includes(successOwner)) return ONBOARDING;
  return LOYALTY_INDUSTRIES.includes(company.industry) ? LOYALTY : null;
}

function enrolClients(
  vendor: Vendor,
  won: readonly Company[],
  namer: (company: Company) => CompanyName,
): Client[] {
  const deals = won
    .map((company) => ({ company, deal: drawDeal(vendor, company) }))
    .sort((a, b) => a.deal.startDay - b.deal.startDay || a.company.index - b.company.index);
  return deals.map(({ company, deal }, position) => {
    const random = substream(vendor.size.seed, `client ${company.index}`);
    const successOwner = drawOne(random, vendor.salesForce.successOwners);
    const earlier = (): string | null =>
      position === 0 ? null : padded("C", 1 + Math.floor(random() * position), won.length);
    return {
      clientId: padded("C", position + 1, won.length),
      company,
      naming: namer(company),
      deal,
      successOwner,
      initiative: initiativeOf(vendor, company, successOwner),
      parentId: random() < 0.05 ? earlier() : null,
      referredBy: deal.channel === "referral" ? earlier() : null,
    };
  });
}

/** Clients in the order in which they were won, prospects in the order of the list. */
export function openAccounts(vendor: Vendor, selection: Selection): Accounts {
  const namer = companyNamer(vendor.size.seed);
  const clients = enrolClients(vendor, selection.won, namer);
  const clientOf = new Map(clients.map((client) => [client.company.index, client]));
  const total = selection.prospects.length;
  const prospects = selection.prospects.map(({ company, standing }, position): Prospect => {
    const duplicateOf = clientOf.get(company.index) ?? null;
    return {
      prospectId: padded("P", position + 1, total),
      company,
      naming: duplicateOf?.naming ?? namer(company),
      standing,
      duplicateOf,
      nextDeal: drawNextDeal(vendor, company),
    };
  });
  const prospectIds = new Map(
    prospects
      .filter(({ standing }) => standing === "lost")
      .map(({ company, prospectId }) => [company.index, prospectId]),
  );
  const lost = selection.lost.map((company, position) => ({
    accountId: prospectIds.get(company.index) ?? padded("X", position + 1, selection.lost.length),
    company,
    deal: drawDeal(vendor, company),
  }));
  return { clients, prospects, lost };
}

/** The whole life of a client: its first 60 months, and up to the as-of date where that is later. */
export function lifeOfClient({ size }: Vendor, { company, deal, initiative }: Client): ClientLife {
  const untilDay = Math.max(AS_OF_DAY, addMonths(deal.startDay, HORIZON_MONTHS));
  return liveAsClient(size.seed, company, { deal, planted: size.planted, initiative, untilDay });
}

/** The first 60 months that a prospect would live as a client from the day after the as-of date. */
export function lifeIfWon({ size }: Vendor, { company, nextDeal }: Prospect): ClientLife {
  const untilDay = addMonths(nextDeal.startDay, HORIZON_MONTHS);
  return liveAsClient(size.seed, company, {
    deal: nextDeal,
    planted: size.planted,
    initiative: null,
    untilDay,
  });
}
