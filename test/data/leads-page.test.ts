import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rollups } from "d3";
import { afterEach, expect, it } from "vitest";
import { leadsPage } from "../../src/data/leads/leads-page.js";
import { openContext } from "../../src/data/run/run-context.js";

const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

/** The page of 24 clients with three contacts each among the open leads, beside leads that were decided. */
async function pageOf(decided: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), "bellwether-leads-"));
  folders.push(folder);
  const ids = Array.from({ length: 24 }, (_, at) => `c${at}`);
  const files = {
    "transactions.csv": [
      "client_id,date,amount",
      ...ids.flatMap((id, at) => [2022, 2023, 2024].map((year) => `${id},${year}-0${1 + (at % 9)}-05,500`)),
    ],
    "leads.csv": [
      "lead_id,account_id,score,outcome",
      ...ids.flatMap((id, at) =>
        [0, 1, 2].map((lead) => `${id}-${lead},${id},${20 + ((7 * at + 23 * lead) % 60)},`),
      ),
      ...decided,
    ],
    "targeting.yaml": ["winRate: 0.15"],
  };
  for (const [name, lines] of Object.entries(files)) {
    await writeFile(join(folder, name), `${lines.join("\n")}\n`);
  }
  const context = await openContext({ dataFolder: folder, asOf: null, audience: null });
  const page = await leadsPage({ ...context, cache: null });
  if (page.status !== "ready") throw new Error(page.reason);
  const chances = rollups(
    page.top,
    ([first]) => first?.accountChance ?? Number.NaN,
    ({ account }) => account,
  ).map(([, chance]) => chance);
  return { page, mean: chances.reduce((sum, chance) => sum + chance, 0) / chances.length };
}

it("wins an average account with the base rate where no lead was decided, however many contacts it has", async () => {
  const { page, mean } = await pageOf([]);
  expect(page.accounts).toBe(24);
  expect(mean).toBeCloseTo(0.15, 6);
  expect(page.rollUp.sentence).toMatch(/comes out won as often as accounts are/);
});

it("wins an average account as often as the few that were decided", async () => {
  const decided = Array.from({ length: 30 }, (_, at) =>
    [0, 1, 2].map(
      (lead) => `d${at}-${lead},x${at},${20 + ((7 * at + 23 * lead) % 60)},${at % 5 ? "lost" : "won"}`,
    ),
  );
  const { page, mean } = await pageOf(decided.flat());
  expect(page.rollUp).toMatchObject({ fitted: false, accounts: 30, won: 6 });
  // Scores of open and decided leads are alike, and so are their means but for rounding: 6 of 30.
  expect(Math.abs(mean - 0.2)).toBeLessThan(0.02);
});
