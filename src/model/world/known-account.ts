import { substream } from "../numerics/substream.js";
import type { Company } from "./company.js";
import type { Cell } from "./table.js";

/** Firmographic columns of clients and prospects. */
export const FIRMOGRAPHIC_COLUMNS = [
  "industry",
  "employees",
  "annual_revenue",
  "country",
  "region",
  "city",
  "founded_year",
  "ownership",
  "technology",
  "fiscal_year_end",
] as const;

/** Share of accounts of which the CRM does not know the field; the same for clients and prospects. */
export const MISSING_SHARES = {
  industry: 0.02,
  employees: 0.06,
  annual_revenue: 0.18,
  founded_year: 0.08,
  ownership: 0.05,
  technology: 0.12,
  domain: 0.09,
} as const;

/** What the CRM knows of a company. */
export interface KnownAccount {
  /** In the order of `FIRMOGRAPHIC_COLUMNS`. */
  readonly firmographics: readonly Cell[];
  readonly knowsDomain: boolean;
}

/** What one list of the CRM knows of a company: two entries of one company miss different things. */
export function asKnown(seed: number, company: Company, list: "clients" | "prospects"): KnownAccount {
  const random = substream(seed, `known in ${list} ${company.index}`);
  const unlessMissing = (field: keyof typeof MISSING_SHARES, value: Cell): Cell =>
    random() < MISSING_SHARES[field] ? null : value;
  return {
    firmographics: [
      unlessMissing("industry", company.industry),
      unlessMissing("employees", company.employees),
      unlessMissing("annual_revenue", company.annualRevenue),
      company.market.country,
      company.territory,
      company.city,
      unlessMissing("founded_year", company.foundedYear),
      unlessMissing("ownership", company.ownership),
      unlessMissing("technology", company.technology),
      company.fiscalYearEnd,
    ],
    knowsDomain: random() >= MISSING_SHARES.domain,
  };
}
