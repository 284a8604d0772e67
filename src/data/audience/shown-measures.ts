import type { SignalRecord } from "../../warehouse/decision-records.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { mayShow } from "./audience.js";

/**
 * What was measured of clients after the sale, for all that publish of single clients, owners or segments what rests on
 * it: nothing where the audience may not see measures, whose report then tells of leaving as if nothing were measured.
 */
export const shownMeasures = defineStep(
  "shown-measures",
  async (context): Promise<readonly SignalRecord[]> =>
    mayShow(context.audience, "measure") ? (await inputs(context)).decisions.signals : [],
);
