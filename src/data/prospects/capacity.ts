import type { Settings } from "../../warehouse/settings/settings.js";

/** Accounts that a team is taken to be able to work where the settings do not say. */
const usualCapacity = 100;

/** How many accounts the team can work: as set, or the usual number. */
export function capacityOf(settings: Settings): number {
  return settings.capacity ?? usualCapacity;
}
