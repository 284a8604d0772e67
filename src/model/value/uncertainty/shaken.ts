import { shuffler } from "d3";
import { studentQuantile } from "../../numerics/student-quantile.js";
import type { BusinessClock, ClientProcess } from "../forecast/client-forecast.js";
import { cumulativeRenewals } from "../renewals/renewal-schedule.js";
import type { CommonShock } from "./common-shock.js";
import { FARTHEST_LOG_SHOCK } from "./total-outcome.js";

/**
 * `count` logarithms of factors by which what is common to all clients may multiply what they bring over a window: σ·t
 * at the middles of as many equally likely parts of Student's t, in random order, none beyond a factor of 10. All 0
 * without a calibrated shock.
 */
export function shockDraws(shock: CommonShock | null, count: number, random: () => number): number[] {
  if (shock === null) return new Array<number>(count).fill(0);
  return shuffler(random)(
    Array.from({ length: count }, (_, part) => {
      const draw = shock.logDeviation * studentQuantile((part + 0.5) / count, shock.origins);
      return Math.min(FARTHEST_LOG_SHOCK, Math.max(-FARTHEST_LOG_SHOCK, draw));
    }),
  );
}

/**
 * A client's process by the clock of a world with more or less business: orders come faster or slower, and as many
 * times more or fewer of its contracts live to each renewal, at most those that lived to the one before. What is signed stays. Null leaves it.
 */
export function shaken(process: ClientProcess, clock: BusinessClock | null): ClientProcess {
  if (clock === null) return process;
  const { orders, renewals } = process;
  return {
    ...process,
    orders: orders === null ? null : { ...orders, clock },
    renewals: renewals.map((schedule) => {
      let before = 1;
      const probabilities = cumulativeRenewals(schedule).map((reached, index) => {
        const now = Math.min(before, clock.factorAt(schedule.days[index] ?? 0) * reached);
        const probability = before > 0 ? now / before : 0;
        before = now;
        return probability;
      });
      return { ...schedule, probabilities };
    }),
  };
}
