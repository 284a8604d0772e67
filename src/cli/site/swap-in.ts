import { randomUUID } from "node:crypto";
import { cp, lstat, mkdir, readdir, readlink, rename, rm, stat, symlink, unlink } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { host, isAlive, removeIfAllowed } from "../../warehouse/work-folder.js";
import { refuseUnwritable } from "../output-folder.js";
import { UserError } from "../user-error.js";
import { writeChecksums } from "./checksums.js";

/** Reports kept beside the published one, so that pages opened before a build still find their files. */
const versionsKept = 3;

/** There links between folders are junctions: they hold absolute targets. */
const isWindows = process.platform === "win32";

/** Versions of a report, oldest first. */
export interface Versions {
  /** Folder that holds them. */
  readonly folder: string;
  readonly names: readonly string[];
  /** The published one; null where `out` is no link to a version. */
  readonly current: string | null;
}

/**
 * Puts a finished site in the place of the last one by one rename, so that a reader sees either report whole.
 *
 * `out` is a link to a folder in `.<name>-versions/` beside it; the new version is completed there first, with the
 * checksums of its files, then the link is replaced. A plain folder at `out` that holds an earlier report (or nothing)
 * is set aside; any other is refused. Versions sort by `stamp`; the newest few are kept, and the published one always.
 */
export async function swapIn(site: string, out: string, stamp: string): Promise<void> {
  const place = resolve(out);
  const versions = versionsFolder(place);
  await mkdir(versions, { recursive: true });
  const id = randomUUID().slice(0, 8);
  const incoming = join(versions, `incoming-${host}-${process.pid}-${id}`);
  const version = `${stamp}-${id}`;
  try {
    await cp(site, incoming, { recursive: true });
    await writeChecksums(incoming);
    await rename(incoming, join(versions, version));
  } finally {
    await rm(incoming, { recursive: true, force: true });
  }
  await pointAt(out, version).catch(async (error: unknown) => {
    await rm(join(versions, version), { recursive: true, force: true });
    throw error;
  });
  await removeOldVersions(place);
}

/** Makes `out` show a version that is already there, by one rename (on Windows two steps); refuses what is no report. */
export async function pointAt(out: string, version: string): Promise<void> {
  await refuseForeignOutput(out);
  const place = resolve(out);
  const versions = versionsFolder(place);
  const shown = join(versions, version);
  const link = join(versions, `link-${host}-${process.pid}-${randomUUID().slice(0, 8)}`);
  try {
    await symlink(isWindows ? shown : relative(dirname(place), shown), link, "junction");
    const there = await whatIsAt(place);
    if (there === "folder") await rename(place, join(versions, `0-replaced-${randomUUID().slice(0, 8)}`));
    // No rename takes the place of a junction.
    if (there === "link" && isWindows) await unlink(place);
    await rename(link, place);
  } catch (error) {
    throw isMountError(error) ? mounted(out) : error;
  } finally {
    await rm(link, { force: true });
  }
}

/** The versions that `out` can show. */
export async function versionsOf(out: string): Promise<Versions> {
  const place = resolve(out);
  const folder = versionsFolder(place);
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^\d/.test(name)).sort();
  const shown = await readlink(place).then(basename, () => null);
  return { folder, names, current: shown !== null && names.includes(shown) ? shown : null };
}

/**
 * Refuses early what `swapIn` could not do: an output that is a file, a folder of something else than a report or
 * where others are mounted, or one whose place cannot be written.
 */
export async function refuseForeignOutput(out: string): Promise<void> {
  const place = resolve(out);
  await refuseUnwritable(dirname(place));
  const there = await whatIsAt(place);
  if (there === "file") throw new UserError(`${out} is a file; name a folder with --out`);
  if (there !== "folder") return;
  if ((await stat(place)).dev !== (await stat(dirname(place))).dev) throw mounted(out);
  const names = await readdir(place);
  if (names.length > 0 && !names.includes("_observablehq")) {
    throw new UserError(
      `${out} holds other files than a report (${names.slice(0, 3).join(", ")}); name an empty or a new folder with --out`,
    );
  }
}

function mounted(out: string): UserError {
  return new UserError(
    `${out} is a mounted folder, which no link can replace; name a folder inside it with --out`,
  );
}

/** A folder that is mounted from its own disk is told by the rename alone; on Windows so is one that is in use. */
function isMountError(error: unknown): boolean {
  return (
    !isWindows &&
    error instanceof Error &&
    "code" in error &&
    (error.code === "EBUSY" || error.code === "EXDEV")
  );
}

function versionsFolder(place: string): string {
  return join(dirname(place), `.${basename(place)}-versions`);
}

async function whatIsAt(place: string): Promise<"nothing" | "link" | "folder" | "file"> {
  const there = await lstat(place).catch(() => null);
  if (!there) return "nothing";
  if (there.isSymbolicLink()) return "link";
  return there.isDirectory() ? "folder" : "file";
}

/** Also removes what builds of this machine that were killed had begun. */
async function removeOldVersions(place: string): Promise<void> {
  const { folder, names, current } = await versionsOf(place);
  for (const name of names.slice(0, -versionsKept)) {
    if (name !== current) await removeIfAllowed(join(folder, name));
  }
  for (const name of await readdir(folder)) {
    const [, at, owner] = /^(?:incoming|link)-(\w*)-(\d+)-/.exec(name) ?? [];
    if (at === host && !isAlive(Number(owner))) await removeIfAllowed(join(folder, name));
  }
}
