import type { Account } from "../account.js";
import { encode } from "../firmographics/encode.js";
import { squaredDistance } from "./cluster-points.js";
import type { Segment, SegmentAssignment, Segmentation } from "./segmentation.js";

/**
 * The segment whose centre is nearest to the account, with similarity = 1 / (1 + (d / typical distance)²).
 * Missing values and unseen categories are placed as `encode` says, so every account has an answer; null only when
 * there are no segments.
 */
export function assignSegment(
  segmentation: Pick<Segmentation, "encoding" | "segments">,
  account: Account,
): SegmentAssignment | null {
  return nearestSegment(segmentation.segments, encode(segmentation.encoding, account));
}

/** As `assignSegment`, for an account that is encoded already. */
export function nearestSegment(
  segments: readonly Pick<Segment, "segmentId" | "centre" | "typicalDistance">[],
  point: readonly number[],
): SegmentAssignment | null {
  let nearest: SegmentAssignment | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const { segmentId, centre, typicalDistance } of segments) {
    const squared = squaredDistance(point, centre);
    if (squared >= least) continue;
    least = squared;
    const typical = Math.max(typicalDistance ** 2, 1e-12);
    nearest = { segmentId, similarity: typical / (typical + squared) };
  }
  return nearest;
}
