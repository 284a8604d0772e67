import { evaluateScorer } from "../../model/lookalike/evaluation/evaluate-scorer.js";
import type { MethodPage } from "../published/method.js";
import { defineStep } from "../run/step.js";
import { lookalikeInput } from "./lookalike-input.js";

const repeats = 2;

/** The scorer judged on clients that it did not see, beside the simple ways; null where clients are too few. */
export const lookalikeValidation = defineStep(
  "lookalike-validation",
  async (context): Promise<MethodPage["lookalikeValidation"]> => {
    const input = await lookalikeInput(context);
    if (input.features.length === 0) return null;
    const evaluation = evaluateScorer({
      clients: input.clients,
      market: input.prospects,
      features: input.features,
      capacityShare: input.prospects.length > 0 ? input.capacity / input.prospects.length : 1,
      seed: input.seed,
      repeats,
    });
    if (evaluation === null) return null;
    return {
      clients: evaluation.clients,
      folds: evaluation.folds,
      repeats: evaluation.repeats,
      capacityShare: evaluation.capacityShare,
      rows: evaluation.methods.map((row) => ({
        method: row.method,
        capturedTop5: row.captured5,
        capturedTop10: row.captured10,
        capturedTop20: row.captured20,
        capturedAtCapacity: row.capturedAtCapacity,
        gini: row.gini,
        spearman: row.spearman,
      })),
      differences: evaluation.differences.map(({ baseline, captured10 }) => ({
        baseline,
        capturedTop10: captured10,
      })),
      curves: evaluation.curves.map(({ method, points }) => ({ method, points: [...points] })),
      calibration: [...evaluation.calibration],
      predictedOverActual: evaluation.predictedOverActual,
      intervalCoverage: evaluation.coverage,
      sentence: evaluation.sentence,
    };
  },
  { costly: true, module: import.meta.url },
);
