import type { Inputs } from "../warehouse/inputs.js";
import { readInputs } from "../warehouse/read-inputs.js";
import { defineStep } from "./step.js";

/** The exports of the data folder, checked and summarised. */
export const inputs = defineStep(
  "inputs",
  ({ dataFolder, settings, asOf }): Promise<Inputs> =>
    readInputs({ dataFolder, settings, ...(asOf === null ? {} : { asOf }) }),
  { costly: true, module: import.meta.url },
);
