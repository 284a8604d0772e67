import { randomUUID } from "node:crypto";
import { cp, lstat, mkdir, readdir, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { UserError } from "../user-error.js";

/** Reports kept beside the published one, so that pages opened before a build still find their files. */
const versionsKept = 3;

/**
 * Puts a finished site in the place of the last one by one rename, so that a reader sees either report whole.
 *
 * `out` is a link to a folder in `.<name>-versions/` beside it; the new version is completed there first, then the
 * link is replaced. A plain folder at `out` that holds an earlier report (or nothing) is set aside; any other is
 * refused. Versions sort by `stamp`; the newest few are kept.
 */
export async function swapIn(site: string, out: string, stamp: string): Promise<void> {
  const place = resolve(out);
  const versions = versionsFolder(place);
  await mkdir(versions, { recursive: true });
  const id = randomUUID().slice(0, 8);
  const incoming = join(versions, `incoming-${id}`);
  const version = join(versions, `${stamp}-${id}`);
  const link = join(versions, `link-${id}`);
  try {
    await cp(site, incoming, { recursive: true });
    await rename(incoming, version);
    await symlink(relative(dirname(place), version), link, "junction");
    if ((await whatIsAt(place)) === "folder") await rename(place, join(versions, `${stamp}-${id}-replaced`));
    await rename(link, place);
  } finally {
    await rm(incoming, { recursive: true, force: true });
    await rm(link, { force: true });
  }
  await removeOldVersions(versions);
}

/** Refuses early what `swapIn` could not do: an output that is a file, or a folder of something else than a report. */
export async function refuseForeignOutput(out: string): Promise<void> {
  const place = resolve(out);
  const there = await whatIsAt(place);
  if (there === "file") throw new UserError(`${out} is a file; name a folder with --out`);
  if (there !== "folder") return;
  const names = await readdir(place);
  if (names.length > 0 && !names.includes("_observablehq")) {
    throw new UserError(
      `${out} holds other files than a report (${names.slice(0, 3).join(", ")}); name an empty or a new folder with --out`,
    );
  }
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

async function removeOldVersions(versions: string): Promise<void> {
  const names = (await readdir(versions)).filter((name) => /^\d/.test(name)).sort();
  for (const name of names.slice(0, -versionsKept)) {
    await rm(join(versions, name), { recursive: true, force: true });
  }
}
