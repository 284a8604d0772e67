import { gaussLegendre } from "../../numerics/gauss-legendre.js";
import type { ParetoNbdParameters } from "../pareto-nbd/pareto-nbd-parameters.js";
import type { RepeatHistory } from "../repeat/repeat-history.js";

/** P(alive) and purchases expected ahead, in the order of the histories; the next draw writes over them. */
export interface PortfolioForecast {
  readonly alive: Float64Array;
  readonly purchases: Float64Array;
}

const NODES_A_GAP = 4;
/** No gap between points of time is wider than this share of all of it: days of most of a year, or finer. */
const WIDEST_GAP = 1 / 256;
/** Logarithms beyond this are as good as infinite: such a client has left. */
const FARTHEST = 650;

/**
 * Pareto/NBD for a whole portfolio at many parameters, to about 1e-9.
 *
 * Clients with as many purchases share one running integral of (α+u)^−(r+x) (β+u)^−(s+1), summed up backwards over
 * the portfolio's distinct times, with points between those that lie far apart: what a client needs is the difference of it at tₓ and T. It costs an exponential
 * for each distinct x and time, and not a quadrature for each client.
 */
export function paretoPortfolio(
  histories: readonly RepeatHistory[],
  ahead: number,
): (parameters: ParetoNbdParameters) => PortfolioForecast {
  const times = closePoints(new Set(histories.flatMap(({ recency, age }) => [recency, age])));
  const placeOf = new Map(Array.from(times, (time, place) => [time, place]));
  const counts = [...new Set(histories.map(({ repeats }) => repeats))].sort((one, other) => one - other);
  const blockOf = new Map(counts.map((count, block) => [count, block]));
  const block = Int32Array.from(histories, ({ repeats }) => blockOf.get(repeats) ?? 0);
  const last = Int32Array.from(histories, ({ recency }) => placeOf.get(recency) ?? 0);
  const now = Int32Array.from(histories, ({ age }) => placeOf.get(age) ?? 0);
  const { points, weights } = gaussLegendre(NODES_A_GAP);
  const nodes = new Float64Array(Math.max(0, times.length - 1) * NODES_A_GAP);
  const nodeWeights = new Float64Array(nodes.length);
  for (let gap = 0; gap + 1 < times.length; gap += 1) {
    const from = times[gap] ?? 0;
    const width = (times[gap + 1] ?? 0) - from;
    for (let node = 0; node < NODES_A_GAP; node += 1) {
      nodes[gap * NODES_A_GAP + node] = from + width * (points[node] ?? 0);
      nodeWeights[gap * NODES_A_GAP + node] = width * (weights[node] ?? 0);
    }
  }
  const latest = times.at(-1) ?? 0;
  const logAlpha = new Float64Array(nodes.length);
  const logBeta = new Float64Array(nodes.length);
  const running = counts.map(() => new Float64Array(times.length));
  const stayed = counts.map(() => new Float64Array(times.length));
  const logAlphaAt = new Float64Array(times.length);
  const logBetaAt = new Float64Array(times.length);
  const perAlive = new Float64Array(times.length);
  const alive = new Float64Array(histories.length);
  const purchases = new Float64Array(histories.length);
  return ({ r, alpha, s, beta }) => {
    const [logAlphaLatest, logBetaLatest] = [Math.log(alpha + latest), Math.log(beta + latest)];
    nodes.forEach((node, index) => {
      logAlpha[index] = Math.log(alpha + node) - logAlphaLatest;
      logBeta[index] = (s + 1) * (Math.log(beta + node) - logBetaLatest);
    });
    times.forEach((time, place) => {
      logAlphaAt[place] = Math.log(alpha + time) - logAlphaLatest;
      logBetaAt[place] = s * (Math.log(beta + time) - logBetaLatest);
    });
    counts.forEach((count, at) => {
      const shape = r + count;
      const integral = running[at] ?? new Float64Array(0);
      let total = 0;
      for (let gap = times.length - 2; gap >= 0; gap -= 1) {
        for (let node = gap * NODES_A_GAP; node < (gap + 1) * NODES_A_GAP; node += 1) {
          const exponent = -shape * (logAlpha[node] ?? 0) - (logBeta[node] ?? 0);
          total += (nodeWeights[node] ?? 0) * Math.exp(Math.min(exponent, FARTHEST));
        }
        integral[gap] = total;
      }
      const staying = stayed[at] ?? new Float64Array(0);
      for (let place = 0; place < times.length; place += 1) {
        const exponent = shape * (logAlphaAt[place] ?? 0) + (logBetaAt[place] ?? 0);
        staying[place] = (s / (beta + latest)) * Math.exp(exponent);
      }
    });
    times.forEach((time, place) => {
      const scale = beta + time;
      const grown = Math.log1p(ahead / scale);
      const shrink = Math.abs((s - 1) * grown) < 1e-12 ? grown : -Math.expm1((1 - s) * grown) / (s - 1);
      perAlive[place] = (scale * shrink) / (alpha + time);
    });
    for (let client = 0; client < alive.length; client += 1) {
      const [ofBlock, from, to] = [block[client] ?? 0, last[client] ?? 0, now[client] ?? 0];
      const integral = running[ofBlock];
      const left = (integral?.[from] ?? 0) - (integral?.[to] ?? 0);
      const stays = 1 / (1 + (stayed[ofBlock]?.[to] ?? 0) * left);
      alive[client] = stays;
      purchases[client] = stays * (r + (counts[ofBlock] ?? 0)) * (perAlive[to] ?? 0);
    }
    return { alive, purchases };
  };
}

/** The times in order, with evenly spaced points in the gaps that are wide. */
function closePoints(times: ReadonlySet<number>): Float64Array {
  const sorted = Float64Array.from(times).sort();
  const widest = WIDEST_GAP * (sorted.at(-1) ?? 0);
  return Float64Array.from(
    Array.from(sorted).flatMap((time, place) => {
      const width = (sorted[place + 1] ?? time) - time;
      const pieces = widest > 0 ? Math.max(1, Math.ceil(width / widest)) : 1;
      return Array.from({ length: pieces }, (_, piece) =>
        piece === 0 ? time : time + (width * piece) / pieces,
      );
    }),
  );
}
