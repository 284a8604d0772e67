import type { OrderProcess } from "../forecast/client-forecast.js";

/** The first of cumulated weights that a uniform number falls under, by index. */
function drawIndex(weights: readonly number[], random: () => number): number {
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  let index = 0;
  for (; index < weights.length - 1; index += 1) {
    left -= weights[index] ?? 0;
    if (left < 0) break;
  }
  return index;
}

/**
 * A function that visits the times of one simulated future's orders of a client that is alive, ascending and up
 * to a last time; no further after `most` of them.
 *
 * Rate and drop-out probability are not drawn but integrated out as orders come: the gap to the next event is
 * Lomax, P(gap > g) = (rate/(rate+g))^shape, after it shape grows by 1 and rate by g; the client leaves with
 * the mean of its beta, leave/(leave+stay), and stay grows by 1 when it does not. The same futures, at a third
 * of the cost.
 */
export function orderTimeSimulator(
  process: OrderProcess,
  random: () => number,
): (until: number, visit: (time: number) => void, most?: number) => void {
  const { leave, stages, lifetime, clock } = process;
  const regularity = stages?.length ?? 1;
  let last = Number.NaN;
  let lastEnd = Number.NaN;
  let noEvent = 1;
  return (until, visit, most = Number.POSITIVE_INFINITY) => {
    if (until !== last) {
      last = until;
      lastEnd = clock === undefined ? until : clock.businessTime(until);
      noEvent = (process.rate / (process.rate + lastEnd)) ** process.shape;
    }
    let { shape, rate, stay } = process;
    let missing = regularity;
    if (stages !== undefined && regularity > 1) {
      const stage = drawIndex(stages, random);
      shape += stage;
      missing -= stage;
    }
    let uniform = 1 - random();
    if (regularity === 1 && uniform < noEvent) return;
    let end = lastEnd;
    if (lifetime !== undefined) {
      const stays = lifetime.scale * ((1 - random()) ** (-1 / lifetime.shape) - 1);
      if (stays < until) end = clock === undefined ? stays : clock.businessTime(stays);
    }
    let time = 0;
    let visited = 0;
    for (;;) {
      const gap = rate * Math.expm1(-Math.log(uniform) / shape);
      time += gap;
      if (!(time <= end)) return;
      missing -= 1;
      if (missing === 0) {
        visit(clock === undefined ? time : clock.time(time));
        visited += 1;
        if (visited >= most) return;
        if (leave > 0 && random() * (leave + stay) < leave) return;
        stay += 1;
        missing = regularity;
      }
      shape += 1;
      rate += gap;
      uniform = 1 - random();
    }
  };
}
