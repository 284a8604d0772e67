import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { splitArchivePath } from "../warehouse/read/archive-path.js";
import type { Settings } from "../warehouse/settings/settings.js";

const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What only shows results: an edit of it changes no result. */
const shownOnly = /^src\/(components\/|.*\.md$|style\.css$|cli\/|\.observablehq\/)/;

/**
 * Digest of everything that a run's results depend on: every file of the data folder and those that the settings
 * name elsewhere, the as-of date, all code but pages and components, the lock file, the version of Node. Coarse,
 * and so never stale.
 */
export async function runDigest(
  dataFolder: string,
  settings: Settings,
  asOf: string | null,
): Promise<string> {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([process.version, asOf]));
  const elsewhere = [...settings.files.values()].flatMap(({ path }) =>
    path ? [resolve(dataFolder, splitArchivePath(path).archive ?? path)] : [],
  );
  const inputs = [...new Set([...(await filesBelow(dataFolder)), ...elsewhere])].sort();
  const code = (await filesBelow(join(projectRoot, "src"))).filter((file) => !shownOnly.test(portable(file)));
  for (const file of [...inputs, ...code, join(projectRoot, "package-lock.json")]) {
    hash.update(`\0${portable(file)}\0`);
    await addFile(hash, file);
  }
  return hash.digest("hex").slice(0, 32);
}

function portable(file: string): string {
  return relative(projectRoot, file).split(sep).join("/");
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function addFile(hash: Hash, file: string): Promise<void> {
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk);
  } catch (error) {
    // A file that the settings name and nobody finds is reported by the reader, with the key that names it.
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    hash.update("missing");
  }
}
