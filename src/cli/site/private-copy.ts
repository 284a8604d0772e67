import { cp, mkdir, mkdtemp, readdir, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { projectRoot } from "../project.js";
import { answerLibraryVersions } from "./framework-libraries.js";

/** What the pages need of `src`: everything else is analysis, whose results come as files. */
const siteSources = ["components", "model", "style.css"];

/** Framework writes a data file's modification time into the page; one fixed moment keeps the bytes the same. */
const pinnedTime = new Date("2000-01-01T00:00:00Z");

/** A file of the site's data folder. */
export interface DataFile {
  readonly file: string;
  readonly contents: string | Uint8Array;
}

/**
 * Lays out a private copy of the site in a temporary folder, with the analysis' results as plain files where the
 * loaders would be, and returns its path. Framework then has nothing left to run, and nothing to remember from before.
 */
export async function layOutPrivateCopy(dataFiles: readonly DataFile[]): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "bellwether-site-"));
  for (const file of ["observablehq.config.ts", "package.json", "tsconfig.json"]) {
    await cp(join(projectRoot, file), join(copy, file));
  }
  await symlink(join(projectRoot, "node_modules"), join(copy, "node_modules"), "junction");
  const pages = await readdir(join(projectRoot, "src")).then((names) =>
    names.filter((name) => name.endsWith(".md")),
  );
  for (const source of [...siteSources, ...pages]) {
    await cp(join(projectRoot, "src", source), join(copy, "src", source), { recursive: true });
  }
  for (const { file, contents } of dataFiles) {
    const target = join(copy, "src", "data", file);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, contents);
    await utimes(target, pinnedTime, pinnedTime);
  }
  await answerLibraryVersions(join(copy, "src"));
  return copy;
}
