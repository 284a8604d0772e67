import { mayShow } from "../audience.js";
import { inputs } from "../inputs.js";
import { defineStep } from "../step.js";
import { jsonFile } from "./json-file.js";

/** `exports/quality.json`: rows and money read = accepted + rejected + excluded, a file at a time, with the rejects. */
export const qualityJson = defineStep("quality-json", async (context): Promise<string> => {
  const { quality } = await inputs(context);
  if (mayShow(context.audience, "name")) return jsonFile(quality);
  return jsonFile({ ...quality, files: quality.files.map((file) => ({ ...file, rejects: [] })) });
});
