import { COVARIATE_MODEL } from "../../model/value/tournament/covariate-predictor.js";
import { type ParameterNames, shownParameters } from "../audience/shown-parameters.js";
import type { FirmographicEffects } from "../value/firmographic-effects.js";
import { estimated, type ModelDescription } from "./describe-model.js";

/** The effects of firmographics in words, with their standard errors; where there are none, why. */
export function describeFirmographicEffects(
  { clients, logLikelihood, effects, reason }: FirmographicEffects,
  names: ParameterNames = shownParameters(null),
): ModelDescription {
  return {
    name: COVARIATE_MODEL,
    purpose:
      "Whether clients of some kind order more often or leave sooner, whatever they did so far. It competes with the others, and is used where it predicts better.",
    formula: "Pareto/NBD with αᵢ = α·exp(−γ·zᵢ) and βᵢ = β·exp(−δ·zᵢ), γ and δ drawn towards 0",
    n: effects.length === 0 ? 0 : clients,
    logLikelihood,
    parameters: effects.flatMap(({ name, onRate, onRateError, onAttrition, onAttritionError }) => [
      estimated(
        `${names.firmographic(name)}, on orders`,
        onRate,
        onRateError,
        `orders come ${times(onRate)} as often; for a number, by one standard deviation more`,
      ),
      estimated(
        `${names.firmographic(name)}, on leaving`,
        onAttrition,
        onAttritionError,
        `clients leave ${times(onAttrition)} as fast; for a number, by one standard deviation more`,
      ),
    ]),
    warnings: reason === null ? [] : [reason],
  };
}

function times(effect: number): string {
  return `${Math.exp(effect).toFixed(2)} times`;
}
