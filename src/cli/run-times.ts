import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pruneByUse } from "../data/run/prune-by-use.js";
import { projectRoot } from "./project.js";

const folder = join(projectRoot, ".bellwether", "cache", "run-times");

const foldersKept = 20;

/** Seconds that each step took when it last had to compute, by title. */
export type RunTimes = Readonly<Record<string, number>>;

/** A step that took less was found in the cache: it says nothing of how long the next one takes. */
const leastSeconds = 1;

/** What the last runs of a data folder took; empty for a new one. */
export async function lastRunTimes(dataFolder: string): Promise<RunTimes> {
  const text = await readFile(fileOf(dataFolder), "utf8").catch(() => "{}");
  try {
    return JSON.parse(text) as RunTimes;
  } catch {
    return {};
  }
}

/** Remembers what a run took. An estimate that cannot be kept is no reason to fail. */
export async function keepRunTimes(dataFolder: string, times: RunTimes): Promise<void> {
  const long = Object.entries(times).filter(([, seconds]) => seconds >= leastSeconds);
  const kept = { ...(await lastRunTimes(dataFolder)), ...Object.fromEntries(long) };
  const file = fileOf(dataFolder);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(`${file}.${process.pid}`, JSON.stringify(kept));
    await rename(`${file}.${process.pid}`, file);
    await pruneByUse(folder, { keep: foldersKept });
  } catch {}
}

function fileOf(dataFolder: string): string {
  const name = createHash("sha256").update(resolve(dataFolder)).digest("hex").slice(0, 16);
  return join(folder, `${name}.json`);
}
