import { open, readFile, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { isAlive } from "../warehouse/work-folder.js";

const pollMilliseconds = 50;

/** A lock that is older than this belongs to a process that died, or whose result is not worth waiting for. */
const staleLockMilliseconds = 10 * 60_000;

/** A lock without an owner's name is being written, or its writer died just then. */
const unnamedLockMilliseconds = 1_000;

/** Runs `action` while no other process holds the lock file; waits for the one that does, and outlives one that died. */
export async function withLock<Result>(lock: string, action: () => Promise<Result>): Promise<Result> {
  while (!(await takeLock(lock))) await wait(pollMilliseconds);
  try {
    return await action();
  } finally {
    await rm(lock, { force: true });
  }
}

/** True when this process now owns the lock. A lock left by a dead process is removed. */
async function takeLock(lock: string): Promise<boolean> {
  try {
    const handle = await open(lock, "wx");
    await handle.writeFile(`${process.pid} ${hostname()}`);
    await handle.close();
    return true;
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  }
  if (await isAbandoned(lock)) await rm(lock, { force: true });
  return false;
}

async function isAbandoned(lock: string): Promise<boolean> {
  const [owner = "", host] = (await readFile(lock, "utf8").catch(() => "")).split(" ");
  const age = await stat(lock).then(
    ({ mtimeMs }) => performance.timeOrigin + performance.now() - mtimeMs,
    () => 0,
  );
  if (age > staleLockMilliseconds) return true;
  if (!(Number(owner) > 0)) return age > unnamedLockMilliseconds;
  return host === hostname() && !isAlive(Number(owner));
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
