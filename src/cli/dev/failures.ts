import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { projectRoot } from "../project.js";

const folder = join(projectRoot, "src", ".observablehq", "dev");

/** A file of the site that could not be made, and why. */
export interface LoaderFailure {
  /** Name below `src/data/`, e.g. "value.json.ts". */
  readonly loader: string;
  readonly title: string;
  /** Where and what; the place as "targeting.yaml, line 3, currency". */
  readonly problems: readonly { readonly place: string | null; readonly message: string }[];
  /** What to do, as a sentence. */
  readonly remedy: string;
}

/** Where each loader that failed leaves its failure. */
export const failuresFolder = join(folder, "failures");

/** What the pages poll: it lies where Framework's preview serves files. */
const stateFile = join(folder, "state.json");

const updateMilliseconds = 250;

/** A loader's name from its path: "accounts/[id].json.ts". */
export function loaderName(path: string): string {
  return relative(join(projectRoot, "src", "data"), path)
    .split(sep)
    .join("/");
}

/** Where the failure of a loader is kept; one in a folder has a name without slashes there. */
function fileOf(loader: string): string {
  return join(failuresFolder, `${encodeURIComponent(loader)}.json`);
}

/** Called by the process of a loader that failed. */
export function keepFailure(failure: LoaderFailure): void {
  mkdirSync(failuresFolder, { recursive: true });
  replaceFile(fileOf(failure.loader), JSON.stringify(failure));
}

/**
 * Forgets the failures of loaders, given as absolute paths, that are about to run again, or have succeeded. Those since
 * `changedAt` stay: Framework, which saw the change first, may have run the loader with it already.
 */
export async function forgetFailures(loaders: readonly string[], changedAt = Infinity): Promise<void> {
  for (const file of loaders.map((loader) => fileOf(loaderName(loader)))) {
    const kept = await stat(file).catch(() => null);
    if (kept !== null && kept.mtimeMs < changedAt) await rm(file, { force: true });
  }
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
