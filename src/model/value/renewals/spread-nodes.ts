/** Standard normal points with the logarithms of their weights. */
export interface Nodes {
  readonly points: readonly number[];
  readonly logWeights: readonly number[];
}

/** Standard deviations up to which what clients share is looked for. */
export const FARTHEST_NODE = 4;
const SPACING = 2 / 3;

/** Nothing is shared. */
export const ONE_NODE: Nodes = { points: [0], logWeights: [0] };

/**
 * Even points under the normal density, ⅔ apart: of a smooth function that is no narrower than a third of it, the sum
 * is the integral to about a per cent, and of wider ones to many digits (trapezoidal rule).
 */
export const SPREAD_NODES: Nodes = spreadNodes();

function spreadNodes(): Nodes {
  const count = Math.round((2 * FARTHEST_NODE) / SPACING) + 1;
  const points = Array.from({ length: count }, (_, index) => index * SPACING - FARTHEST_NODE);
  const densities = points.map((z) => Math.exp(-(z ** 2) / 2));
  const total = densities.reduce((sum, density) => sum + density, 0);
  return { points, logWeights: densities.map((density) => Math.log(density / total)) };
}
