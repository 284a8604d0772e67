import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../project.js";

/**
 * Libraries whose newest version Framework looks up on the network before every build, used or not. A folder named
 * for any version answers the question; no page imports them this way, so nothing else of them is ever needed.
 */
const implicitLibraries = [
  "@observablehq/plot",
  "@observablehq/sample-datasets",
  "apache-arrow",
  "arquero",
  "d3",
  "d3-dsv",
  "echarts",
  "htl",
  "leaflet",
  "lodash",
  "mapbox-gl",
  "parquet-wasm",
  "react",
  "react-dom",
  "topojson-client",
];

/** Answers Framework's version questions on disk, so that it asks nobody else. `root` is the folder of the pages. */
export async function answerLibraryVersions(root: string): Promise<void> {
  for (const library of implicitLibraries) {
    await mkdir(join(root, ".observablehq", "cache", "_npm", `${library}@0.0.0`), { recursive: true });
  }
}

/**
 * Puts empty modules where Framework would bundle the project's packages for the pages that import them, which takes it
 * half a minute for the chart library: `bundleModules` joins the packages themselves. `root` is the folder of the pages.
 */
export async function standInForPackages(root: string): Promise<void> {
  const { dependencies } = await packageFile(projectRoot);
  for (const name of Object.keys(dependencies ?? {})) {
    const { version } = await packageFile(join(projectRoot, "node_modules", name));
    const folder = join(root, ".observablehq", "cache", "_node", `${name}@${version}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "index.js"), "");
  }
}

async function packageFile(
  folder: string,
): Promise<{ readonly version: string; readonly dependencies?: Readonly<Record<string, string>> }> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
}
