import { mkdir } from "node:fs/promises";
import { join } from "node:path";

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
