import { groups } from "d3";
import { keepIdentities, type SegmentIdentity } from "../model/segments/keep-identities.js";
import type { Segment, Segmentation } from "../model/segments/segmentation.js";
import { segmentFinding } from "./segment-finding.js";
import { defineStep } from "./step.js";

/** A segment as readers know it: its id, name and colour stay from build to build. */
export interface KnownSegment extends Segment, SegmentIdentity {}

/** The segments found, under the identities of the previous report where they continue one. */
export interface KnownSegmentation extends Segmentation {
  readonly segments: readonly KnownSegment[];
}

export const segmentation = defineStep("segmentation", async (context): Promise<KnownSegmentation> => {
  const found = await segmentFinding(context);
  const membersOf = new Map(
    groups(found.clients, ({ segmentId }) => segmentId).map(([id, list]) => [
      id,
      list.map(({ accountId }) => accountId),
    ]),
  );
  const identities = keepIdentities(
    found.segments.map(({ segmentId, name }) => ({ name, members: membersOf.get(segmentId) ?? [] })),
    context.previous?.segments ?? [],
  );
  const segments = found.segments.flatMap((segment, index): KnownSegment[] => {
    const identity = identities[index];
    return identity ? [{ ...segment, ...identity }] : [];
  });
  const idNow = new Map(
    found.segments.map(({ segmentId }, index) => [segmentId, segments[index]?.segmentId]),
  );
  return {
    ...found,
    segments,
    clients: found.clients.map((client) => ({
      ...client,
      segmentId: idNow.get(client.segmentId) ?? client.segmentId,
    })),
  };
});
