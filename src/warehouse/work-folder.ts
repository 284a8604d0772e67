import { mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

/** This machine, as names of files hold it. */
export const host = hostname().replace(/[^A-Za-z0-9]+/g, "");
const ownPrefix = `bellwether-work-${host}-`;

/** A new temporary folder that names its process, so that it can be told when nobody uses it any more. */
export function makeWorkFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), `${ownPrefix}${process.pid}-`));
}

/**
 * Removes the temporary folders that processes of this machine left behind when they were killed. What cannot be
 * removed, such as another user's, stays: no run fails for it.
 */
export async function removeAbandonedWorkFolders(): Promise<void> {
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    if (!name.startsWith(ownPrefix)) continue;
    const owner = Number(name.slice(ownPrefix.length).split("-")[0]);
    if (owner > 0 && !isAlive(owner)) await removeIfAllowed(join(tmpdir(), name));
  }
}

/** Removes a file or a folder that nobody needs; where the system refuses, it stays. */
export async function removeIfAllowed(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => {});
}

/** True while a process of that id runs on this machine. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
