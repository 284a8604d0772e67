import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join, relative, resolve, sep } from "node:path";
import { splitArchivePath } from "../../warehouse/read/archive-path.js";
import type { Settings } from "../../warehouse/settings/settings.js";

/** The files that a run reads, at one moment. */
export interface DataDigest {
  /** Of the names and contents of every file. */
  readonly digest: string;
  /** Their size together. */
  readonly bytes: number;
  /** Throws nothing and says whether every file is still of the size and time that it had. */
  isUnchanged(): Promise<boolean>;
}

/** Digest of every file of the data folder but targeting.yaml, whose settings count one by one, and of those that the settings name elsewhere. */
export async function dataDigest(dataFolder: string, settings: Settings): Promise<DataDigest> {
  const listed = () => inputFiles(dataFolder, settings);
  const before = await stampsOf(await listed());
  const hash = createHash("sha256");
  let bytes = 0;
  for (const file of [...before.keys()].sort()) {
    hash.update(`\0${relative(dataFolder, file).split(sep).join("/")}\0`);
    bytes += await addFile(hash, file);
  }
  return {
    bytes,
    digest: hash.digest("hex").slice(0, 32),
    async isUnchanged() {
      const after = await stampsOf(await listed());
      return after.size === before.size && [...after].every(([file, stamp]) => before.get(file) === stamp);
    },
  };
}

/**
 * The files of a data folder but targeting.yaml, and those that the settings, where they are known, name elsewhere.
 * Below the folder, links to folders and names that begin with a dot are passed over: there lie reports and
 * repositories, whose files nobody reads as data unless the settings name them.
 */
export async function inputFiles(dataFolder: string, settings: Settings | null): Promise<string[]> {
  const inside = (await filesIn(dataFolder)).filter((file) => basename(file) !== "targeting.yaml");
  const elsewhere = [...(settings?.files.values() ?? [])].flatMap(({ paths }) =>
    paths.map((path) => resolve(dataFolder, splitArchivePath(path).archive ?? path)),
  );
  return [...new Set([...inside, ...elsewhere])];
}

async function filesIn(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith(".")) continue;
    if (entry.isDirectory()) files.push(...(await filesIn(path)));
    else if (!(entry.isSymbolicLink() && (await isFolder(path)))) files.push(path);
  }
  return files;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}

async function stampsOf(files: readonly string[]): Promise<Map<string, string>> {
  const stamps = new Map<string, string>();
  for (const file of files) {
    const found = await stat(file, { bigint: true }).catch(() => null);
    stamps.set(file, found ? `${found.size} ${found.mtimeNs} ${found.ino}` : "missing");
  }
  return stamps;
}

async function addFile(hash: Hash, file: string): Promise<number> {
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(file)) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (error) {
    // A file that the settings name and nobody finds is reported by the reader, with the key that names it.
    if (!(error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EISDIR")))
      throw error;
    hash.update("missing");
  }
  return bytes;
}
