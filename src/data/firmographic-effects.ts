import { repeatSampleOf } from "../model/value/fit-value-models.js";
import type { CovariateEffect } from "../model/value/pareto-nbd/fit-pareto-covariates.js";
import {
  FEWEST_CLIENTS_WITH_COVARIATES,
  fitFirmographics,
} from "../model/value/tournament/covariate-predictor.js";
import { inputs } from "./inputs.js";
import { defineStep } from "./step.js";
import { usableFeatures } from "./usable-features.js";

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
    const { clients, histories } = await inputs(context);
    const { features } = await usableFeatures(context);
    const sample = repeatSampleOf(histories);
    const found = fitFirmographics(sample, { accounts: clients, features });
    if (found === null) {
      return {
        clients: sample.length,
        logLikelihood: null,
        effects: [],
        reason: reason(sample.length, features.length),
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
