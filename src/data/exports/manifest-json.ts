import { settingsDigest } from "../../warehouse/settings/settings-digest.js";
import { inputs } from "../inputs.js";
import { programVersion } from "../program-version.js";
import { defineStep } from "../step.js";
import { jsonFile } from "./json-file.js";

/** `exports/manifest.json`: what the report was made from, so that two reports can be told apart or compared. */
export const manifestJson = defineStep("manifest-json", async (context): Promise<string> => {
  const { asOf, quality } = await inputs(context);
  return jsonFile({
    program: "bellwether",
    version: programVersion,
    asOf,
    audience: context.audience?.name ?? null,
    settings: settingsDigest(context.settings),
    inputs: quality.files.map(({ file, table, bytes, sha256 }) => ({ file, table, bytes, sha256 })),
  });
});
