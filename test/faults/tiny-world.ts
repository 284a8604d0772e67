import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeSampleWorld } from "../../src/data/sample/sample-world.js";

/** A data folder that is analysed in seconds: a few clients, fewer tables. */
export async function tinyWorld(folder: string, clients = 20): Promise<void> {
  await writeSampleWorld({ clients, prospects: 20, seed: 3 }, folder);
  const dropped = [
    "leads",
    "spend",
    "quotas",
    "initiatives",
    "signals",
    "judgements",
    "plans",
    "opportunities",
  ];
  for (const table of dropped) await rm(join(folder, `${table}.csv`));
  await rm(join(folder, "truth.json"));
}

/** Writes other text in the place of a passage of a file, which must be there. */
export async function editFile(file: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(file, "utf8");
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`${file} has no ${from} to edit`);
  await writeFile(file, edited);
}
