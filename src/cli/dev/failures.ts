import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { projectRoot } from "../project.js";

const folder = join(projectRoot, "src", ".observablehq", "dev");

/** A file of the site that could not be made, and why. */
export interface LoaderFailure {
  /** Name below `src/data/`, e.g. "value.json.ts". */
  readonly loader: string;
  readonly title: string;
  readonly lines: readonly string[];
}

/** Where each loader that failed leaves its failure. */
export const failuresFolder = join(folder, "failures");

/** What the pages poll: it lies where Framework's preview serves files. */
const stateFile = join(folder, "state.json");

const updateMilliseconds = 250;

/** Called by the process of a loader that failed. */
export function keepFailure(failure: LoaderFailure): void {
  mkdirSync(failuresFolder, { recursive: true });
  replaceFile(join(failuresFolder, `${failure.loader}.json`), JSON.stringify(failure));
}

/** Forgets the failures of loaders that are about to run again, or have succeeded. */
export async function forgetFailures(loaders: readonly string[]): Promise<void> {
  for (const loader of loaders) await rm(join(failuresFolder, `${basename(loader)}.json`), { force: true });
}

/** Keeps the state that pages poll: a count of changes, and what has failed since. */
export function keepPagesInformed(): { tellChange(): void; close(): void } {
  let changes = 0;
  let written = "";
  const update = () => {
    const failures = readdirSync(failuresFolder)
      .filter((name) => name.endsWith(".json"))
      .sort()
      .map((name) => JSON.parse(readFileSync(join(failuresFolder, name), "utf8")) as LoaderFailure);
    const state = JSON.stringify({ changes, failures });
    if (state !== written) replaceFile(stateFile, state);
    written = state;
  };
  const timer = setInterval(update, updateMilliseconds);
  update();
  return {
    tellChange() {
      changes += 1;
      update();
    },
    close: () => clearInterval(timer),
  };
}

function replaceFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}
