import { shownQuality } from "../audience/shown-quality.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { jsonFile } from "./json-file.js";

/** `exports/quality.json`: rows and money read = accepted + rejected + excluded, a file at a time, with the rejects. */
export const qualityJson = defineStep("quality-json", async (context): Promise<string> => {
  const { quality } = await inputs(context);
  return jsonFile(shownQuality(context.audience, quality));
});
