import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { type ServedSite, serveSite } from "../../src/cli/site/serve-site.js";
import { startChromium } from "./chromium.js";

const run = promisify(execFile);

const root = fileURLToPath(new URL("../..", import.meta.url));

export type Scheme = "light" | "dark";

/** A report built from a folder that `prepare` fills, served, with a browser beside it. */
export interface BuiltReport {
  readonly dataFolder: string;
  readonly out: string;
  /** Builds it anew, to the same place; rejects with what the program says where that fails. */
  rebuild(): Promise<unknown>;
  /** Opens a page and hands back what a reader's console would have shown, and every host that was asked. */
  open(path: string, options?: { scheme?: Scheme; width?: number }): Promise<OpenPage>;
  close(): Promise<void>;
}

export interface OpenPage {
  readonly page: Page;
  readonly complaints: string[];
  readonly foreignRequests: string[];
}

/**
 * Built as a user would build it, by the program: compiled, it analyses in half the time that it takes as modules of the
 * tests. `keepPrevious` writes the exports of an earlier report into a folder of its own, to be
 * compared with.
 */
export async function buildReport(
  prepare: (dataFolder: string) => Promise<unknown>,
  keepPrevious?: (folder: string, dataFolder: string) => Promise<unknown>,
): Promise<BuiltReport> {
  const folder = await mkdtemp(join(tmpdir(), "bellwether-test-"));
  const dataFolder = join(folder, "data");
  const out = join(folder, "dist");
  const previous = join(folder, "previous");
  await prepare(dataFolder);
  await keepPrevious?.(previous, dataFolder);
  const words = ["--data", dataFolder, "--out", out, ...(keepPrevious ? ["--previous", previous] : [])];
  const rebuild = () =>
    run(process.execPath, ["src/cli/start.js", "build", "--quiet", ...words], { cwd: root });
  await rebuild();
  const served = await serveSite(out);
  const browser = await startChromium();
  return {
    dataFolder,
    out,
    rebuild,
    open: (path, options = {}) => openPage(browser, served, path, options),
    async close() {
      await browser.close();
      await served.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openPage(
  browser: Browser,
  served: ServedSite,
  path: string,
  { scheme = "light", width = 1280 }: { scheme?: Scheme; width?: number },
): Promise<OpenPage> {
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 800 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  const foreignRequests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(served.address) && !/^(data|blob):/.test(request.url())) {
      foreignRequests.push(request.url());
    }
  });
  await page.goto(new URL(path, served.address).href, { waitUntil: "networkidle" });
  await page.waitForFunction(() =>
    [...document.querySelectorAll("observablehq-loading")].every(
      (cell) => cell.getClientRects().length === 0,
    ),
  );
  return { page, complaints, foreignRequests };
}
