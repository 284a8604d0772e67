import { findSegments } from "../../model/segments/find-segments.js";
import type { Segmentation } from "../../model/segments/segmentation.js";
import { valueWeights } from "../../model/segments/value-weights.js";
import { defineStep } from "../run/step.js";
import { SEED } from "../value/value-options.js";
import { accounts } from "./accounts.js";
import { fieldNames } from "./field-names.js";

/** High-value clients grouped by firmographics, and every client assigned to the group it is most like. */
export const segmentFinding = defineStep(
  "segment-finding",
  async (context): Promise<Segmentation> => {
    const { learnable, features } = await accounts(context);
    const nameOf = await fieldNames(context);
    const stated = Object.entries(context.settings.features.weights).map(([field, weight]) => [
      nameOf(field),
      weight,
    ]);
    const weights = valueWeights(learnable, features.features, Object.fromEntries(stated));
    return findSegments(learnable, features.features, { seed: SEED, weights });
  },
  { costly: true, module: import.meta.url },
);
