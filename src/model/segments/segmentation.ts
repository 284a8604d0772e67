import type { MedianComparison, Trait } from "../firmographics/compare-traits.js";
import type { Encoding } from "../firmographics/encoding.js";
import type { CountStability } from "./choose-count.js";
import type { SegmentDifference } from "./segment-difference.js";

/** A kind of high-value client, and all clients that are most like it. */
export interface Segment {
  /** As found, "segment-1" has the highest mean CLV. */
  readonly segmentId: string;
  /** What it over-indexes on, such as "Mid-size logistics on SAP"; no two segments share a name. */
  readonly name: string;
  /** High-value clients that formed it. */
  readonly highValueMembers: number;
  /** All clients nearest to it, the high-value ones included. */
  readonly members: number;
  /** Σ CLV of all its clients, in the report's currency. */
  readonly clvTotal: number;
  readonly clvMean: number;
  readonly clvMedian: number;
  /** Of the CLV of all clients; null where losses leave shares of it without meaning (`hasMeaningfulShares`). */
  readonly clvShare: number | null;
  /** Its clients against all clients, most evidence first. */
  readonly traits: readonly Trait[];
  readonly medians: readonly MedianComparison[];
  /** Ids of the high-value members nearest to its centre. */
  readonly typicalMembers: readonly string[];
  readonly centre: readonly number[];
  /** Median distance of the high-value members from the centre: what counts as near. */
  readonly typicalDistance: number;
}

/** The segment that an account is most like. */
export interface SegmentAssignment {
  readonly segmentId: string;
  /** 1 at the centre, ½ as far away as the middle member, towards 0 beyond. */
  readonly similarity: number;
}

export interface ClientAssignment extends SegmentAssignment {
  readonly accountId: string;
}

/** How clients fall into segments, or why they do not. Plain data: a page can assign an account with it. */
export interface Segmentation {
  /** "division": kinds that come back when clients are drawn anew, but no natural groups; for description. */
  readonly status: "segments" | "division" | "no segments";
  /** Why, in words. */
  readonly reason: string;
  /** By falling mean CLV; empty when there are none. */
  readonly segments: readonly Segment[];
  readonly clients: readonly ClientAssignment[];
  readonly encoding: Encoding;
  /** Whether worth differs between segments among clients that did not form them; null without segments. */
  readonly difference: SegmentDifference | null;
  /**
   * Adjusted Rand index between the high-value clients' segments and those of k-prototypes, a method with other notions of
   * likeness: near 1 the segments do not hang on the method. Null without segments.
   */
  readonly agreement: number | null;
  /** How each number of segments fared. */
  readonly tried: readonly CountStability[];
  /** Probability that clients without any groups look as steady at their best number of segments. */
  readonly p: number | null;
}
