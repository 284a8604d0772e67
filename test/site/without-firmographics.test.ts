import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltReport, buildReport } from "./built-report.js";

let report: BuiltReport;

beforeAll(async () => {
  report = await buildReport(async (folder) => {
    await mkdir(folder, { recursive: true });
    const orders = Array.from({ length: 40 }, (_, client) =>
      Array.from({ length: 1 + (client % 5) }, (_, order) => {
        const month = String(1 + ((client * 7 + order * 5) % 12)).padStart(2, "0");
        const day = String(1 + ((client * 11 + order * 7) % 28)).padStart(2, "0");
        return `c${client},${2022 + (order % 3)}-${month}-${day},${100 + 37 * client}`;
      }),
    ).flat();
    await writeFile(join(folder, "transactions.csv"), `client_id,date,amount\n${orders.join("\n")}\n`);
  });
});
afterAll(() => report?.close());

/** The words of each page that a test has opened, which no test changes. */
const opened = new Map<string, Promise<string>>();

/** What a page says, which must not complain. */
function wordsOf(path: string): Promise<string> {
  const words = opened.get(path) ?? readPage(path);
  opened.set(path, words);
  return words;
}

async function readPage(path: string): Promise<string> {
  const { page, complaints } = await report.open(path);
  const words = await page.locator("main").innerText();
  await page.context().close();
  expect(words).not.toMatch(/\bNaN\b|\bundefined\b|\bnull\b/);
  expect(complaints).toEqual([]);
  return words;
}

describe("a report of transactions alone", () => {
  it.each([
    ["icp", "clients.csv"],
    ["segments", "clients.csv"],
    ["prospects", "prospects.csv"],
    ["impact", "initiatives.csv"],
    ["market", "clients.csv"],
    ["leads", "leads.csv"],
    ["performance", "clients.csv"],
    ["acquisition", "spend.csv"],
    ["budget", "spend.csv"],
    ["accounts", "signals.csv"],
  ])("says on the page %s that %s would fill it", async (path, file) => {
    expect(await wordsOf(path)).toContain(file);
  });

  it.each(["", "value", "method", "quality"])("still answers on the page /%s", async (path) => {
    expect(await wordsOf(path)).toMatch(path === "quality" ? /every row is accounted for/ : /40|clients/);
  });

  it("says how a one-time buyer of last month and one of years ago differ", async () => {
    expect(await wordsOf("method")).toMatch(
      /one-time buyer.*Last seen a month ago: .*expected.*Last seen 5 years ago: .*expected/,
    );
  });

  it("says how to give an earlier report to compare with", async () => {
    const { page } = await report.open("quality");
    const words = await page.getByRole("region", { name: "No earlier report to compare with" }).innerText();
    expect(words).toMatch(/--previous FOLDER.*manifest\.json and clients\.csv/);
    await page.context().close();
  });

  it("says everywhere that value is revenue while no margin is set", async () => {
    for (const path of ["", "value", "method"]) {
      expect(await wordsOf(path), path).toMatch(/revenue, no margin set/i);
    }
  });
});
