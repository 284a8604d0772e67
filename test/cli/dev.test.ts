import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { copyProject, type ProjectCopy } from "../faults/project-copy.js";
import { tinyWorld } from "../faults/tiny-world.js";
import { startChromium } from "../site/chromium.js";
import { type LivePreview, startPreview } from "../site/live-preview.js";

// Beside `src`, under a name that begins so: it must not count as code.
const world = "src-data";

let folder: string;
let project: ProjectCopy;
let preview: LivePreview;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-dev-"));
  project = await copyProject(folder);
  await tinyWorld(join(folder, world), 8);
  preview = await startPreview(project, join(folder, world));
  browser = await startChromium();
  page = await browser.newPage();
  await page.goto(`${preview.address}quality`);
});
vi.setConfig({ testTimeout: 200_000 });
afterAll(async () => {
  await browser?.close();
  await preview?.close();
  await rm(folder, { recursive: true, force: true });
});

const shows = (text: string) =>
  page.waitForFunction((wanted) => document.body.innerText.includes(wanted), text, { timeout: 50_000 });

describe("dev", () => {
  it("shows a page, and new data when a file changes", async () => {
    await shows("transactions.csv");
    const file = join(folder, world, "transactions.csv");
    const text = await readFile(file, "utf8");
    const rows = text.trim().split("\n").length - 1;
    await shows(rows.toLocaleString("en-GB"));
    await writeFile(
      file,
      `${text.trimEnd()}\n${text
        .trim()
        .split("\n")
        .at(-1)
        ?.replace(/^[^,]*/, "T-new")}\n`,
    );
    await shows((rows + 1).toLocaleString("en-GB"));
  });

  it("says on the page what is wrong with the settings, and returns when they are mended", async () => {
    const file = join(folder, world, "targeting.yaml");
    const text = await readFile(file, "utf8");
    await writeFile(file, `${text}curency: EUR\n`);
    await page.waitForSelector(".bw-failure", { timeout: 50_000 });
    const panel = await page.innerText(".bw-failure");
    expect(panel).toMatch(/targeting\.yaml.*curency.*currency.*returns by itself/s);
    await writeFile(file, text);
    await page.waitForSelector(".bw-failure", { state: "detached", timeout: 50_000 });
    await shows("transactions.csv");
  });

  it("names the line of a loader that does not parse, and returns when it is mended", async () => {
    await project.edit("src/data/quality.json.ts", "export const quality", "export const = quality");
    await page.waitForSelector(".bw-failure", { timeout: 50_000 });
    expect(await page.innerText(".bw-failure")).toMatch(/src\/data\/quality\.json\.ts:\d+:\d+/);
    await project.edit("src/data/quality.json.ts", "export const = quality", "export const quality");
    await page.waitForSelector(".bw-failure", { state: "detached", timeout: 50_000 });
    await shows("transactions.csv");
  });
});
