import { mean } from "d3";
import { clusterPoints, nearestCentre } from "./cluster-points.js";

/** How well clusters come back in bootstrap samples, as Jaccard overlaps from 0 to 1. */
export interface Stability {
  /** Weighted by cluster size: the chance-free reading of how stable a client's place is. */
  readonly mean: number;
  /** Of the least stable cluster. */
  readonly least: number;
  /** Points of the smallest cluster. */
  readonly smallest: number;
}

/**
 * Bootstrap stability of k clusters: each cluster of the data against the most similar one of every resample, all points
 * assigned to the resample's nearest centre, by Jaccard |A ∩ B| / |A ∪ B|, averaged over resamples (Hennig 2007).
 * Null when the data cannot be split into k.
 */
export function clusterStability(
  points: readonly (readonly number[])[],
  count: number,
  options: { readonly resamples: number; readonly starts: number },
  random: () => number,
): Stability | null {
  const reference = clusterPoints(points, count, 5 * options.starts, random);
  if (reference === null) return null;
  const sizes = countLabels(reference.labels, count);
  const overlaps: number[][] = sizes.map(() => []);
  for (let resample = 0; resample < options.resamples; resample++) {
    const drawn = points.map(() => points[Math.floor(random() * points.length)] ?? []);
    const again = clusterPoints(drawn, count, options.starts, random);
    const labels = again === null ? null : points.map((point) => nearestCentre(point, again.centres));
    const best = labels === null ? sizes.map(() => 0) : bestOverlaps(reference.labels, labels, count);
    best.forEach((overlap, cluster) => {
      overlaps[cluster]?.push(overlap);
    });
  }
  const byCluster = overlaps.map((values) => mean(values) ?? 0);
  const weighted = byCluster.reduce((sum, overlap, cluster) => sum + overlap * (sizes[cluster] ?? 0), 0);
  return {
    mean: weighted / points.length,
    least: Math.min(...byCluster),
    smallest: Math.min(...sizes),
  };
}

function countLabels(labels: readonly number[], count: number): number[] {
  const sizes = Array.from({ length: count }, () => 0);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  return sizes;
}

function bestOverlaps(reference: readonly number[], labels: readonly number[], count: number): number[] {
  const shared = Array.from({ length: count }, () => Array.from({ length: count }, () => 0));
  reference.forEach((cluster, row) => {
    const counts = shared[cluster];
    const label = labels[row] ?? 0;
    if (counts) counts[label] = (counts[label] ?? 0) + 1;
  });
  const referenceSizes = countLabels(reference, count);
  const sizes = countLabels(labels, count);
  return shared.map((counts, cluster) => {
    const jaccards = counts.map((both, label) => {
      return both / Math.max(1, (referenceSizes[cluster] ?? 0) + (sizes[label] ?? 0) - both);
    });
    return Math.max(...jaccards);
  });
}
