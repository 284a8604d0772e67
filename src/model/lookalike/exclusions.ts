import { companyDomain, companyNameKey, hasDomain, keyAndCountry } from "./encoding/company-key.js";
import type { CompanyIdentity, Deal, Prospect } from "./prospect.js";

/** Why a prospect is not ranked, and how many are not for that reason. */
export interface ExclusionCount {
  readonly reason: string;
  readonly prospects: number;
}

/** By prospect: why it is not ranked (null when it is), and whether a client elsewhere has its name. */
export interface Exclusions {
  readonly reasons: readonly (string | null)[];
  readonly sharesClientName: readonly boolean[];
  readonly counts: readonly ExclusionCount[];
}

const STATUS_REASONS = {
  customer: "marked as customer",
  competitor: "marked as competitor",
  "do-not-contact": "marked do-not-contact",
} as const;

const CLIENT_BY_DOMAIN = "is a client (domain)";
const CLIENT_BY_NAME = "is a client (name and country)";

/**
 * Finds the prospects that must not be ranked: by status, because they are clients (same id, registrable domain, or
 * name without legal form in the same country), or because an opportunity is open. The first reason counts.
 * A client's name alone, with the country unknown or another, is not enough: it is reported, not excluded.
 */
export function findExclusions(
  prospects: readonly Prospect[],
  clients: readonly CompanyIdentity[],
  deals: readonly Deal[],
): Exclusions {
  const ids = new Set(clients.map((client) => client.accountId));
  const domains = setOf(clients.map((client) => companyDomain(client.domain)));
  const names = setOf(clients.map((client) => keyAndCountry(companyNameKey(client.name), client.country)));
  const bareNames = new Set(clients.map((client) => companyNameKey(client.name)));
  const open = new Set(deals.filter((deal) => deal.outcome === "open").map((deal) => deal.accountId));
  const hasClientName = prospects.map((prospect) => bareNames.has(companyNameKey(prospect.name)));
  const reasonOf = (prospect: Prospect, at: number): string | null => {
    if (prospect.status !== "open") return STATUS_REASONS[prospect.status];
    if (ids.has(prospect.accountId)) return "is a client (same id)";
    if (hasDomain(domains, prospect.domain)) return CLIENT_BY_DOMAIN;
    if (hasClientName[at] && names.has(keyAndCountry(companyNameKey(prospect.name), prospect.country) ?? ""))
      return CLIENT_BY_NAME;
    return open.has(prospect.accountId) ? "has an open opportunity" : null;
  };
  const reasons = prospects.map(reasonOf);
  const counts = new Map<string, number>();
  for (const reason of reasons) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return {
    reasons,
    sharesClientName: hasClientName.map((shares, at) => shares && reasons[at] === null),
    counts: [...counts]
      .map(([reason, count]) => ({ reason, prospects: count }))
      .sort((a, b) => b.prospects - a.prospects || (a.reason < b.reason ? -1 : 1)),
  };
}

/** Whether a prospect is not ranked because it is a client already. */
export function isClientReason(reason: string | null): boolean {
  return reason !== null && (reason === STATUS_REASONS.customer || reason.startsWith("is a client"));
}

/** The columns of the prospect that a reason tells of, beside its id. */
export function columnsToldBy(reason: string): readonly string[] {
  if (Object.values<string>(STATUS_REASONS).includes(reason)) return ["status"];
  if (reason === CLIENT_BY_DOMAIN) return ["domain"];
  return reason === CLIENT_BY_NAME ? ["name", "country"] : [];
}

function setOf(keys: readonly (string | null)[]): ReadonlySet<string> {
  return new Set(keys.filter((key) => key !== null));
}
