import { createHash, randomUUID } from "node:crypto";
import { cp, mkdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "../../data/file-lock.js";
import { pruneByUse } from "../../data/prune-by-use.js";
import { projectRoot } from "../project.js";
import { type DataFile, layOutPrivateCopy, siteSources } from "./private-copy.js";
import { renderSite } from "./render-site.js";
import { filesBelow, pagesOf } from "./site-files.js";
import { copyTypefaces } from "./typefaces.js";

const shellsFolder = join(projectRoot, ".bellwether", "cache", "shells");

const shellsKept = 4;

/**
 * The folder of the rendered pages with placeholders for data. Pages take nothing from the data but files that they
 * fetch, so the shell is kept until a page, a component, the model, the configuration or a package changes.
 */
export async function renderShell(dataFileNames: readonly string[], signal?: AbortSignal): Promise<string> {
  const shell = join(shellsFolder, await shellDigest(dataFileNames));
  await mkdir(shellsFolder, { recursive: true });
  await withLock(`${shell}.lock`, async () => {
    if (await isFolder(shell)) return;
    const copy = await layOutPrivateCopy(dataFileNames.map((file) => ({ file, contents: file })));
    try {
      const site = await renderSite(copy, signal);
      await copyTypefaces(join(site, "_fonts"));
      const draft = join(shellsFolder, `draft-${randomUUID()}`);
      await cp(site, draft, { recursive: true });
      await rename(draft, shell);
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  });
  const now = new Date();
  await utimes(shell, now, now);
  await pruneByUse(shellsFolder, { keep: shellsKept });
  return shell;
}

/** Copies a shell into `site` and puts data in the place of its placeholders: under names that hash their contents, with their sizes. */
export async function fillShell(shell: string, dataFiles: readonly DataFile[], site: string): Promise<void> {
  await cp(shell, site, { recursive: true });
  const fills: { from: string; to: string; size: number }[] = [];
  for (const { file, contents } of dataFiles) {
    const from = hashedName(file, file);
    const placeholder = join(site, "_file", "data", from);
    if (!(await stat(placeholder).catch(() => null))) continue;
    await rm(placeholder);
    const to = hashedName(file, contents);
    await writeFile(join(site, "_file", "data", to), contents);
    fills.push({ from: `_file/data/${from}`, to: `_file/data/${to}`, size: Buffer.byteLength(contents) });
  }
  for (const page of await pagesOf(site)) {
    const file = join(site, page);
    let html = await readFile(file, "utf8");
    for (const { from, to, size } of fills) {
      html = html
        .replaceAll(new RegExp(`(${from}","lastModified":\\d+,"size":)\\d+`, "g"), `$1${size}`)
        .replaceAll(from, to);
    }
    await writeFile(file, html);
  }
}

/** The name under which Framework publishes a file. */
function hashedName(file: string, contents: string | Uint8Array): string {
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 8);
  const extension = extname(file);
  return `${file.slice(0, -extension.length)}.${hash}${extension}`;
}

async function shellDigest(dataFileNames: readonly string[]): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify([process.version, dataFileNames]));
  const here = fileURLToPath(new URL(".", import.meta.url));
  const sources = [...(await siteSources()), "package-lock.json"].map((source) => join(projectRoot, source));
  for (const source of [...sources, here]) {
    const files = (await isFolder(source)) ? await filesBelow(source) : [""];
    for (const file of files) {
      hash
        .update(`\0${source.slice(projectRoot.length)}/${file}\0`)
        .update(await readFile(join(source, file)));
    }
  }
  return hash.digest("hex").slice(0, 32);
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
