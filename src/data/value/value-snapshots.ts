import type { DayRevenue } from "../../model/value/accuracy/tracking.js";
import { type RollingOrigins, rollingOrigins } from "../../model/value/tournament/rolling-origins.js";
import type { Snapshot } from "../../model/value/tournament/snapshot.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";

/** The clients as known at each rolling origin and today, ascending. */
export interface ValueSnapshots {
  readonly plan: RollingOrigins;
  readonly snapshots: readonly Snapshot[];
  /** As known a whole number of years ago (`RollingOrigins.yearsApart`) and today; empty where these days are. */
  readonly yearly: readonly Snapshot[];
  /** Revenue after the last origin, of the clients known at it. */
  readonly revenueSince: readonly DayRevenue[];
}

export const valueSnapshots = defineStep("value-snapshots", async (context): Promise<ValueSnapshots> => {
  const { asOf, histories, earlier, revenueSince, quality } = await inputs(context);
  const plan = rollingOrigins(quality.firstDate, asOf);
  const snapshotsOn = (days: readonly string[]): Snapshot[] =>
    earlier.filter((snapshot) => days.includes(snapshot.asOf));
  const now = { asOf, histories };
  return {
    plan,
    snapshots: [...snapshotsOn(plan.origins), now],
    yearly: plan.yearsApart.length === 0 ? [] : [...snapshotsOn(plan.yearsApart), now],
    revenueSince,
  };
});

/** Those snapshots whose windows do not overlap, and the present. */
export function snapshotsApart({ plan, snapshots }: ValueSnapshots): readonly Snapshot[] {
  return snapshots.filter(({ asOf }, index) => index === snapshots.length - 1 || plan.apart.includes(asOf));
}
