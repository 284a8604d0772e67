import { rollups, sum } from "d3";
import { columnsToldBy, type ExclusionCount, isClientReason } from "../../model/lookalike/exclusions.js";
import { type Audience, mayShow } from "./audience.js";

/** What stands for a reason that output for the audience may not carry: of a mark, and of a match with a client. */
export const LEFT_OUT = "is left out";
const CLIENT = "is a client";

/** Why a prospect is not ranked, without what that tells of columns that the audience may not see. */
export function shownExclusion(audience: Audience | null, reason: string): string {
  const columns = columnsToldBy(reason);
  if (columns.every((column) => mayShow(audience, column))) return reason;
  return isClientReason(reason) && !columns.includes("status") ? CLIENT : LEFT_OUT;
}

/** How many are not ranked for each reason that the audience may see, most first. */
export function shownExclusionCounts(
  audience: Audience | null,
  counts: readonly ExclusionCount[],
): ExclusionCount[] {
  return rollups(
    counts,
    (some) => sum(some, ({ prospects }) => prospects),
    ({ reason }) => shownExclusion(audience, reason),
  )
    .map(([reason, prospects]) => ({ reason, prospects }))
    .sort((a, b) => b.prospects - a.prospects || (a.reason < b.reason ? -1 : 1));
}
