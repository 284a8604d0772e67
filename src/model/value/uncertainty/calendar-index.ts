import { mean, sum } from "d3";

/** Revenue of a whole calendar month, as 2024-03. */
export interface MonthRevenue {
  readonly month: string;
  readonly revenue: number;
}

/** How much more or less than a usual month each month of the year brings. */
export interface CalendarIndex {
  /** Of January to December; their mean is 1. */
  readonly factors: readonly number[];
  /** Times that a month of the year was seen, in the mean. */
  readonly years: number;
}

const YEAR = 12;
/** Ratios to a moving mean that are needed: half of the months of the year are seen twice. */
const FEWEST_RATIOS = 18;

/**
 * The calendar of a business whose year repeats, from successive months; null where it cannot be told from chance.
 *
 * y = ln(revenue / its centred mean over 12 months), the two ends of which count half. With F the mean square between
 * months of the year over that within, the factors are exp(ȳ·(1 − 1/F)), drawn to 1, divided by their mean. F is to be
 * at least 4 + 24/d, d the degrees of freedom within: chance alone brings that once in a hundred books or less. Only the
 * months since the last without revenue count.
 */
export function calendarIndex(all: readonly MonthRevenue[]): CalendarIndex | null {
  const half = YEAR / 2;
  const months = all.slice(all.findLastIndex(({ revenue }) => !(revenue > 0)) + 1);
  const ratios = months.slice(half, -half).map(({ month, revenue }, index) => {
    const around = months.slice(index, index + YEAR + 1).map((one) => one.revenue);
    const centred = sum(around, (one, at) => (at === 0 || at === YEAR ? one / 2 : one)) / YEAR;
    return { month: Number(month.slice(5)) - 1, ratio: Math.log(revenue / centred) };
  });
  if (ratios.length < FEWEST_RATIOS) return null;
  const ofMonth = Array.from({ length: YEAR }, (_, month) => ratios.filter((one) => one.month === month));
  const means = ofMonth.map((own) => mean(own, ({ ratio }) => ratio) ?? 0);
  const overall = mean(ratios, ({ ratio }) => ratio) ?? 0;
  const between = sum(ratios, ({ month }) => ((means[month] ?? 0) - overall) ** 2) / (YEAR - 1);
  const freedom = ratios.length - YEAR;
  const within = sum(ratios, ({ month, ratio }) => (ratio - (means[month] ?? 0)) ** 2) / freedom;
  if (!(between >= (4 + 24 / freedom) * within && between > 0)) return null;
  const factors = means.map((one) => Math.exp((one - overall) * (1 - within / between)));
  const usual = mean(factors) ?? 1;
  return { factors: factors.map((factor) => factor / usual), years: ratios.length / YEAR };
}
