import { knownName } from "../../warehouse/settings/known-name.js";
import type { IcpRule } from "../../warehouse/settings/settings.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";

/** The name that the files have for a field of the settings: case, spaces and underscores do not matter. */
export const fieldNames = defineStep("field-names", async (context): Promise<(name: string) => string> => {
  const { quality } = await inputs(context);
  const known = quality.fillRates.map(({ field }) => field);
  return (name) => knownName(known, name);
});

/** Today's profile of the settings, its fields by the names that the files have for them; null where none is set. */
export const currentProfile = defineStep("current-profile", async (context): Promise<IcpRule | null> => {
  const { currentIcp } = context.settings;
  if (currentIcp === null) return null;
  const nameOf = await fieldNames(context);
  return { all: currentIcp.all.map((condition) => ({ ...condition, field: nameOf(condition.field) })) };
});
