import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { cp, mkdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { mayKeepIn } from "../../data/run/may-keep-in.js";
import { pruneByUse } from "../../data/run/prune-by-use.js";
import { anyPage, fileOf } from "../../data/run/publication.js";
import { cacheFolder } from "../cache-folder.js";
import { projectRoot } from "../project.js";
import { bundleModules } from "./bundle-modules.js";
import { checksumsFile } from "./checksums.js";
import { makeOnce } from "./make-once.js";
import { type DataFile, layOutPrivateCopy, siteSources } from "./private-copy.js";
import { renderSite } from "./render-site.js";
import { shareMarkup } from "./share-markup.js";
import { filesBelow, pagesOf } from "./site-files.js";
import { copyTypefaces } from "./typefaces.js";

const shellsFolder = join(cacheFolder, "shells");

const shellsKept = 4;

/**
 * The folder of the rendered pages with placeholders for data. Pages take nothing from the data but files that they
 * fetch, so the shell is kept until a page, a component, the model, the configuration or a package changes. Where it cannot
 * be kept, it is made below `aside`.
 */
export async function renderShell(
  dataFileNames: readonly string[],
  aside: string,
  signal?: AbortSignal,
): Promise<string> {
  const folder = (await mayKeepIn(shellsFolder)) ? shellsFolder : aside;
  await mkdir(folder, { recursive: true });
  const shell = join(folder, await shellDigest(dataFileNames));
  await makeOnce(shell, async (draft) => {
    const copy = await layOutPrivateCopy(dataFileNames.map((file) => ({ file, contents: file })));
    try {
      const site = await renderSite(copy.folder, signal);
      await bundleModules(site, copy.sources);
      await shareMarkup(site);
      await copyTypefaces(join(site, "_fonts"));
      await cp(site, draft, { recursive: true });
    } finally {
      await rm(copy.folder, { recursive: true, force: true });
    }
  });
  const now = new Date();
  await utimes(shell, now, now);
  await pruneByUse(folder, { keep: shellsKept });
  return shell;
}

/** The data that go into a shell. */
export interface SiteData {
  readonly files: readonly DataFile[];
  /** Of the pages of each kind: its file, named as `PagePublication` names it, and the contents by page. */
  readonly pages: readonly { readonly file: string; readonly contents: ReadonlyMap<string, string> }[];
}

/**
 * Copies a shell into `site` and puts data in the place of its placeholders: under names that hash their contents. The page of a kind is copied for every name, with its own file; without any name there is none.
 */
export async function fillShell(shell: string, { files, pages }: SiteData, site: string): Promise<void> {
  // The report's own checksums come when it is finished.
  const filter = (path: string) => path !== join(shell, checksumsFile);
  await cp(shell, site, { recursive: true, filter });
  const fills: Fill[] = [];
  for (const file of files) fills.push(...(await fillFile(site, file.file, file)));
  for (const page of await pagesOf(site)) await editPage(join(site, page), (html) => filled(html, fills));
  for (const { file, contents } of pages) {
    const template = join(site, fileOf(file, anyPage).replace(/\.\w+$/, ".html"));
    const html = await readFile(template, "utf8").catch(() => null);
    if (html === null) continue;
    for (const [name, text] of contents) {
      const own = await fillFile(site, fileOf(file, anyPage), { file: fileOf(file, name), contents: text });
      await writeFile(template.replace(anyPage, name), filled(html, own));
    }
    await rm(template);
    await rm(placeholderOf(site, fileOf(file, anyPage)), { force: true });
  }
}

/** A placeholder's address in a page, and that of the data that fill it. */
interface Fill {
  readonly from: string;
  readonly to: string;
}

/** Writes data beside the placeholder of this name and removes it, if it is the file's own; empty where no page asks for it. */
async function fillFile(site: string, placeholder: string, { file, contents }: DataFile): Promise<Fill[]> {
  const place = placeholderOf(site, placeholder);
  if (!(await stat(place).catch(() => null))) return [];
  if (file === placeholder) await rm(place);
  const to = `_file/data/${hashedName(file, contents)}`;
  await writeFile(join(site, to), contents);
  return [{ from: `_file/data/${hashedName(placeholder, placeholder)}`, to }];
}

function placeholderOf(site: string, file: string): string {
  return join(site, "_file", "data", hashedName(file, file));
}

function filled(html: string, fills: readonly Fill[]): string {
  return fills.reduce((text, { from, to }) => text.replaceAll(from, to), html);
}

async function editPage(file: string, edit: (html: string) => string): Promise<void> {
  await writeFile(file, edit(await readFile(file, "utf8")));
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
        // Hundreds of small files: to wait for each takes ten times as long as to read it.
        .update(readFileSync(join(source, file)));
    }
  }
  return hash.digest("hex").slice(0, 32);
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
