import { shuffler } from "d3";
import { studentQuantile } from "../../numerics/student-quantile.js";
import type { ClientProcess } from "../client-forecast.js";
import { cumulativeRenewals } from "../renewal-schedule.js";
import type { CommonShock } from "./common-shock.js";

/**
 * `count` factors by which what is common to all clients may multiply what they bring: exp(σ·t) at the middles of as
 * many equally likely parts of Student's t, in random order. All 1 without a calibrated shock.
 */
export function shockFactors(shock: CommonShock | null, count: number, random: () => number): number[] {
  if (shock === null) return new Array<number>(count).fill(1);
  return shuffler(random)(
    Array.from({ length: count }, (_, part) =>
      Math.exp(shock.logDeviation * studentQuantile((part + 0.5) / count, shock.origins)),
    ),
  );
}

/**
 * A client's process with `factor` times the business: orders come faster or slower by it, and as many times more or
 * fewer of its contracts live to each renewal, at most all.
 */
export function shaken(process: ClientProcess, factor: number): ClientProcess {
  if (factor === 1) return process;
  const { orders, renewals } = process;
  return {
    orders: orders === null ? null : { ...orders, rate: orders.rate / factor },
    renewals: renewals.map((schedule) => {
      let before = 1;
      const probabilities = cumulativeRenewals(schedule).map((reached) => {
        const now = Math.min(1, factor * reached);
        const probability = before > 0 ? now / before : 0;
        before = now;
        return probability;
      });
      return { ...schedule, probabilities };
    }),
  };
}
