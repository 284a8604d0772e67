import {
  bgCnbdModel,
  bgNbdModel,
  mbgCnbdModel,
  mbgNbdModel,
} from "../beta-geometric/beta-geometric-models.js";
import { bgBbModel } from "../bg-bb/bg-bb-model.js";
import { nbdRepeatModel } from "../nbd/nbd-repeat-model.js";
import { paretoNbdModel } from "../pareto-nbd/pareto-nbd-model.js";
import type { RepeatFit, RepeatForecaster, RepeatModel, RepeatModelName } from "./repeat-model.js";

const MODELS: Readonly<Record<RepeatModelName, RepeatModel>> = {
  nbd: nbdRepeatModel,
  "bg-nbd": bgNbdModel,
  "mbg-nbd": mbgNbdModel,
  "pareto-nbd": paretoNbdModel,
  "bg-cnbd-k": bgCnbdModel,
  "mbg-cnbd-k": mbgCnbdModel,
  "bg-bb": bgBbModel,
};

/** The model of this name. */
export function repeatModel(name: RepeatModelName): RepeatModel {
  return MODELS[name];
}

/** Forecasts of a fitted model; one serves a whole portfolio. */
export function repeatForecaster(fit: RepeatFit): RepeatForecaster {
  return MODELS[fit.model].at(fit.parameters);
}
