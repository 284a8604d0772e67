import { spawn } from "node:child_process";
import { type FSWatcher, watch } from "node:fs";
import { readdir, rm, utimes } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { projectRoot } from "./project.js";
import { answerLibraryVersions } from "./site/framework-libraries.js";
import { copyTypefaces } from "./site/typefaces.js";

/** Changes come in bursts (an editor writes twice, an export writes many files): act once they have settled. */
const settleMilliseconds = 200;

/**
 * `bellwether dev`: Framework's live preview over `src`, which runs the loaders one by one.
 *
 * Framework itself sees only edits of pages, components and the loader files; a change of the data folder, the
 * settings, the model or the warehouse is passed on by forgetting the loaders' results and touching the loaders.
 */
export async function dev(options: { data: string; asOf?: string; port: number }): Promise<void> {
  const source = join(projectRoot, "src");
  await answerLibraryVersions(source);
  await copyTypefaces(join(source, ".observablehq", "typefaces"));
  await forgetResults(source);
  const dataFolder = resolve(options.data);
  const framework = spawn(
    process.execPath,
    [
      join(projectRoot, "node_modules", "@observablehq", "framework", "dist", "bin", "observable.js"),
      "preview",
      "--no-open",
      "--port",
      String(options.port),
    ],
    {
      cwd: projectRoot,
      env: {
        ...process.env,
        PATH: `${join(projectRoot, "node_modules", ".bin")}${delimiter}${process.env.PATH ?? ""}`,
        OBSERVABLE_TELEMETRY_DISABLE: "1",
        BELLWETHER_DATA: dataFolder,
        ...(options.asOf ? { BELLWETHER_AS_OF: options.asOf } : {}),
      },
      stdio: "inherit",
    },
  );
  const refresh = settled(() => refreshLoaders(source));
  const watchers = [dataFolder, ...["data", "model", "warehouse"].map((folder) => join(source, folder))].map(
    (folder): FSWatcher => watch(folder, { recursive: true }, refresh),
  );
  await new Promise<void>((done) => framework.on("close", () => done()));
  for (const watcher of watchers) watcher.close();
}

function settled(action: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  const run = async () => {
    running = true;
    await action().catch((error: unknown) => console.error(error));
    // Touching the loaders is itself a change that the watchers report: let it pass.
    setTimeout(() => {
      running = false;
    }, settleMilliseconds);
  };
  return () => {
    if (running) return;
    clearTimeout(timer);
    timer = setTimeout(() => void run(), settleMilliseconds);
  };
}

async function forgetResults(source: string): Promise<void> {
  await rm(join(source, ".observablehq", "cache", "data"), { recursive: true, force: true });
}

async function refreshLoaders(source: string): Promise<void> {
  await forgetResults(source);
  const now = new Date();
  for (const name of await readdir(join(source, "data"))) {
    if (/\.(json|parquet)\.ts$/.test(name)) await utimes(join(source, "data", name), now, now);
  }
}
