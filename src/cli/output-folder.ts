import { access, constants, lstat, open, readdir, readFile, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { UserError } from "./user-error.js";

/**
 * Refuses a folder that cannot be made or written: one below a file, or whose nearest folder that exists may not be
 * written (with the system's own error). Makes nothing.
 */
export async function refuseUnwritable(out: string): Promise<void> {
  for (let place = resolve(out); ; place = dirname(place)) {
    const there = await stat(place).catch(() => null);
    if (there?.isDirectory()) return access(place, constants.W_OK);
    if (there !== null) throw new UserError(`${place} is a file; name a folder with --out`);
    if (place === dirname(place)) return;
  }
}

/**
 * Refuses a folder in which the exports, files of these names, would take the place of others: the data folder, a
 * published report, or one with such files that no manifest.json of this program vouches for.
 */
export async function refuseForeignExports(
  out: string,
  dataFolder: string,
  names: readonly string[],
): Promise<void> {
  await refuseUnwritable(out);
  const place = await realPath(out);
  if (place === (await realPath(dataFolder))) {
    throw new UserError(
      `${out} is the data folder, whose clients.csv and prospects.csv the exports would replace; name another folder with --out`,
    );
  }
  for (const report of [place, dirname(place)]) {
    if (await isThere(join(report, "_observablehq"))) {
      throw new UserError(
        `${out} lies in a published report, which the exports would change; name another folder with --out`,
      );
    }
  }
  const present = (await namesIn(place)).filter((name) => names.includes(name.toLowerCase()));
  if (present.length > 0 && !(await isOwnManifest(join(place, "manifest.json")))) throw holds(out, present);
}

/** Refuses a folder that holds anything but a synthetic world, which its truth.json tells. Names with a dot in front do not count. */
export async function refuseForeignWorld(out: string): Promise<void> {
  await refuseUnwritable(out);
  const present = (await namesIn(out)).filter((name) => !name.startsWith("."));
  if (present.length > 0 && !(await isOwnTruth(join(out, "truth.json")))) throw holds(out, present);
}

function holds(out: string, names: readonly string[]): UserError {
  const shown = names.slice(0, 3).join(", ");
  const more = names.length > 3 ? `, and ${names.length - 3} more` : "";
  return new UserError(
    `${out} holds ${shown}${more}, not written by this command; name an empty or a new folder with --out`,
  );
}

async function isOwnManifest(file: string): Promise<boolean> {
  try {
    return JSON.parse(await readFile(file, "utf8")).program === "bellwether";
  } catch {
    return false;
  }
}

/** Reads its beginning only: the truth of a large world is large. */
async function isOwnTruth(file: string): Promise<boolean> {
  const beginning = '{"planted":';
  const handle = await open(file).catch(() => null);
  if (handle === null) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(beginning.length));
    return buffer.toString("utf8", 0, bytesRead) === beginning;
  } finally {
    await handle.close();
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return (await isThere(folder)) ? (await readdir(folder)).sort() : [];
}

function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) !== null;
}
