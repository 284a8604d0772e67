import { inputs } from "../inputs.js";
import { shownQuality } from "../shown-quality.js";
import { defineStep } from "../step.js";
import { jsonFile } from "./json-file.js";

/** `exports/quality.json`: rows and money read = accepted + rejected + excluded, a file at a time, with the rejects. */
export const qualityJson = defineStep("quality-json", async (context): Promise<string> => {
  const { quality } = await inputs(context);
  return jsonFile(shownQuality(context.audience, quality));
});
