import { formatter, type MoneyFacts } from "./format.js";

/** Out of how many cases: "51 of 100 cases", "fewer than 1 of 1,000 cases". */
export function byChance(p: number, report: MoneyFacts): string {
  const f = formatter(report);
  if (p < 0.001) return `fewer than 1 of ${f.count(1000)} cases`;
  if (p < 0.01) return `${f.count(Math.round(p * 1000))} of ${f.count(1000)} cases`;
  return p > 0.995 ? "every case" : `${f.count(Math.round(p * 100))} of 100 cases`;
}
