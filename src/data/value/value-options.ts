import { DEFAULT_DRAWS, type ValueOptions } from "../../model/value/value-options.js";
import type { Inputs } from "../../warehouse/inputs.js";
import type { Settings } from "../../warehouse/settings/settings.js";

/** One seed for every random draw of a run: the same input gives the same report. */
export const SEED = 20_260_101;

/** How the settings ask for clients to be valued. */
export function valueOptions(settings: Settings, { asOf }: Pick<Inputs, "asOf">): ValueOptions {
  return {
    asOf,
    horizonMonths: settings.horizonMonths,
    discountRateAnnual: settings.discountRate,
    highValueShare: settings.highValueShare,
    seed: SEED,
    draws: DEFAULT_DRAWS,
  };
}
