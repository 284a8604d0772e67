import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { watchFiles } from "../../src/cli/dev/watch-files.js";

it("tells an edit once, and no touch of its own", async () => {
  const folder = await mkdtemp(join(tmpdir(), "bellwether-watch-"));
  const [data, loader] = [join(folder, "data.csv"), join(folder, "loader.ts")];
  for (const file of [data, loader]) await writeFile(file, "a");
  const told: (readonly string[])[] = [];
  const watcher = watchFiles(
    async () => [data, loader],
    async (changed) => {
      told.push(changed);
      if (changed.includes(loader)) return;
      const now = new Date();
      watcher.expectTouch(loader, now);
      await utimes(loader, now, now);
    },
  );
  await wait(400);
  await writeFile(data, "ab");
  await wait(1_600);
  expect(told).toEqual([[data]]);
  await writeFile(loader, "b");
  await wait(1_000);
  expect(told).toEqual([[data], [loader]]);
  watcher.close();
  await rm(folder, { recursive: true });
});
