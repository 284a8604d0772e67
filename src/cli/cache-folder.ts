import { join } from "node:path";
import { mayKeepIn } from "../data/run/may-keep-in.js";
import { projectRoot } from "./project.js";
import { say } from "./terminal.js";

/** What runs keep for later ones; safe to delete. */
export const cacheFolder = join(projectRoot, ".bellwether", "cache");

/** Says that a run takes as long as the first one each time, where the cache may not be written. */
export async function sayIfNothingIsKept(): Promise<void> {
  if (await mayKeepIn(cacheFolder)) return;
  say(`${cacheFolder} may not be written: all is computed, and nothing is kept for the next run.`);
}
