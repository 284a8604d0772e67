import type { ClientValue } from "../model/value/client-value.js";
import { fitValueModels } from "../model/value/fit-value-models.js";
import { valueClients } from "../model/value/value-clients.js";
import type { ValueFit } from "../model/value/value-fit.js";
import { inputs } from "./inputs.js";
import { defineStep } from "./step.js";
import { valueOptions } from "./value-options.js";

/** Every client's value, in the order of the inputs' histories, with the models behind it. */
export interface ClientValues {
  readonly fit: ValueFit;
  readonly values: readonly ClientValue[];
}

export const clientValues = defineStep(
  "client-values",
  async (context): Promise<ClientValues> => {
    const read = await inputs(context);
    const fit = fitValueModels(read.histories);
    return { fit, values: valueClients(read.histories, fit, valueOptions(context.settings, read)) };
  },
  { costly: true, module: import.meta.url },
);
