import type { ValueModel } from "../value/value-model.js";

/** Variance of log CLV that each field explains by the model; a pair's is split between its fields. All 0 without a regression. */
export function fieldImportance(value: ValueModel, fieldCount: number): Float64Array {
  const importance = new Float64Array(fieldCount);
  const model = value.choice.trust > 0 ? value.stage.regression?.model : undefined;
  for (const [at, factor] of (model?.design.factors ?? []).entries()) {
    for (const field of factor.fields) {
      importance[field] = (importance[field] ?? 0) + (model?.variances[at] ?? 0) / factor.fields.length;
    }
  }
  return importance;
}
