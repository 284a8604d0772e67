import { spawn } from "node:child_process";
import { mkdir, rm, stat, utimes } from "node:fs/promises";
import { basename, delimiter, dirname, join, relative, resolve, sep } from "node:path";
import { importGraph, namedFiles } from "../../data/run/code-digest.js";
import { inputFiles } from "../../data/run/data-digest.js";
import { loadSettings } from "../../warehouse/settings/load-settings.js";
import { refuseTakenPort } from "../ports.js";
import { projectRoot } from "../project.js";
import { answerLibraryVersions } from "../site/framework-libraries.js";
import { filesBelow } from "../site/site-files.js";
import { copyTypefaces } from "../site/typefaces.js";
import { say } from "../terminal.js";
import { UserError } from "../user-error.js";
import { failuresFolder, forgetFailures, keepPagesInformed } from "./failures.js";
import { watchFiles } from "./watch-files.js";

const source = join(projectRoot, "src");

/** What loaders are made of. */
const codeFolders = ["data", "model", "warehouse"].map((name) => join(source, name));

/**
 * `bellwether dev`: Framework's live preview over `src`, which runs the loaders one by one; they share what is costly
 * through the disk cache.
 *
 * Framework itself sees only edits of pages, components and the loader files. When the data, the settings or code that
 * loaders import change, the results of the loaders concerned are forgotten and the loaders touched. What fails is
 * shown on the page.
 */
export async function dev(options: { data: string; asOf?: string; port: number }): Promise<void> {
  const dataFolder = resolve(options.data);
  await refuseTakenPort(options.port);
  await answerLibraryVersions(source);
  await copyTypefaces(join(source, ".observablehq", "typefaces"));
  await rm(join(source, ".observablehq", "cache", "data"), { recursive: true, force: true });
  await mkdir(failuresFolder, { recursive: true });
  await forgetFailures(await loaders());
  const pages = keepPagesInformed();
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
  const watcher = watchFiles(
    async () => [
      ...(await codeFiles()),
      ...(await dataFiles(dataFolder)),
      join(projectRoot, "package-lock.json"),
    ],
    async (changed) => {
      const concerned = changed.every(isCode) ? await loadersOf(changed) : await loaders();
      await refresh(concerned, changed, watcher.expectTouch);
      pages.tellChange();
      say(`changed: ${changed.map((file) => basename(file)).join(", ")}`);
    },
  );
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => framework.kill(signal));
  const code = await new Promise<number | null>((done) => framework.on("close", done));
  watcher.close();
  pages.close();
  // null: it was stopped by a signal, as it is meant to be.
  if (code !== 0 && code !== null) {
    throw new UserError(`the live preview ended with exit code ${code}; what it said stands above`);
  }
}

async function loaders(): Promise<string[]> {
  const names = await filesBelow(join(source, "data"));
  return names.filter((name) => /\.(json|parquet)\.ts$/.test(name)).map((name) => join(source, "data", name));
}

/** The loaders that one of the files is part of. */
async function loadersOf(files: readonly string[]): Promise<string[]> {
  const read = new Map<string, readonly string[]>();
  const namedBy = (file: string): readonly string[] => {
    const named = read.get(file) ?? namedFiles(file);
    read.set(file, named);
    return named;
  };
  return (await loaders()).filter((loader) => {
    const graph = importGraph(loader, undefined, namedBy);
    return files.some((file) => graph.includes(file));
  });
}

/** Not all below `src`: the data folder may lie there too, or beside it under a name that begins so. */
function isCode(file: string): boolean {
  return codeFolders.some((folder) => file.startsWith(`${folder}${sep}`));
}

async function codeFiles(): Promise<string[]> {
  const names = await Promise.all(
    codeFolders.map(async (folder) => (await filesBelow(folder)).map((file) => join(folder, file))),
  );
  return names.flat();
}

/** Also what the settings name elsewhere; while they cannot be read, the folder alone. */
async function dataFiles(dataFolder: string): Promise<string[]> {
  const settings = await loadSettings(dataFolder).catch(() => null);
  return [...(await inputFiles(dataFolder, settings)), join(dataFolder, "targeting.yaml")];
}

/** Makes Framework run the loaders again. One that was itself edited it sees, and needs no touch. */
async function refresh(
  concerned: readonly string[],
  edited: readonly string[],
  expectTouch: (file: string, time: Date) => void,
): Promise<void> {
  const times = await Promise.all(edited.map((file) => stat(file).catch(() => null)));
  const now = new Date();
  await forgetFailures(concerned, Math.max(...times.map((one) => one?.mtimeMs ?? now.getTime())));
  for (const loader of concerned.filter((file) => !edited.includes(file))) {
    const result = join(source, ".observablehq", "cache", relative(source, loader).slice(0, -".ts".length));
    // A loader of pages of a kind has a result for each, in a folder of their own.
    await rm(result.includes("[") ? dirname(result) : result, { recursive: true, force: true });
    expectTouch(loader, now);
    await utimes(loader, now, now);
  }
}
