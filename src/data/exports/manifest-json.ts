import { settingsDigest } from "../../warehouse/settings/settings-digest.js";
import { mayShow } from "../audience/audience.js";
import { shownQuality } from "../audience/shown-quality.js";
import { inputs } from "../run/inputs.js";
import { sha256 } from "../run/previous-report.js";
import { programVersion } from "../run/program-version.js";
import { defineStep } from "../run/step.js";
import { readingDigest, valueSettings } from "../value/value-settings.js";
import { clientsCsv } from "./clients-csv.js";
import { jsonFile } from "./json-file.js";
import { segmentsJson } from "./segments-json.js";

/**
 * `exports/manifest.json`: what the report was made from, so that two reports can be told apart or compared: the
 * next report reads from it under which settings these clients were valued. For an audience it has no digest of inputs or
 * settings: whoever guesses all of a small one would find the guess confirmed.
 */
export const manifestJson = defineStep("manifest-json", async (context): Promise<string> => {
  const { asOf, currency, quality } = await inputs(context);
  const { settings, previous, audience } = context;
  const showsProducts = mayShow(audience, "product") || Object.keys(settings.margin.byProduct).length === 0;
  return jsonFile({
    program: "bellwether",
    version: programVersion,
    asOf,
    audience: audience?.name ?? null,
    settings: audience === null ? settingsDigest(settings) : null,
    // Margins by product name products: without them the next report cannot tell settings from history.
    valueSettings: showsProducts ? valueSettings(settings, currency) : null,
    readingSettings: audience === null ? readingDigest(settings) : null,
    inputs: shownQuality(audience, quality).files.flatMap((read) =>
      (read.sources.length === 0 ? [read] : read.sources).map(({ file, bytes, sha256 }) => ({
        file,
        table: read.table,
        bytes,
        sha256,
      })),
    ),
    exports: {
      "clients.csv": sha256(await clientsCsv(context)),
      "segments.json": sha256(await segmentsJson(context)),
    },
    previous: previous && {
      asOf: previous.asOf,
      version: previous.version,
      digest: audience === null ? previous.digest : null,
    },
  });
});
