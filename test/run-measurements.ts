import { readdir } from "node:fs/promises";
import { runMeasurements } from "./measurement.js";

const [folder, ...named] = process.argv.slice(2);
if (folder !== "bench" && folder !== "study") throw new Error(`no folder of measurements: ${folder}`);
const scripts = (await readdir(new URL(`${folder}/`, import.meta.url)))
  .filter((file) => file.endsWith(".ts") && !file.startsWith("_"))
  .map((file) => file.slice(0, -3))
  .sort();
const unknown = named.filter((name) => !scripts.includes(name));
if (unknown.length > 0) {
  console.error(`no such script: ${unknown.join(", ")}; there are: ${scripts.join(", ")}`);
  process.exit(2);
}
await runMeasurements(folder, named.length > 0 ? named : scripts);
