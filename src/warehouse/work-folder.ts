import { mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

const host = hostname().replace(/[^A-Za-z0-9]+/g, "");
const ownPrefix = `bellwether-work-${host}-`;

/** A new temporary folder that names its process, so that it can be told when nobody uses it any more. */
export function makeWorkFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), `${ownPrefix}${process.pid}-`));
}

/** Removes the temporary folders that processes of this machine left behind when they were killed. */
export async function removeAbandonedWorkFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(ownPrefix)) continue;
    const owner = Number(name.slice(ownPrefix.length).split("-")[0]);
    if (owner > 0 && !isAlive(owner)) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
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
