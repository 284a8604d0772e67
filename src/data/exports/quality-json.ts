import { inputs } from "../inputs.js";
import { shownRejects } from "../rejected-rows.js";
import { withShownWarnings } from "../shown-warnings.js";
import { defineStep } from "../step.js";
import { jsonFile } from "./json-file.js";

/** `exports/quality.json`: rows and money read = accepted + rejected + excluded, a file at a time, with the rejects. */
export const qualityJson = defineStep("quality-json", async (context): Promise<string> => {
  const { quality } = await inputs(context);
  if (context.audience === null) return jsonFile(quality);
  const shown = withShownWarnings(context.audience, quality);
  return jsonFile({
    ...shown,
    files: shown.files.map((file) => ({ ...file, rejects: shownRejects(context.audience, file.rejects) })),
  });
});
