import { randomNormal } from "d3";
import { substream } from "../numerics/substream.js";
import { drawOne, drawWeighted, roundToTwoDigits, type Weighted } from "./draw.js";
import { INDUSTRIES, type Industry } from "./industries.js";
import { MARKETS, type Market } from "./markets.js";

const OWNERSHIPS: readonly Weighted<string>[] = [
  ["family", 40],
  ["private equity", 18],
  ["listed", 14],
  ["public sector", 14],
  ["cooperative", 14],
];

export const TECHNOLOGIES: readonly Weighted<string>[] = [
  ["on-premise suite", 27],
  ["cloud suite", 20],
  ["custom-built", 15],
  ["spreadsheets", 20],
  ["mainframe", 9],
  ["open source", 9],
];

const FISCAL_YEAR_ENDS: readonly Weighted<string>[] = [
  ["December", 66],
  ["March", 13],
  ["June", 12],
  ["September", 9],
];

const WEIGHTED_MARKETS = MARKETS.map((market): Weighted<Market> => [market, market.weight]);
const WEIGHTED_INDUSTRIES = INDUSTRIES.map((industry): Weighted<Industry> => [industry, industry.weight]);

/** A company of the universe with what is true of it, before a CRM forgets some of it. */
export interface Company {
  /** Serial number in the universe: the key of everything drawn for it later. */
  readonly index: number;
  readonly market: Market;
  readonly city: string;
  readonly territory: string;
  readonly industry: string;
  readonly employees: number;
  readonly annualRevenue: number;
  readonly foundedYear: number;
  readonly ownership: string;
  readonly technology: string;
  readonly fiscalYearEnd: string;
}

function drawEmployees(logNormal: () => number): number {
  for (;;) {
    const employees = Math.round(Math.exp(logNormal()));
    if (employees >= 15 && employees <= 20_000) return employees;
  }
}

/** Company number `index` of the universe of this seed. */
export function drawCompany(seed: number, index: number): Company {
  const random = substream(seed, `company ${index}`);
  const normal = randomNormal.source(random);
  const market = drawWeighted(random, WEIGHTED_MARKETS);
  const [city, territory] = drawOne(random, Object.entries(market.cities));
  const industry = drawWeighted(random, WEIGHTED_INDUSTRIES);
  const employees = drawEmployees(normal(industry.logEmployees, 1.35));
  return {
    index,
    market,
    city,
    territory,
    industry: industry.name,
    employees,
    annualRevenue: roundToTwoDigits(employees * industry.revenueAHead * Math.exp(normal(0, 0.45)())),
    foundedYear: Math.max(1861, 2018 - Math.floor(-Math.log(1 - random()) * 34)),
    ownership: drawWeighted(random, OWNERSHIPS),
    technology: drawWeighted(random, TECHNOLOGIES),
    fiscalYearEnd: drawWeighted(random, FISCAL_YEAR_ENDS),
  };
}
