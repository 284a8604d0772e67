import { groups } from "d3";
import {
  type KnownSegment as EarlierSegment,
  keepIdentities,
  type SegmentIdentity,
} from "../../model/segments/keep-identities.js";
import type { Segment, Segmentation } from "../../model/segments/segmentation.js";
import { shownSegments } from "../audience/shown-segments.js";
import { defineStep } from "../run/step.js";
import { accounts } from "./accounts.js";
import { segmentFinding } from "./segment-finding.js";

/** A segment as readers know it: its id, name and colour stay from build to build. */
export interface KnownSegment extends Segment, SegmentIdentity {
  /** Its name in reports that show all fields, by which spend is booked on it. */
  readonly ownName: string;
}

/** The segments found, under the identities of the previous report where they continue one. */
export interface KnownSegmentation extends Segmentation {
  readonly segments: readonly KnownSegment[];
}

export const segmentation = defineStep("segmentation", async (context): Promise<KnownSegmentation> => {
  const known = underKnownIdentities(await segmentFinding(context), context.previous?.segments ?? []);
  const { learnable, features } = await accounts(context);
  const seen = { learnable, features: features.features };
  return { ...known, segments: shownSegments(context.audience, known.segments, known.clients, seen) };
});

/** The segments under the ids, names and colours of the earlier ones that they continue (`keepIdentities`). */
export function underKnownIdentities(
  found: Segmentation,
  earlier: readonly EarlierSegment[],
): KnownSegmentation {
  const membersOf = new Map(groups(found.clients, ({ segmentId }) => segmentId));
  const identities = keepIdentities(
    found.segments.map(({ segmentId, name }) => ({
      name,
      members: (membersOf.get(segmentId) ?? []).map(({ accountId }) => accountId),
    })),
    earlier,
  );
  const segments = found.segments.flatMap((segment, index): KnownSegment[] => {
    const identity = identities[index];
    return identity ? [{ ...segment, ...identity, ownName: identity.name }] : [];
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
}
