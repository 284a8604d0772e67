import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { performancePage } from "../../src/data/performance.json.js";
import type { PerformancePage } from "../../src/data/published/performance.js";
import { openContext } from "../../src/data/run/run-context.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-performance-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Thirty clients of two reps that buy in these months of their lives. */
async function pageOf(firstOn: (at: number) => string, later: readonly string[]): Promise<PerformancePage> {
  const rows = Array.from({ length: 30 }, (_, at) =>
    [firstOn(at), ...later].map((date) => `c${at},${date},${100 + at},${at % 2 ? "Ann" : "Ben"}`),
  );
  await writeFile(
    join(folder, "transactions.csv"),
    ["client_id,date,amount,owner", ...rows.flat()].join("\n"),
  );
  const context = await openContext({ dataFolder: folder, asOf: null, audience: null });
  const page = await performancePage({ ...context, cache: null });
  if (page.status !== "ready") throw new Error(page.reason);
  return page;
}

it("pays nobody for staying while nobody has had to decide", async () => {
  const page = await pageOf((at) => `2024-${String(1 + (at % 9)).padStart(2, "0")}-10`, ["2024-12-30"]);
  expect(page.reps.map(({ decisions }) => decisions)).toEqual([0, 0]);
  expect(page.pay.map(({ amounts }) => amounts.retention)).toEqual([null, null]);
  expect(page.pay.every(({ amounts }) => (amounts.clv ?? 0) > 0)).toBe(true);
});

it("credits nobody with clients that began before the data, and shares out no pay where most did", async () => {
  const page = await pageOf(
    (at) => (at < 24 ? "2023-01-10" : `2023-0${at - 20}-05`),
    ["2023-11-02", "2024-12-30"],
  );
  expect(page).toMatchObject({ clients: 30, withoutRep: 24, wonBefore: 24, pay: [] });
  expect(page.reps.map(({ clients }) => clients)).toEqual([3, 3]);
});
