import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientsCsv } from "../../src/data/exports/clients-csv.js";
import { manifestJson } from "../../src/data/exports/manifest-json.js";
import { readPreviousReport } from "../../src/data/run/previous-report.js";
import { openContext, type RunContext } from "../../src/data/run/run-context.js";
import { type ValueChange, valueChange } from "../../src/data/value/value-change.js";
import { valueChangeJson } from "../../src/data/value-change.json.js";

let folder: string;
/** Reports of two days, as a build would have left them. */
let of2023: string;
let of2025: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-change-"));
  of2023 = await keepExports(await contextOf(before, { asOf: "2023-12-31" }));
  of2025 = await keepExports(await contextOf(before, { asOf: "2025-12-31" }));
});
afterAll(() => rm(folder, { recursive: true }));

/** Two dozen clients whose ids a spreadsheet would take for formulas; the last four buy from 2024 on only. */
const orders = Array.from({ length: 24 }, (_, client) =>
  Array.from({ length: 2 + (client % 4) }, (_, order) => {
    const year = (client < 20 ? 2021 : 2024) + (order % 2);
    const month = String(1 + ((client * 7 + order * 5) % 12)).padStart(2, "0");
    return `-${client},${year}-${month}-15,${100 + 37 * client}`;
  }),
).flat();

const before = "currency: EUR\nmargin: 0.5\n";

async function contextOf(settings: string, options: { asOf: string; previous?: string; rows?: string[] }) {
  const dataFolder = await mkdtemp(join(folder, "data-"));
  await writeFile(join(dataFolder, "targeting.yaml"), settings);
  await writeFile(
    join(dataFolder, "transactions.csv"),
    `client_id,date,amount\n${(options.rows ?? orders).join("\n")}\n`,
  );
  const { asOf, previous } = options;
  // Most have books and settings that another has: what was fitted to those is found in the cache, as a user's is.
  const cacheFolder = join(folder, "cache");
  return openContext({ dataFolder, asOf, audience: null, cacheFolder, ...(previous ? { previous } : {}) });
}

/** Keeps the two files of a report that the next one is compared with, as a build would. */
async function keepExports(context: RunContext): Promise<string> {
  const report = await mkdtemp(join(folder, "report-"));
  await mkdir(join(report, "exports"));
  await writeFile(join(report, "exports", "manifest.json"), await manifestJson(context));
  await writeFile(join(report, "exports", "clients.csv"), await clientsCsv(context));
  return report;
}

async function ready(context: RunContext): Promise<ValueChange> {
  const change = await valueChange(context);
  if (change.status !== "ready") throw new Error(`refused: ${change.reason}`);
  return change;
}

