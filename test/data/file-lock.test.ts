import { mkdtemp, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withLock } from "../../src/data/run/file-lock.js";

let folder: string;
let lock: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-lock-"));
  lock = join(folder, "result.lock");
});
afterEach(() => rm(folder, { recursive: true }));

/** A lock as another process left it. */
async function left(by: string, secondsAgo: number): Promise<void> {
  await writeFile(lock, by);
  const then = new Date(Date.now() - 1000 * secondsAgo);
  await utimes(lock, then, then);
}
const isThere = () =>
  stat(lock).then(
    () => true,
    () => false,
  );

describe("withLock", () => {
  it("lets one after the other in, and leaves nothing", async () => {
    let inside = 0;
    const enter = () =>
      withLock(lock, async () => {
        expect(++inside).toBe(1);
        await wait(5);
        inside -= 1;
      });
    await Promise.all([enter(), enter(), enter()]);
    expect(await isThere()).toBe(false);
  });

  it.each([
    ["of another machine", `1 elsewhere-${hostname()} a`],
    ["of a process whose number another has now", `${process.ppid} ${hostname()} a`],
    ["that its owner had no time to sign", ""],
  ])("takes a lock %s once nobody has touched it for a quarter of a minute", async (_, owner) => {
    await left(owner, 20);
    expect(await withLock(lock, async () => "mine")).toBe("mine");
    await left(owner, 5);
    const later = withLock(lock, async () => "mine");
    await wait(150);
    expect(await readFile(lock, "utf8")).toBe(owner);
    await rm(lock);
    expect(await later).toBe("mine");
  });

  it("takes the lock of a process that is gone from this machine after seconds", async () => {
    await left(`99999999 ${hostname()} a`, 4);
    expect(await withLock(lock, async () => "mine")).toBe("mine");
  });

  it("is kept alive while its holder computes without a pause", async () => {
    await withLock(lock, async () => {
      const before = (await stat(lock)).mtimeMs;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_500);
      expect((await stat(lock)).mtimeMs).toBeGreaterThan(before + 500);
    });
  });

  it("does not remove the lock of another that has taken its place", async () => {
    await withLock(lock, () => writeFile(lock, "7 elsewhere b"));
    expect(await readFile(lock, "utf8")).toBe("7 elsewhere b");
  });
});
