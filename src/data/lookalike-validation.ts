import type { MethodPage } from "./published/method.js";
import { defineStep } from "./step.js";
export const lookalikeValidation = defineStep(
  "lookalike-validation",
  async (): Promise<MethodPage["lookalikeValidation"]> => null,
);
