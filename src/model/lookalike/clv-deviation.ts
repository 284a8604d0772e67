import type { LookalikeClient } from "./prospect.js";

/** Half the width of a standard normal's 80 % interval. */
const HALF_WIDTH = 1.2816;

/** Standard deviation of log CLV by the client's own 80 % interval, read as lognormal; 0 where none is given. */
export function clvDeviation(client: LookalikeClient): number {
  const { clvLow, clvHigh, clv } = client;
  if (clvLow === undefined || clvHigh === undefined || !(clv > 0) || !(clvHigh > clvLow)) return 0;
  // A lower end at or below zero says no more than that it is far below.
  return Math.log(clvHigh / Math.max(clvLow, clv / 100)) / (2 * HALF_WIDTH);
}
