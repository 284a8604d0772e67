/** Standard normal points with the logarithms of their weights. */
export interface Nodes {
  readonly points: readonly number[];
  readonly logWeights: readonly number[];
}

/** Standard deviations up to which what clients share is looked for. */
export const FARTHEST_NODE = 4;
const WIDEST_SPACING = 2 / 3;

/** Nothing is shared. */
export const ONE_NODE: Nodes = { points: [0], logWeights: [0] };

/**
 * A function that gives even points under the normal density for what so many contracts share: at most ⅔ apart, and
 * 1/√(1 + contracts/4), about as far as a standard deviation of what they tell at most leaves. Of a smooth function that
 * is no narrower than half the spacing the sum is the integral to about a per cent, and of wider ones to many digits
 * (trapezoidal rule).
 */
export function spreadNodes(): (contracts: number) => Nodes {
  const known = new Map<number, Nodes>();
  return (contracts) => {
    const spacing = Math.min(WIDEST_SPACING, 1 / Math.sqrt(1 + contracts / 4));
    const half = Math.ceil(FARTHEST_NODE / spacing - 1e-9);
    const nodes = known.get(half) ?? evenNodes(half);
    known.set(half, nodes);
    return nodes;
  };
}

/** `half` points on each side of 0. */
function evenNodes(half: number): Nodes {
  const points = Array.from({ length: 2 * half + 1 }, (_, index) => ((index - half) / half) * FARTHEST_NODE);
  const densities = points.map((z) => Math.exp(-(z ** 2) / 2));
  const total = densities.reduce((sum, density) => sum + density, 0);
  return { points, logWeights: densities.map((density) => Math.log(density / total)) };
}
