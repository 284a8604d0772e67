import { randomUUID } from "node:crypto";
import { link, open, readFile, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { isAlive } from "../../warehouse/work-folder.js";
import { keepTouching } from "./keep-touching.js";

const pollMilliseconds = 50;

/**
 * A lock that nobody has touched for this long is abandoned, whoever it names: its holder touches it every second from
 * a thread of its own. The rest is for a machine that is busy or whose disk hangs. Were it taken from a holder that
 * lives, a result would be computed twice, and none would be wrong.
 */
const abandonedMilliseconds = 15_000;

/** The same where its holder is not to be seen on this machine (another container may have the same host name). */
const goneMilliseconds = 3_000;

/** Runs `action` while no other process holds the lock file; waits for the one that does, and outlives one that died. */
export async function withLock<Result>(lock: string, action: () => Promise<Result>): Promise<Result> {
  const owner = `${process.pid} ${hostname()} ${randomUUID()}`;
  while (!(await takeLock(lock, owner))) await wait(pollMilliseconds);
  const stopTouching = keepTouching(lock);
  try {
    return await action();
  } finally {
    stopTouching();
    if ((await ownerOf(lock)) === owner) await rm(lock, { force: true });
  }
}

/** True when the lock is now this owner's. One that is abandoned is removed. */
async function takeLock(lock: string, owner: string): Promise<boolean> {
  try {
    const handle = await open(lock, "wx");
    const signed = handle.writeFile(owner).finally(() => handle.close());
    await signed.catch(async (error: unknown) => {
      await rm(lock, { force: true });
      throw error;
    });
    return true;
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  }
  const abandoned = await abandonedOwner(lock);
  if (abandoned !== null) await removeLockOf(abandoned, lock);
  return false;
}

/** What an abandoned lock says; null for one that is held, or gone. */
async function abandonedOwner(lock: string): Promise<string | null> {
  const found = await stat(lock).catch(() => null);
  if (found === null) return null;
  const age = Date.now() - found.mtimeMs;
  if (!(age > goneMilliseconds)) return null;
  const owner = await ownerOf(lock);
  if (age > abandonedMilliseconds) return owner;
  const [processId, host] = owner?.split(" ") ?? [];
  return Number(processId) > 0 && host === hostname() && !isAlive(Number(processId)) ? owner : null;
}

/** Removes a lock, unless another has taken its place in the meantime: that one is put back. */
async function removeLockOf(owner: string, lock: string): Promise<void> {
  const aside = `${lock.replace(/\.lock$/, "")}-${randomUUID()}.lock`;
  try {
    await rename(lock, aside);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return;
    throw error;
  }
  if ((await ownerOf(aside)) !== owner) await link(aside, lock).catch(() => {});
  await rm(aside, { force: true });
}

function ownerOf(lock: string): Promise<string | null> {
  return readFile(lock, "utf8").catch(() => null);
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
