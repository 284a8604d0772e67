import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Keeps the results of costly steps of one run on disk, so that the next process need not compute them again. */
export interface StepCache {
  remember<Result>(name: string, compute: () => Promise<Result>): Promise<Result>;
}

const pollMilliseconds = 50;

/** A lock whose owner has not touched it for this long belongs to a process that died. */
const staleLockMilliseconds = 10 * 60_000;

/**
 * A cache in `folder/digest`, shared by processes: whoever takes the lock of a step computes it, the others wait for
 * the file. Results are JSON; a computed result goes through JSON too, so that cold and warm runs see the same.
 */
export function diskCache(folder: string, digest: string): StepCache {
  const home = join(folder, digest);
  return {
    async remember<Result>(name: string, compute: () => Promise<Result>): Promise<Result> {
      await mkdir(home, { recursive: true });
      const file = join(home, `${name}.json`);
      const lock = join(home, `${name}.lock`);
      for (;;) {
        const kept = await readIfPresent(file);
        if (kept !== undefined) return JSON.parse(kept) as Result;
        if (await takeLock(lock)) break;
        await wait(pollMilliseconds);
      }
      try {
        const text = JSON.stringify(await compute());
        const draft = `${file}.${randomUUID()}`;
        await writeFile(draft, text);
        await rename(draft, file);
        return JSON.parse(text) as Result;
      } finally {
        await rm(lock, { force: true });
      }
    },
  };
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isErrorWithCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** True when this process now owns the lock. A lock left by a dead process is removed. */
async function takeLock(lock: string): Promise<boolean> {
  try {
    const handle = await open(lock, "wx");
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (!isErrorWithCode(error, "EEXIST")) throw error;
  }
  if (await isAbandoned(lock)) await rm(lock, { force: true });
  return false;
}

async function isAbandoned(lock: string): Promise<boolean> {
  const owner = Number(await readIfPresent(lock));
  const age = await stat(lock).then(
    ({ mtimeMs }) => performance.timeOrigin + performance.now() - mtimeMs,
    () => 0,
  );
  if (age > staleLockMilliseconds) return true;
  if (!(owner > 0)) return age > 1_000;
  try {
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return isErrorWithCode(error, "ESRCH");
  }
}

function isErrorWithCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
