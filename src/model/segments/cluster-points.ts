import { kmeans } from "ml-kmeans";

/** Points split into clusters. */
export interface Clustering {
  /** The cluster of each point. */
  readonly labels: readonly number[];
  readonly centres: readonly (readonly number[])[];
  /** Σ of squared distances to the cluster's centre. */
  readonly error: number;
}

const MAX_ITERATIONS = 100;

/**
 * k-means of least error among `starts` runs from kmeans++ starting centres.
 *
 * Null when there are fewer than k distinct points. Points must be finite and of one length. Starting centres are drawn
 * here, not by ml-kmeans: the same draw at a tenth of the time, from the caller's random numbers.
 */
export function clusterPoints(
  points: readonly (readonly number[])[],
  count: number,
  starts: number,
  random: () => number,
): Clustering | null {
  const data = points.map((point) => [...point]);
  let best: Clustering | null = null;
  for (let start = 0; start < starts; start++) {
    const centres = startingCentres(data, count, random);
    if (centres === null) return null;
    const run = kmeans(data, count, {
      initialization: centres,
      tolerance: 0,
      maxIterations: MAX_ITERATIONS,
    });
    const error = data.reduce((sum, point, row) => {
      return sum + squaredDistance(point, run.centroids[run.clusters[row] ?? 0] ?? point);
    }, 0);
    if (best === null || error < best.error) best = { labels: run.clusters, centres: run.centroids, error };
  }
  return best;
}

/** Σ of squared differences of the coordinates. */
export function squaredDistance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += ((a[index] ?? 0) - (b[index] ?? 0)) ** 2;
  return sum;
}

/** Index of the centre next to the point, the first among equals. */
export function nearestCentre(point: readonly number[], centres: readonly (readonly number[])[]): number {
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  centres.forEach((centre, index) => {
    const distance = squaredDistance(point, centre);
    if (distance < least) {
      least = distance;
      nearest = index;
    }
  });
  return nearest;
}

/** kmeans++ (Arthur and Vassilvitskii 2007): each further centre drawn with odds of its squared distance to the nearest. */
function startingCentres(data: readonly number[][], count: number, random: () => number): number[][] | null {
  const first = data[Math.floor(random() * data.length)];
  if (first === undefined) return null;
  const centres = [first];
  const distances = data.map((point) => squaredDistance(point, first));
  while (centres.length < count) {
    const total = distances.reduce((sum, distance) => sum + distance, 0);
    if (!(total > 0)) return null;
    let left = random() * total;
    let drawn = distances.findIndex((distance) => {
      left -= distance;
      return left < 0;
    });
    if (drawn < 0) drawn = distances.findLastIndex((distance) => distance > 0);
    const centre = data[drawn] ?? first;
    centres.push(centre);
    data.forEach((point, row) => {
      distances[row] = Math.min(distances[row] ?? 0, squaredDistance(point, centre));
    });
  }
  return centres;
}
