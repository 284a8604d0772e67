import { substream } from "../../numerics/substream.js";
import type { AdditiveModel } from "../value/additive-model.js";
import type { ValueModel } from "../value/value-model.js";
import type { WinModel } from "../winning/win-model.js";

/** Both models fitted to accounts counted anew; null where there is nothing to fit. */
export interface RefittedModels {
  readonly value: AdditiveModel | null;
  readonly win: AdditiveModel | null;
}

const REFITS = 20;

/**
 * Both models fitted 20 times again, with the same penalties, to training accounts counted by exponential weights
 * (Bayesian bootstrap, Rubin 1981). Empty when no model was fitted that a refit could move.
 */
export function refitModels(value: ValueModel, win: WinModel, seed: number): readonly RefittedModels[] {
  const valueRefit = value.scale > 0 ? value.stage.refit : null;
  if (valueRefit === null && win.refit === null) return [];
  const random = substream(Math.floor(seed), `refits ${seed}`);
  return Array.from({ length: REFITS }, () => ({
    value: valueRefit === null ? null : valueRefit(random),
    win: win.refit === null ? win.model : win.refit(random),
  }));
}
