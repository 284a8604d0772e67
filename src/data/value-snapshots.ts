import type { DayRevenue } from "../model/value/accuracy/tracking.js";
import { type RollingOrigins, rollingOrigins } from "../model/value/tournament/rolling-origins.js";
import type { Snapshot } from "../model/value/tournament/snapshot.js";
import { inputs } from "./inputs.js";
import { defineStep } from "./step.js";

/** The clients as known at each rolling origin and today, ascending. */
export interface ValueSnapshots {
  readonly plan: RollingOrigins;
  readonly snapshots: readonly Snapshot[];
  /** Revenue after the last origin, of the clients known at it. */
  readonly revenueSince: readonly DayRevenue[];
}

export const valueSnapshots = defineStep("value-snapshots", async (context): Promise<ValueSnapshots> => {
  const { asOf, histories, earlier, revenueSince, quality } = await inputs(context);
  return {
    plan: rollingOrigins(quality.firstDate, asOf),
    snapshots: [...earlier, { asOf, histories }],
    revenueSince,
  };
});

/** Those snapshots whose windows do not overlap, and the present. */
export function snapshotsApart({ plan, snapshots }: ValueSnapshots): readonly Snapshot[] {
  return snapshots.filter(({ asOf }, index) => index === snapshots.length - 1 || plan.apart.includes(asOf));
}
