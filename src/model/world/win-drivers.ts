import type { Company } from "./company.js";
import { HOME_COUNTRY } from "./markets.js";

/** The profile that sales goes after today: it wins logos and loses value. */
export const CURRENT_ICP = { industries: ["Professional services", "Retail"], employeesFrom: 200 } as const;

/** Which companies sales goes after: a share of the universe, times these factors. */
export const PURSUIT = { share: 0.13, home: 2.1, currentIcp: 2.2 } as const;

/** Log-odds of winning an opportunity. Ownership and country say nothing of value. */
export const WIN_LOG_ODDS = {
  base: -1.45,
  home: 0.9,
  currentIcp: 0.8,
  /** For each unit of ln(employees / 200). */
  logEmployees: -0.12,
  ownership: {
    family: 0.4,
    "private equity": 0.1,
    listed: -0.3,
    "public sector": -0.9,
    cooperative: 0.15,
  } as Readonly<Record<string, number>>,
} as const;

/** True inside the profile that sales goes after today. */
export function inCurrentIcp(company: Company): boolean {
  const industries: readonly string[] = CURRENT_ICP.industries;
  return industries.includes(company.industry) && company.employees >= CURRENT_ICP.employeesFrom;
}

/** Probability that sales ever opens an opportunity with the company. */
export function pursuitProbability(company: Company): number {
  const home = company.market.country === HOME_COUNTRY ? PURSUIT.home : 1;
  return PURSUIT.share * home * (inCurrentIcp(company) ? PURSUIT.currentIcp : 1);
}

/** P(win): probability that an opportunity with the company is won. */
export function winProbability(company: Company): number {
  const logOdds =
    WIN_LOG_ODDS.base +
    (company.market.country === HOME_COUNTRY ? WIN_LOG_ODDS.home : 0) +
    (inCurrentIcp(company) ? WIN_LOG_ODDS.currentIcp : 0) +
    WIN_LOG_ODDS.logEmployees * Math.log(company.employees / 200) +
    (WIN_LOG_ODDS.ownership[company.ownership] ?? 0);
  return 1 / (1 + Math.exp(-logOdds));
}
