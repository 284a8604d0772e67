import { substream } from "../numerics/substream.js";
import type { Prospect } from "./accounts.js";
import type { Vendor } from "./deal.js";
import { drawWeighted } from "./draw.js";
import { asKnown } from "./known-account.js";
import { drawSeller } from "./sales-force.js";

/** How the prospect list names an account. */
export interface ProspectEntry {
  readonly name: string;
  readonly domain: string | null;
  readonly status: "open" | "customer" | "competitor" | "do-not-contact";
  readonly owner: string | null;
  /** What gives a listed client away: the client's domain, or its name with another legal form. */
  readonly duplicateBy: "domain" | "name" | null;
}

/** Share of listed clients that somebody has marked as customers. */
const MARKED_DUPLICATES = 0.25;

function duplicateEntry(
  vendor: Vendor,
  { company, naming }: Prospect,
  pick: number,
): Pick<ProspectEntry, "name" | "domain" | "duplicateBy"> {
  const clientDomainKnown = asKnown(vendor.size.seed, company, "clients").knowsDomain;
  if (clientDomainKnown && pick < 0.5)
    return { name: naming.name, domain: naming.domain, duplicateBy: "domain" };
  const otherForm = company.market.legalForms.find((form) => form !== naming.legalForm);
  return {
    name: otherForm === undefined ? naming.name : `${naming.name} ${otherForm}`,
    domain: null,
    duplicateBy: "name",
  };
}

/** The prospect as it stands in the list. */
export function prospectEntry(vendor: Vendor, prospect: Prospect): ProspectEntry {
  const { company, naming, duplicateOf, standing } = prospect;
  const { seed } = vendor.size;
  const random = substream(seed, `entry ${company.index}`);
  const seller = drawSeller(random, vendor.salesForce, company.territory);
  const owner =
    standing === "untouched" && random() < 0.6 ? null : (vendor.salesForce.reps[seller]?.name ?? null);
  if (duplicateOf !== null) {
    const status = random() < MARKED_DUPLICATES ? "customer" : "open";
    return { ...duplicateEntry(vendor, prospect, random()), status, owner };
  }
  const status = drawWeighted(random, [
    ["open", 994.5],
    ["do-not-contact", 4],
    ["competitor", 1.5],
  ] as const);
  const domain = asKnown(seed, company, "prospects").knowsDomain ? naming.domain : null;
  return { name: `${naming.name} ${naming.legalForm}`, domain, status, owner, duplicateBy: null };
}
