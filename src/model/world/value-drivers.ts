import type { Company } from "./company.js";

/** How one thing shifts what a client is worth. */
export interface ValueShift {
  /** Added to ln of the yearly price. */
  readonly deal: number;
  /** Added to the log-odds of leaving when a term ends. */
  readonly leaving: number;
  /** Added to ln of the rate of further orders. */
  readonly orders: number;
}

/** What the firmographics of a company lead one to expect of it as a client. */
export interface ValueLevel {
  /** Mean price of a year under contract, EUR. */
  readonly yearlyPrice: number;
  /** Log-odds of the mean probability of leaving at a first renewal. */
  readonly leavingLogOdds: number;
  /** Expansion orders in a year. */
  readonly expansionsAYear: number;
}

const NOTHING: ValueShift = { deal: 0, leaving: 0, orders: 0 };

/** Value by industry before the turn of the market; industries not named are neutral. */
export const INDUSTRY_SHIFTS: Readonly<Record<string, ValueShift>> = {
  Logistics: { deal: 0.4, leaving: -0.9, orders: 0.7 },
  "Food & beverage": { deal: 0.2, leaving: -0.5, orders: 0.4 },
  "Energy & utilities": { deal: 0.1, leaving: -0.1, orders: 0.1 },
  Construction: { deal: -0.1, leaving: 0.25, orders: -0.15 },
  "Professional services": { deal: -0.15, leaving: 1, orders: -0.9 },
  Retail: { deal: -0.2, leaving: 0.95, orders: -0.9 },
};

/** Industries whose value is another for companies won after the turn. */
export const INDUSTRY_SHIFTS_AFTER_TURN: Readonly<Record<string, ValueShift>> = {
  Logistics: { deal: 0.1, leaving: -0.2, orders: 0.1 },
  "Energy & utilities": { deal: 0.55, leaving: -1.1, orders: 0.9 },
};

export const TECHNOLOGY_SHIFTS: Readonly<Record<string, ValueShift>> = {
  "cloud suite": { deal: 0.3, leaving: -0.8, orders: 0.7 },
  spreadsheets: { deal: -0.15, leaving: 0.5, orders: -0.4 },
};

/** The interaction: neither the industry nor the technology is worth more alone. */
export const INTERACTION = {
  industry: "Industrial machinery",
  technology: "custom-built",
  shift: { deal: 1.05, leaving: -1.7, orders: 1.35 },
} as const;

/** Size: a bump on ln employees, so that value peaks in the middle. */
export const SIZE_BUMP = {
  peakEmployees: 600,
  widthLogEmployees: 0.95,
  shift: { deal: 0.95, leaving: -1.3, orders: 1 },
} as const;

/** A typical company without any shift. */
export const BASE_LEVEL = { yearlyPrice: 20_000, leavingLogOdds: -0.4, expansionsAYear: 0.4 } as const;

/** exp(−(ln(employees / peak))² / 2·width²): 1 at the peak, near 0 for the smallest and the biggest. */
function sizeBump(employees: number): number {
  const distance = Math.log(employees / SIZE_BUMP.peakEmployees) / SIZE_BUMP.widthLogEmployees;
  return Math.exp(-(distance ** 2) / 2);
}

function industryShift(industry: string, afterTurn: boolean): ValueShift {
  const turned = afterTurn ? INDUSTRY_SHIFTS_AFTER_TURN[industry] : undefined;
  return turned ?? INDUSTRY_SHIFTS[industry] ?? NOTHING;
}

function added(shifts: readonly ValueShift[], part: keyof ValueShift): number {
  return shifts.reduce((total, shift) => total + shift[part], 0);
}

/** What a company is expected to be as a client, from its firmographics alone; where nothing is planted, all are alike. */
export function valueLevel(company: Company, afterTurn: boolean, planted: boolean): ValueLevel {
  const bump = sizeBump(company.employees);
  const { deal, leaving, orders } = SIZE_BUMP.shift;
  const interacts =
    company.industry === INTERACTION.industry && company.technology === INTERACTION.technology;
  const shifts: readonly ValueShift[] = planted
    ? [
        { deal: deal * bump, leaving: leaving * bump, orders: orders * bump },
        industryShift(company.industry, afterTurn),
        TECHNOLOGY_SHIFTS[company.technology] ?? NOTHING,
        interacts ? INTERACTION.shift : NOTHING,
      ]
    : [];
  return {
    yearlyPrice: BASE_LEVEL.yearlyPrice * Math.exp(added(shifts, "deal")),
    leavingLogOdds: BASE_LEVEL.leavingLogOdds + added(shifts, "leaving"),
    expansionsAYear: BASE_LEVEL.expansionsAYear * Math.exp(added(shifts, "orders")),
  };
}

/** Mean probability of leaving at a first renewal, where what is no firmographic adds `shift` to its log-odds. */
export function leavingProbability({ leavingLogOdds }: ValueLevel, shift: number): number {
  return 1 / (1 + Math.exp(-(leavingLogOdds + shift)));
}
