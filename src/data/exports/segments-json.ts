import { defineStep } from "../run/step.js";
import { segmentsPage } from "../segments.json.js";
import { jsonFile } from "./json-file.js";

/** `exports/segments.json`: the segments with their profiles, without the map, which is a picture. */
export const segmentsJson = defineStep("segments-json", async (context): Promise<string> => {
  const page = await segmentsPage(context);
  if (page.status !== "ready") return jsonFile({ status: "no segments", reason: page.reason, segments: [] });
  const { segments, choice, differInValue } = page;
  return jsonFile({
    status: segments.length > 0 ? "segments" : "no segments",
    reason: choice.reason,
    segments,
    choice,
    differInValue,
  });
});
