import { randomNormal } from "d3";
import { portfolioInterval } from "../../../src/model/value/portfolio-interval.js";
import {
  type CommonShock,
  commonShock,
  type TotalOutcome,
} from "../../../src/model/value/uncertainty/common-shock.js";

/** What a portfolio is expected to bring. */
export const EXPECTED_TOTAL = 100;
/** Standard deviation of its total were the clients to fare independently. */
export const INDEPENDENT_DEVIATION = 3;
/** Standard deviation, on a log scale, of what moves all clients together. */
export const SHOCK_DEVIATION = 0.15;

/** A portfolio whose totals a common shock moves: what it shows of it at earlier origins, and what comes next. */
export interface SimulatedTotals {
  readonly shock: CommonShock | null;
  readonly came: number;
}

/** Totals that stray from what is expected by one planted shock a time, and a little by chance. */
export function simulateTotals(origins: number, random: () => number): SimulatedTotals {
  const shock = randomNormal.source(random)(0, SHOCK_DEVIATION);
  const independent = randomNormal.source(random)(0, INDEPENDENT_DEVIATION);
  const draw = (): number => EXPECTED_TOTAL * Math.exp(shock()) + independent();
  const told = Array.from(
    { length: origins },
    (_, index): TotalOutcome => ({
      origin: `${2001 + index}-12-31`,
      predicted: EXPECTED_TOTAL,
      actual: draw(),
      deviation: INDEPENDENT_DEVIATION,
    }),
  );
  return { shock: commonShock(told), came: draw() };
}

/** The 80 % interval of the total, from that of one client who stands for all and whose interval holds the shock. */
export function intervalOfTotal(shock: CommonShock | null): { readonly low: number; readonly high: number } {
  const half = Math.hypot(INDEPENDENT_DEVIATION * 1.2816, EXPECTED_TOTAL * (shock?.halfWidth80 ?? 0));
  return portfolioInterval(
    [{ value: EXPECTED_TOTAL, low: EXPECTED_TOTAL - half, high: EXPECTED_TOTAL + half }],
    shock,
  );
}
