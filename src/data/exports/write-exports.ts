import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunContext } from "../run/run-context.js";
import { clientsCsv } from "./clients-csv.js";
import { icpJson } from "./icp-json.js";
import { manifestJson } from "./manifest-json.js";
import { prospectsCsv } from "./prospects-csv.js";
import { qualityJson } from "./quality-json.js";
import { segmentsJson } from "./segments-json.js";
import { validationJson } from "./validation-json.js";
import { valueChangeExport } from "./value-change-json.js";

const files = {
  "clients.csv": clientsCsv,
  "prospects.csv": prospectsCsv,
  "icp.json": icpJson,
  "segments.json": segmentsJson,
  "validation.json": validationJson,
  "quality.json": qualityJson,
  "value-change.json": valueChangeExport,
  "manifest.json": manifestJson,
};

/** Names of the exports. */
export const exportNames: readonly string[] = Object.keys(files);

/** Writes the exports of a run into a folder, which is made where it does not exist: stable names, stable columns. */
export async function writeExports(context: RunContext, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, step] of Object.entries(files)) {
    await writeFile(join(folder, name), await step(context));
  }
}
