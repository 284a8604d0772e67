import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeWorkFolder, removeAbandonedWorkFolders } from "../../src/warehouse/work-folder.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-temporary-"));
  vi.stubEnv("TMPDIR", folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const host = hostname().replace(/[^A-Za-z0-9]+/g, "");

describe("removeAbandonedWorkFolders", () => {
  it("removes those of processes that are gone, and no others", async () => {
    const own = await makeWorkFolder();
    await mkdir(join(folder, `bellwether-work-${host}-99999999-a`));
    await mkdir(join(folder, "bellwether-work-elsewhere0-99999999-a"));
    await removeAbandonedWorkFolders();
    expect((await readdir(folder)).sort()).toEqual(
      [own.slice(folder.length + 1), "bellwether-work-elsewhere0-99999999-a"].sort(),
    );
  });

  it("fails no run for what may not be removed or listed", async () => {
    const locked = join(folder, `bellwether-work-${host}-99999999-b`, "of-another-user");
    await mkdir(locked, { recursive: true });
    await writeFile(join(locked, "books"), "");
    await chmod(locked, 0o000);
    await expect(removeAbandonedWorkFolders()).resolves.toBeUndefined();
    await chmod(locked, 0o700).catch(() => {});
    vi.stubEnv("TMPDIR", join(folder, "nowhere"));
    await expect(removeAbandonedWorkFolders()).resolves.toBeUndefined();
  });
});
