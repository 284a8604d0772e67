import { companyDomain, companyNameKey } from "../lookalike/encoding/company-key.js";

/** By what a lead can be told to belong to an account. */
export interface LeadReference {
  readonly accountId: string | null;
  /** Web or e-mail domain, or an address that holds one. */
  readonly domain: string | null;
  readonly company: string | null;
}

/** An account that leads may belong to. */
export interface LeadAccount {
  readonly accountId: string;
  readonly name: string;
  readonly domain: string | null;
}

export type MatchedBy = "account id" | "domain" | "company name";

/** The account of a lead and by what it was found, or why there is none. */
export type LeadMatch =
  | { readonly accountId: string; readonly by: MatchedBy }
  | { readonly accountId: null; readonly why: string };

/**
 * Matches leads to accounts by id, else by registrable domain, else by company name without legal form.
 *
 * Of accounts that share a domain or a name the first counts, so that clients should stand before prospects that
 * repeat them; a name that several domains bear is ambiguous, and matches nobody. Domains of mail hosts that many
 * companies share say nothing.
 */
export function leadMatcher(accounts: readonly LeadAccount[]): (lead: LeadReference) => LeadMatch {
  const ids = new Set(accounts.map(({ accountId }) => accountId));
  const byDomain = new Map<string, string>();
  const byName = new Map<string, LeadAccount | "several">();
  for (const account of accounts) {
    const domain = companyDomain(account.domain);
    if (domain !== null && !byDomain.has(domain)) byDomain.set(domain, account.accountId);
    const name = companyNameKey(account.name);
    const known = byName.get(name);
    if (known === undefined) byName.set(name, account);
    else if (known !== "several" && areOthers(known, account)) byName.set(name, "several");
  }
  return ({ accountId, domain, company }) => {
    if (accountId !== null && ids.has(accountId)) return { accountId, by: "account id" };
    const ofDomain = byDomain.get(companyDomain(domain) ?? "");
    if (ofDomain !== undefined) return { accountId: ofDomain, by: "domain" };
    const ofName = company === null ? undefined : byName.get(companyNameKey(company));
    if (ofName === "several") return { accountId: null, why: "several accounts bear the company's name" };
    if (ofName !== undefined) return { accountId: ofName.accountId, by: "company name" };
    return {
      accountId: null,
      why:
        accountId !== null
          ? "the account id is neither a client's nor a prospect's"
          : domain !== null
            ? "no account has the domain"
            : "no account has the company's name",
    };
  };
}

function areOthers(one: LeadAccount, other: LeadAccount): boolean {
  const [a, b] = [companyDomain(one.domain), companyDomain(other.domain)];
  return a !== null && b !== null && a !== b;
}
