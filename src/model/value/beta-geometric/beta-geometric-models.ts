import type { RepeatModel } from "../repeat/repeat-model.js";
import { BETA_GEOMETRIC_NAMES, betaGeometricForecaster } from "./beta-geometric-model.js";
import { fitBetaGeometric, fitMostLikelyRegularity } from "./fit-beta-geometric.js";

function atRandom(name: "bg-nbd" | "mbg-nbd", label: string, leavesAtOnce: boolean): RepeatModel {
  const variant = { leavesAtOnce, regularity: 1 };
  return {
    name,
    label,
    parameterNames: BETA_GEOMETRIC_NAMES,
    discrete: false,
    fit: (histories) => fitBetaGeometric(name, variant, histories),
    at: (parameters) => betaGeometricForecaster(label, variant, parameters),
  };
}

function regular(name: "bg-cnbd-k" | "mbg-cnbd-k", label: string, leavesAtOnce: boolean): RepeatModel {
  return {
    name,
    label,
    parameterNames: BETA_GEOMETRIC_NAMES,
    discrete: false,
    fit: (histories) => fitMostLikelyRegularity(name, leavesAtOnce, histories),
    at: (parameters) => {
      const { k = Number.NaN } = parameters;
      if (!(Number.isInteger(k) && k >= 1))
        throw new RangeError(`${label}: k is ${k}; it must be a whole number from 1`);
      return betaGeometricForecaster(label, { leavesAtOnce, regularity: k }, parameters);
    },
  };
}

export const bgNbdModel = atRandom("bg-nbd", "BG/NBD", false);
export const mbgNbdModel = atRandom("mbg-nbd", "MBG/NBD", true);
export const bgCnbdModel = regular("bg-cnbd-k", "BG/CNBD-k", false);
export const mbgCnbdModel = regular("mbg-cnbd-k", "MBG/CNBD-k", true);
