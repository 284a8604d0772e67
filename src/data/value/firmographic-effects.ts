import { FEWEST_CLIENTS_WITH_COVARIATES } from "../../model/value/firmographic-columns.js";
import { repeatSampleOf } from "../../model/value/fit-value-models.js";
import type { CovariateEffect } from "../../model/value/pareto-nbd/fit-pareto-covariates.js";
import { fitFirmographics } from "../../model/value/tournament/covariate-predictor.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { clientTraits } from "./client-traits.js";

/** What firmographics do to how often clients without contracts order and leave, or why nothing is said of it. */
export interface FirmographicEffects {
  readonly clients: number;
  readonly logLikelihood: number | null;
  readonly effects: readonly CovariateEffect[];
  /** Null where there are effects. */
  readonly reason: string | null;
}

export const firmographicEffects = defineStep(
  "firmographic-effects",
  async (context): Promise<FirmographicEffects> => {
    const { histories } = await inputs(context);
    const traits = await clientTraits(context);
    const sample = repeatSampleOf(histories);
    const found = fitFirmographics(sample, traits);
    if (found === null) {
      return {
        clients: sample.length,
        logLikelihood: null,
        effects: [],
        reason: reason(sample.length, traits.features.length),
      };
    }
    const { fit, effects } = found;
    return { clients: found.clients, logLikelihood: fit.logLikelihood, effects, reason: null };
  },
  { costly: true, module: import.meta.url },
);

function reason(clients: number, fields: number): string {
  if (fields === 0) return "No firmographic field of clients may be used.";
  return clients < FEWEST_CLIENTS_WITH_COVARIATES
    ? `There are ${clients} clients without contracts to learn it from; it takes ${FEWEST_CLIENTS_WITH_COVARIATES}.`
    : "No firmographic field goes clearly with how often clients order or leave, by 2.5 standard errors: this is Pareto/NBD without them.";
}
