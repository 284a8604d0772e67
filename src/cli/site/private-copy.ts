import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { mkdir, readdir, symlink, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { makeWorkFolder } from "../../warehouse/work-folder.js";
import { projectRoot } from "../project.js";
import { answerLibraryVersions, standInForPackages } from "./framework-libraries.js";
import { filesBelow } from "./site-files.js";

/** What the pages' code is made of: everything else below `src` is analysis, whose results come as files. */
const codeFolders = ["components", "model"];

const projectFiles = [
  "observablehq.config.ts",
  "src/cli/site/own-page-rules.ts",
  "src/cli/site/typeface-rules.ts",
  "package.json",
  "tsconfig.json",
];

/** Framework writes a data file's modification time into the page; one fixed moment keeps the bytes the same. */
const pinnedTime = new Date("2000-01-01T00:00:00Z");

/** A file of the site's data folder. */
export interface DataFile {
  /** Name below `data/`. */
  readonly file: string;
  readonly contents: string | Uint8Array;
}

/** Files and folders, relative to the project, that the rendered pages are made of. */
export async function siteSources(): Promise<string[]> {
  const pages = await pageSources();
  return [...projectFiles, ...[...codeFolders, "style.css", ...pages].map((name) => `src/${name}`)];
}

/** The pages below `src`, also those in folders, which are of one kind each. */
async function pageSources(): Promise<string[]> {
  const entries = await readdir(join(projectRoot, "src"), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
  const inFolders = await Promise.all(
    folders.map(async ({ name }) =>
      (await readdir(join(projectRoot, "src", name))).map((file) => `${name}/${file}`),
    ),
  );
  return [...entries.map(({ name }) => name), ...inFolders.flat()]
    .filter((name) => name.endsWith(".md"))
    .sort();
}

/** A laid-out copy of the site: its folder, and where in it the code of the pages lies. */
export interface PrivateCopy {
  readonly folder: string;
  readonly sources: string;
}

/**
 * Lays out a private copy of the site in a temporary folder, with plain files where the loaders would be. Framework
 * then has nothing left to run, and nothing to remember from before. In the place of the components it finds empty
 * modules of the same names, since it would take most of a build's time to read what is joined by `bundleModules`.
 */
export async function layOutPrivateCopy(dataFiles: readonly DataFile[]): Promise<PrivateCopy> {
  const copy = await makeWorkFolder();
  const sources = join(copy, "sources");
  for (const source of await siteSources()) {
    const isCode = codeFolders.some((folder) => source === `src/${folder}`);
    const target = isCode ? join(sources, basename(source)) : join(copy, source);
    cpSync(join(projectRoot, source), target, { recursive: true });
  }
  for (const component of await filesBelow(join(sources, "components"))) {
    const standIn = join(copy, "src", "components", component.replace(/\.ts$/, ".js"));
    mkdirSync(dirname(standIn), { recursive: true });
    writeFileSync(standIn, "");
  }
  await symlink(join(projectRoot, "node_modules"), join(copy, "node_modules"), "junction");
  for (const { file, contents } of dataFiles) {
    const target = join(copy, "src", "data", file);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, contents);
    await utimes(target, pinnedTime, pinnedTime);
  }
  await answerLibraryVersions(join(copy, "src"));
  await standInForPackages(join(copy, "src"));
  return { folder: copy, sources };
}
