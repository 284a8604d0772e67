import { mean, rollups } from "d3";
import { isoDateOf } from "../numerics/calendar.js";
import type { Client, Prospect } from "./accounts.js";
import type { Company } from "./company.js";
import type { Vendor } from "./deal.js";
import { MISSING_SHARES } from "./known-account.js";
import { HOME_COUNTRY } from "./markets.js";
import { TURN_DAY } from "./timeline.js";
import {
  BASE_LEVEL,
  INDUSTRY_SHIFTS,
  INDUSTRY_SHIFTS_AFTER_TURN,
  INTERACTION,
  SIZE_BUMP,
  TECHNOLOGY_SHIFTS,
} from "./value-drivers.js";
import { sizeBand } from "./value-segments.js";
import { CURRENT_ICP, inCurrentIcp, PURSUIT, WIN_LOG_ODDS, winProbability } from "./win-drivers.js";

/** An account of either list, as far as averages need it. */
type Sold = Pick<Client, "company" | "deal">;

const clvAfterTurn = ({ deal }: Sold): number => deal.expectedClv.after;
const pWin = ({ company }: Sold): number => winProbability(company);
const isInIcp = ({ company }: Sold): boolean => inCurrentIcp(company);
const isHome = ({ company }: Sold): boolean => company.market.country === HOME_COUNTRY;

function ifWon(prospects: readonly Prospect[]): readonly Sold[] {
  return prospects.map(({ company, nextDeal }) => ({ company, deal: nextDeal }));
}

function average(group: readonly Sold[], measure: (account: Sold) => number, digits: number): number | null {
  const value = mean(group, measure);
  return value === undefined ? null : Number(value.toFixed(digits));
}

function share(group: readonly Sold[], holds: (account: Sold) => boolean): number | null {
  return average(group, (account) => (holds(account) ? 1 : 0), 3);
}

/** Which firmographics drive value, which only how easily sales wins, which nothing; with the coefficients of both. */
export function driverFigures(vendor: Vendor, prospects: readonly Prospect[]) {
  const { planted } = vendor.size;
  const sold = ifWon(prospects);
  const meanClvBy = (fieldOf: (company: Company) => string) =>
    Object.fromEntries(
      rollups(
        sold,
        (group) => average(group, clvAfterTurn, 0),
        ({ company }) => fieldOf(company),
      ).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return {
    value: planted ? ["industry", "employees", "technology"] : [],
    // Region and city follow the country.
    winningOnly: ["country", "region", "city", "ownership"],
    noise: ["founded_year", "fiscal_year_end", "annual_revenue beyond employees"],
    missingShares: MISSING_SHARES,
    valueCoefficients: planted
      ? {
          base: BASE_LEVEL,
          industry: INDUSTRY_SHIFTS,
          industryAfterTurn: INDUSTRY_SHIFTS_AFTER_TURN,
          technology: TECHNOLOGY_SHIFTS,
          interaction: INTERACTION,
          size: SIZE_BUMP,
        }
      : { base: BASE_LEVEL },
    winLogOdds: WIN_LOG_ODDS,
    pursuit: PURSUIT,
    meanExpectedClvOfProspects: {
      industry: meanClvBy(({ industry }) => industry),
      sizeBand: meanClvBy(({ employees }) => sizeBand(employees)),
      technology: meanClvBy(({ technology }) => technology),
      ownership: meanClvBy(({ ownership }) => ownership),
      country: meanClvBy(({ market }) => market.country),
    },
  };
}

/** The profile of today: it wins more logos, of less value. */
export function currentIcpFigures(clients: readonly Client[], prospects: readonly Prospect[]) {
  const sold = ifWon(prospects);
  const figures = (group: readonly Sold[]) => ({
    meanPWin: average(group, pWin, 3),
    meanExpectedClv: average(group, clvAfterTurn, 0),
  });
  return {
    ...CURRENT_ICP,
    shareOfClients: share(clients, isInIcp),
    shareOfProspects: share(sold, isInIcp),
    inside: figures(sold.filter(isInIcp)),
    outside: figures(sold.filter((account) => !isInIcp(account))),
  };
}

/** Selling favours the home market, which is worth no more. */
export function homeMarketFigures(clients: readonly Client[], prospects: readonly Prospect[]) {
  const sold = ifWon(prospects);
  const home = sold.filter(isHome);
  const abroad = sold.filter((account) => !isHome(account));
  return {
    country: HOME_COUNTRY,
    shareOfClients: share(clients, isHome),
    shareOfProspects: share(sold, isHome),
    meanPWinAtHome: average(home, pWin, 3),
    meanPWinAbroad: average(abroad, pWin, 3),
  };
}

/** The turn of the market: expected CLV of prospects by the old and the new drivers. */
export function turnFigures(prospects: readonly Prospect[]) {
  const byIndustry = (industry: string) => {
    const group = ifWon(prospects).filter(({ company }) => company.industry === industry);
    return {
      industry,
      meanExpectedClvBefore: average(group, ({ deal }) => deal.expectedClv.before, 0),
      meanExpectedClvAfter: average(group, clvAfterTurn, 0),
    };
  };
  return {
    from: isoDateOf(TURN_DAY),
    rises: byIndustry("Energy & utilities"),
    falls: byIndustry("Logistics"),
  };
}
