import { randomNormal } from "d3";
import type { Estimate } from "../../../src/model/numerics/interval.js";
import { portfolioInterval } from "../../../src/model/value/portfolio/portfolio-interval.js";
import { type CommonShock, commonShock } from "../../../src/model/value/uncertainty/common-shock.js";
import { shockOver } from "../../../src/model/value/uncertainty/shock-growth.js";
import type { TotalOutcome } from "../../../src/model/value/uncertainty/total-outcome.js";

/** What a portfolio is expected to bring. */
export const EXPECTED_TOTAL = 100;
/** Standard deviation of its total were the clients to fare independently. */
export const INDEPENDENT_DEVIATION = 3;
/** Standard deviation, on a log scale, of what moves all clients together over one window. */
export const SHOCK_DEVIATION = 0.15;
export const WINDOW_MONTHS = 12;

/** A portfolio whose totals a common shock moves: what it shows of it at earlier origins, and what comes next. */
export interface SimulatedTotals {
  readonly shock: CommonShock | null;
  readonly came: number;
}

/** A total predicted as 100, as it came. */
export function outcome(actual: number, changes: Partial<TotalOutcome> = {}): TotalOutcome {
  return {
    origin: "2024-01-01",
    predicted: EXPECTED_TOTAL,
    actual,
    deviation: INDEPENDENT_DEVIATION,
    logDeviation: INDEPENDENT_DEVIATION / EXPECTED_TOTAL,
    effectiveClients: 100,
    ...changes,
  };
}

/** Totals that stray from what is expected by one planted shock a time, and a little by chance. */
export function simulateTotals(origins: number, random: () => number): SimulatedTotals {
  const shock = randomNormal.source(random)(0, SHOCK_DEVIATION);
  return simulated(origins, random, () => Math.exp(shock()));
}

/**
 * Totals whose level walks at random from each origin on, as far over a window as the shocks of `simulateTotals`; what
 * comes next are the `months` after it, spread to one window's worth.
 */
export function simulateWalk(origins: number, months: number, random: () => number): SimulatedTotals {
  const step = randomNormal.source(random)(0, SHOCK_DEVIATION * Math.sqrt(3 / WINDOW_MONTHS));
  const meanLevel = (length: number): number => {
    let [level, sum] = [0, 0];
    for (let month = 0; month < length; month += 1) {
      const [before, after] = [step() * Math.SQRT1_2, step() * Math.SQRT1_2];
      sum += Math.exp(level + before);
      level += before + after;
    }
    return sum / length;
  };
  const simulation = simulated(origins, random, () => meanLevel(WINDOW_MONTHS));
  return { ...simulation, came: EXPECTED_TOTAL * meanLevel(months) };
}

function simulated(origins: number, random: () => number, factor: () => number): SimulatedTotals {
  const independent = randomNormal.source(random)(0, INDEPENDENT_DEVIATION);
  const draw = (): number => EXPECTED_TOTAL * factor() + independent();
  const told = Array.from({ length: origins }, () => outcome(draw()));
  return { shock: commonShock(told, WINDOW_MONTHS), came: draw() };
}

/** The 80 % interval of the total of `months`, from that of one client who stands for all and whose interval holds the shock. */
export function intervalOfTotal(shock: CommonShock | null, months = WINDOW_MONTHS): Estimate {
  const half = Math.hypot(INDEPENDENT_DEVIATION * 1.2816, EXPECTED_TOTAL * shockOver(shock, months));
  return portfolioInterval(
    [
      {
        value: EXPECTED_TOTAL,
        low: EXPECTED_TOTAL - half,
        high: EXPECTED_TOTAL + half,
        deviation: half / 1.2816,
        months,
      },
    ],
    shock,
  );
}
