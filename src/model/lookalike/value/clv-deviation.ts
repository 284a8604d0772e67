import { DEVIATIONS_OF_80 } from "../../numerics/interval-80.js";
import type { LookalikeClient } from "../prospect.js";

/** Standard deviation of log CLV by the client's own 80 % interval, read as lognormal; 0 where none is given. */
export function clvDeviation(client: LookalikeClient): number {
  const { clvLow, clvHigh, clv } = client;
  if (clvLow === undefined || clvHigh === undefined || !(clv > 0) || !(clvHigh > clvLow)) return 0;
  // A lower end at or below zero says no more than that it is far below.
  return Math.log(clvHigh / Math.max(clvLow, clv / 100)) / (2 * DEVIATIONS_OF_80);
}
