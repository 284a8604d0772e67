import { rollingOrigins } from "../../model/value/tournament/rolling-origins.js";
import { type ReadInputs, readInputs } from "../../warehouse/read-inputs.js";
import { defineStep } from "./step.js";

/** The exports of the data folder, checked and summarised, with the histories as known at earlier origins. */
export const inputs = defineStep(
  "inputs",
  ({ dataFolder, settings, asOf }): Promise<ReadInputs> =>
    readInputs({
      dataFolder,
      settings,
      ...(asOf === null ? {} : { asOf }),
      origins: ({ firstDate, asOf: until }) => {
        const { origins, yearsApart } = rollingOrigins(firstDate, until);
        return [...new Set([...origins, ...yearsApart])].sort();
      },
    }),
  { costly: true, module: import.meta.url },
);
