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
 * k-means of least error among `starts` runs of Lloyd's algorithm from kmeans++ starting centres.
 *
 * Null when there are fewer than k distinct points. Points must be finite and of one length. A cluster that loses all its
 * points keeps its centre. Coordinates lie in one flat array: choosing a number of segments fits thousands of times, and
 * this is ten times as quick as `ml-kmeans`.
 */
export function clusterPoints(
  points: readonly (readonly number[])[],
  count: number,
  starts: number,
  random: () => number,
): Clustering | null {
  const width = points[0]?.length ?? 0;
  const data = new Float64Array(points.length * width);
  for (let row = 0; row < points.length; row++) data.set(points[row] ?? [], row * width);
  let best: Run | null = null;
  for (let start = 0; start < starts; start++) {
    const centres = startingCentres(data, points.length, width, count, random);
    if (centres === null) return null;
    const run = lloyd(data, width, centres, count);
    if (best === null || run.error < best.error) best = run;
  }
  if (best === null) return null;
  const { labels, centres, error } = best;
  return {
    labels: Array.from(labels),
    centres: Array.from({ length: count }, (_, index) =>
      Array.from(centres.subarray(index * width, (index + 1) * width)),
    ),
    error,
  };
}

interface Run {
  readonly labels: Int32Array;
  readonly centres: Float64Array;
  readonly error: number;
}

/** Moves the centres, in place, until no point changes its cluster. */
function lloyd(data: Float64Array, width: number, centres: Float64Array, count: number): Run {
  const rows = data.length / Math.max(1, width);
  const labels = new Int32Array(rows).fill(-1);
  const sums = new Float64Array(centres.length);
  const sizes = new Int32Array(count);
  let error = 0;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    let changed = false;
    error = 0;
    for (let row = 0; row < rows; row++) {
      let nearest = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let centre = 0; centre < count; centre++) {
        const distance = distanceBetween(data, row * width, centres, centre * width, width);
        if (distance < least) {
          least = distance;
          nearest = centre;
        }
      }
      error += least;
      if (labels[row] !== nearest) changed = true;
      labels[row] = nearest;
    }
    if (!changed) break;
    sums.fill(0);
    sizes.fill(0);
    for (let row = 0; row < rows; row++) {
      const label = labels[row] ?? 0;
      sizes[label] = (sizes[label] ?? 0) + 1;
      for (let column = 0; column < width; column++) {
        const place = label * width + column;
        sums[place] = (sums[place] ?? 0) + (data[row * width + column] ?? 0);
      }
    }
    for (let place = 0; place < sums.length; place++) {
      const size = sizes[Math.floor(place / width)] ?? 0;
      if (size > 0) centres[place] = (sums[place] ?? 0) / size;
    }
  }
  return { labels, centres, error };
}

function distanceBetween(a: Float64Array, atA: number, b: Float64Array, atB: number, width: number): number {
  let sum = 0;
  for (let column = 0; column < width; column++) {
    const difference = (a[atA + column] ?? 0) - (b[atB + column] ?? 0);
    sum += difference * difference;
  }
  return sum;
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
function startingCentres(
  data: Float64Array,
  rows: number,
  width: number,
  count: number,
  random: () => number,
): Float64Array | null {
  if (rows === 0) return null;
  const centres = new Float64Array(count * width);
  const distances = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  let drawn = Math.floor(random() * rows);
  for (let centre = 0; centre < count; centre++) {
    if (centre > 0) {
      const total = distances.reduce((sum, distance) => sum + distance, 0);
      if (!(total > 0)) return null;
      let left = random() * total;
      drawn = distances.findIndex((distance) => {
        left -= distance;
        return left < 0;
      });
      if (drawn < 0) drawn = distances.findLastIndex((distance) => distance > 0);
    }
    centres.set(data.subarray(drawn * width, (drawn + 1) * width), centre * width);
    for (let row = 0; row < rows; row++) {
      const distance = distanceBetween(data, row * width, centres, centre * width, width);
      if (distance < (distances[row] ?? 0)) distances[row] = distance;
    }
  }
  return centres;
}
