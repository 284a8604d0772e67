import { sum } from "d3";

/** A month of spend to acquire, and the clients that it won. */
export interface WinningMonth {
  /** YYYY-MM. */
  readonly month: string;
  readonly spend: number;
  readonly won: number;
}

/** Spend per client won, and the months that it was measured on. */
export interface CostOfWinning {
  readonly perClient: number;
  readonly won: number;
  readonly spend: number;
  readonly months: readonly string[];
  /** Spend per client over all months, where only the latest count because it moved beyond chance; null: all count. */
  readonly before: number | null;
}

const LATELY = 12;
const FEWEST_MONTHS = 24;
const FEWEST_WON = 10;
/** χ² of one parameter at 5 %. */
const BEYOND_CHANCE = 3.841;
const NEWTON_STEPS = 30;

/**
 * Spend ÷ clients won over all months; over the last 12 where the cost moved beyond chance, for what it was before tells
 * nothing of today: clients of month t are Poisson with mean spendₜ·exp(a + b·t), and b = 0 is refused at 5 % by its
 * likelihood ratio over the dispersion (Pearson's χ² over its degrees of freedom, at least 1). Fewer than 24 months, or
 * 10 clients in the last 12, do not tell. Months run oldest first. Null without spend above 0 or without a client.
 */
export function costOfWinning(months: readonly WinningMonth[]): CostOfWinning | null {
  const all = costOver(months);
  if (all === null) return null;
  const lately = costOver(months.slice(-LATELY));
  const isTold = months.length >= FEWEST_MONTHS && lately !== null && lately.won >= FEWEST_WON;
  return isTold && hasMoved(months) ? { ...lately, before: all.perClient } : all;
}

function costOver(months: readonly WinningMonth[]): CostOfWinning | null {
  const [spend, won] = [sum(months, (one) => one.spend), sum(months, (one) => one.won)];
  if (!(spend > 0 && won > 0)) return null;
  return { perClient: spend / won, spend, won, months: months.map(({ month }) => month), before: null };
}

function hasMoved(months: readonly WinningMonth[]): boolean {
  const spent = months.flatMap(({ spend, won }, at) =>
    spend > 0 ? [{ spend, won, time: at / months.length - 0.5 }] : [],
  );
  const all = sum(spent, ({ won }) => won);
  if (!(all > 0)) return false;
  const observed = sum(spent, ({ won, time }) => won * time) / all;
  let slope = 0;
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const { centre, spread } = weighed(spent, slope);
    if (!(spread > 0)) return false;
    slope = Math.min(10, Math.max(-10, slope + (observed - centre) / spread));
  }
  const { weight } = weighed(spent, slope);
  const flat = weighed(spent, 0).weight;
  const ratio = 2 * all * (slope * observed - Math.log(weight / flat));
  const squares = sum(spent, ({ spend, won, time }) => {
    const expected = (all * spend * Math.exp(slope * time)) / weight;
    return (won - expected) ** 2 / expected;
  });
  return ratio / Math.max(1, squares / Math.max(1, spent.length - 2)) > BEYOND_CHANCE;
}

function weighed(rows: readonly { readonly spend: number; readonly time: number }[], slope: number) {
  const weights = rows.map(({ spend, time }) => spend * Math.exp(slope * time));
  const weight = sum(weights);
  const centre = sum(rows, ({ time }, at) => time * (weights[at] ?? 0)) / weight;
  const spread = sum(rows, ({ time }, at) => (time - centre) ** 2 * (weights[at] ?? 0)) / weight;
  return { weight, centre, spread };
}