describe("client value since the previous report", () => {
  it("has not changed where nothing has", async () => {
    const change = await ready(await contextOf(before, { asOf: "2025-12-31", previous: of2025 }));
    expect(change).toMatchObject({ separated: true, settingChanges: [], readingChanged: false });
    for (const bridge of [change.clv, change.totalValue]) {
      expect(bridge).toMatchObject({ newClients: 0, lostClients: 0, newHistory: 0, changedSettings: 0 });
      expect(bridge.clients).toEqual({ previous: 24, new: 0, lost: 0, inBoth: 24, now: 24 });
      expect(bridge.previous).toBeGreaterThan(0);
    }
  });

  it("is all changed settings where the books are the same", async () => {
    const after = "currency: EUR\nmargin: 0.8\nhorizonMonths: 36\ndiscountRate: 0.05\n";
    const change = await ready(await contextOf(after, { asOf: "2025-12-31", previous: of2025 }));
    expect(change.settingChanges).toEqual([
      { setting: "discountRate", before: 0.1, now: 0.05 },
      { setting: "horizonMonths", before: 60, now: 36 },
      { setting: "margin.default", before: 0.5, now: 0.8 },
    ]);
    expect(change.clv.newHistory).toBe(0);
    expect(change.totalValue.newHistory).toBe(0);
    expect(change.clv.changedSettings).toBeCloseTo(change.clv.now - change.clv.previous, 2);
    expect(change.clv.changedSettings).not.toBe(0);
  });

  it("parts new history from changed settings: the history is what it would be had no setting changed", async () => {
    const rows = orders.filter((row) => !row.startsWith("-3,"));
    const context = await contextOf(before, { asOf: "2025-12-31", previous: of2023, rows });
    const unchanged = await ready(context);
    const changed = await ready(
      await contextOf("currency: EUR\nmargin: 0.8\n", { asOf: "2025-12-31", previous: of2023, rows }),
    );
    expect(unchanged.clv.clients).toEqual({ previous: 20, new: 4, lost: 1, inBoth: 19, now: 23 });
    for (const measure of ["clv", "totalValue"] as const) {
      const [plain, both] = [unchanged[measure], changed[measure]];
      expect(plain.changedSettings).toBe(0);
      expect(plain.newHistory).not.toBe(0);
      expect(both.newHistory).toBe(plain.newHistory);
      expect(both.lostClients).toBe(plain.lostClients);
      const parts = both.newClients + both.lostClients + both.newHistory + both.changedSettings;
      expect(both.previous + parts).toBeCloseTo(both.now, 2);
    }
    expect(unchanged.clv.moves.find(({ clientId }) => clientId === "-3")).toMatchObject({ now: null });
    const page = JSON.parse(String(await valueChangeJson.contents(context)));
    expect(page.clv.moves).toHaveLength(20);
  });

  it("shows together what a manifest without its settings cannot part", async () => {
    const previous = join(folder, "older");
    await cp(of2023, previous, { recursive: true });
    const file = join(previous, "exports", "manifest.json");
    const { valueSettings, readingSettings, ...older } = JSON.parse(await readFile(file, "utf8"));
    await writeFile(file, JSON.stringify(older));
    const change = await ready(
      await contextOf("currency: EUR\nmargin: 0.8\n", { asOf: "2025-12-31", previous }),
    );
    expect(change).toMatchObject({ separated: false, settingChanges: [] });
    expect(change.clv.changedSettings).toBe(0);
    const same = await ready(await contextOf(before, { asOf: "2025-12-31", previous }));
    expect(same.separated).toBe(true);
  });

  it("is not told across currencies, or between other companies", async () => {
    const previous = of2025;
    const dollars = await contextOf("currency: USD\nmargin: 0.5\n", { asOf: "2025-12-31", previous });
    expect(await valueChange(dollars)).toMatchObject({
      status: "refused",
      reason: expect.stringMatching(/in EUR, this one in USD/),
    });
    const strangers = await contextOf(before, {
      asOf: "2025-12-31",
      previous,
      rows: orders.map((row) => `x${row}`),
    });
    expect(await valueChange(strangers)).toMatchObject({
      status: "refused",
      reason: expect.stringMatching(/none of the 24 clients/),
    });
    expect(await valueChange(await contextOf(before, { asOf: "2025-12-31" }))).toMatchObject({
      status: "absent",
    });
  });

  it("names in the manifest which report it was compared with, in the same bytes each time", async () => {
    const context = await contextOf(before, { asOf: "2025-12-31", previous: of2023 });
    const manifest = () => manifestJson({ ...context });
    const first = await manifest();
    expect(await manifest()).toBe(first);
    expect(JSON.parse(first).previous).toEqual({
      asOf: "2023-12-31",
      version: expect.any(String),
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });
});

describe("a previous report that cannot be read", () => {
  it("is refused with what is wrong and what to give", async () => {
    await expect(readPreviousReport(join(folder, "nowhere"))).rejects.toThrow(
      /manifest\.json: cannot be read \(ENOENT\)/,
    );
    const report = join(folder, "tampered");
    await cp(of2025, report, { recursive: true });
    const clients = join(report, "exports", "clients.csv");
    const manifest = join(report, "exports", "manifest.json");
    const text = await readFile(clients, "utf8");
    await writeFile(clients, text.replaceAll("\r\n", "\n"));
    await expect(readPreviousReport(report)).rejects.toThrow(
      /is not the file that .*manifest\.json was written with/,
    );

    const { exports: _, ...unsigned } = JSON.parse(await readFile(manifest, "utf8"));
    await writeFile(manifest, JSON.stringify(unsigned));
    await writeFile(clients, text.replace(/^('-0,[^,]*),[^,]*/m, "$1,n/a"));
    await expect(readPreviousReport(report)).rejects.toThrow(
      /column "clv": "n\/a" of client -0 is no number/,
    );
    await writeFile(clients, "client_id,name\r\n");
    await expect(readPreviousReport(report)).rejects.toThrow(/lacks clv, total_value/);
    await writeFile(manifest, JSON.stringify({ ...unsigned, asOf: "last year" }));
    await expect(readPreviousReport(report)).rejects.toThrow(/manifest\.json, asOf: is no manifest/);
    await writeFile(manifest, "{");
    await expect(readPreviousReport(report)).rejects.toThrow(/manifest\.json: is not JSON/);
  });
});
