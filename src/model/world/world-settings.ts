import { isoDateOf } from "../numerics/calendar.js";
import { EXCHANGE_RATES } from "./markets.js";
import { MARGIN_BY_KIND } from "./product-range.js";
import { AS_OF_DAY } from "./timeline.js";
import { CURRENT_ICP } from "./win-drivers.js";

export const HORIZON_MONTHS = 60;
export const HORIZON_YEARS = HORIZON_MONTHS / 12;
/** A year. */
export const DISCOUNT_RATE = 0.1;

/** What stands in the world's targeting.yaml. */
export interface WorldSettings {
  readonly company: string;
  readonly currency: string;
  readonly locale: string;
  readonly asOf: string;
  readonly horizonMonths: number;
  readonly discountRate: number;
  readonly margin: { readonly byKind: Readonly<Record<string, number>>; readonly default: number };
  readonly exchangeRates: Readonly<Record<string, number>>;
  readonly highValueShare: number;
  readonly features: {
    readonly use: readonly string[];
    readonly howWeSold: readonly string[];
    readonly banned: readonly string[];
  };
  readonly currentIcp: {
    readonly all: readonly (
      | { readonly field: string; readonly in: readonly string[] }
      | { readonly field: string; readonly from: number }
    )[];
  };
  readonly capacity: number;
  readonly winRate: number;
}

/** Settings of the vendor; `winRate` is the share of closed opportunities that were won. */
export function worldSettings(winRate: number, prospects: number): WorldSettings {
  return {
    company: "Lumenfeld Systems",
    currency: "EUR",
    locale: "en-GB",
    asOf: isoDateOf(AS_OF_DAY),
    horizonMonths: HORIZON_MONTHS,
    discountRate: DISCOUNT_RATE,
    margin: { byKind: MARGIN_BY_KIND, default: 0.6 },
    exchangeRates: { GBP: EXCHANGE_RATES.GBP, SEK: EXCHANGE_RATES.SEK },
    highValueShare: 0.2,
    features: {
      use: [
        "industry",
        "employees",
        "annual_revenue",
        "country",
        "region",
        "founded_year",
        "ownership",
        "technology",
        "fiscal_year_end",
      ],
      howWeSold: ["country", "region"],
      banned: ["city"],
    },
    currentIcp: {
      all: [
        { field: "industry", in: CURRENT_ICP.industries },
        { field: "employees", from: CURRENT_ICP.employeesFrom },
      ],
    },
    capacity: Math.min(300, Math.max(5, Math.round(prospects / 20))),
    winRate: Math.round(winRate * 100) / 100,
  };
}
