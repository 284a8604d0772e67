import type { Account } from "../../model/account.js";
import type { Feature } from "../../model/feature.js";
import { nameSegments } from "../../model/segments/name-segments.js";
import type { ClientAssignment, Segment } from "../../model/segments/segmentation.js";
import { type Audience, mayShow } from "./audience.js";

/**
 * Segments with the traits and medians of the fields that the audience may see. Where a field is hidden they are named
 * anew by those traits, whatever they were called: an earlier name may hold what was hidden since.
 */
export function shownSegments<Known extends Segment>(
  audience: Audience | null,
  segments: readonly Known[],
  clients: readonly ClientAssignment[],
  { learnable, features }: { readonly learnable: readonly Account[]; readonly features: readonly Feature[] },
): readonly Known[] {
  if (features.every(({ name }) => mayShow(audience, name))) return segments;
  const segmentOf = new Map(clients.map(({ accountId, segmentId }) => [accountId, segmentId]));
  const shown = segments.map((segment) => ({
    ...segment,
    traits: segment.traits.filter(({ band }) => mayShow(audience, band.field)),
    medians: segment.medians.filter(({ field }) => mayShow(audience, field)),
  }));
  const names = nameSegments(
    shown.map(({ segmentId, traits }) => ({
      members: learnable.filter(({ accountId }) => segmentOf.get(accountId) === segmentId),
      traits,
    })),
    learnable,
    features.filter(({ name }) => mayShow(audience, name)),
  );
  return shown.map((segment, at) => ({ ...segment, name: names[at] ?? `Segment ${at + 1}` }));
}
