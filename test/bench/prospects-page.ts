import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { build } from "../../src/cli/build.js";
import { type ServedSite, serveSite } from "../../src/cli/site/serve-site.js";
import { writeSampleWorld } from "../../src/data/sample/sample-world.js";
import type { Measurement, ResultTable } from "../measurement.js";
import { startChromium } from "../site/chromium.js";

const PROSPECTS = 100_000;
const LIST = "main .bw-table-tall";
const SCROLLS = 60;

/** The page of prospects with 100,000 of them, as a reader's browser feels it. */
const bench: Measurement = async () => {
  const folder = await mkdtemp(join(tmpdir(), "bellwether-bench-"));
  try {
    const [data, out] = [join(folder, "data"), join(folder, "dist")];
    await writeSampleWorld({ prospects: PROSPECTS, seed: 22 }, data);
    await build({ data, out });
    return [await measureProspectsPage(out)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

export default bench;

/** Measures the page of a built report. */
export async function measureProspectsPage(out: string): Promise<ResultTable> {
  const served = await serveSite(out);
  const browser = await startChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const rows = await readAsReader(page, served);
    return {
      title: `The page of prospects with ${PROSPECTS.toLocaleString("en")} of them`,
      columns: ["step", "seconds", "MB fetched", "rows in the page", "MB of script memory"],
      rows,
      note: "In headless Chromium, from the report's own preview server. Memory is what is held after a collection of garbage. Scrolling: the longest frame, in seconds.",
    };
  } finally {
    await browser.close();
    await served.close();
  }
}

async function readAsReader(
  page: Page,
  served: ServedSite,
): Promise<readonly (readonly (string | number)[])[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  const rows: (string | number)[][] = [];
  const step = async (name: string, act: () => Promise<number>): Promise<void> => {
    const before = bytes;
    const seconds = await act();
    await page.waitForLoadState("networkidle");
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    rows.push([
      name,
      seconds.toFixed(2),
      ((bytes - before) / 1e6).toFixed(2),
      await page.locator(`${LIST} tbody tr`).count(),
      (usedSize / 1e6).toFixed(0),
    ]);
  };
  const timed = (act: () => Promise<unknown>) => async () => {
    const started = performance.now();
    await act();
    return (performance.now() - started) / 1000;
  };
  const status = page.locator("main .bw-table-tools .bw-table-status").first();
  const says = (pattern: string) =>
    page.waitForFunction(
      ([text]) =>
        new RegExp(text ?? "").test(
          document.querySelector("main .bw-table-tools .bw-table-status")?.textContent ?? "",
        ),
      [pattern],
      { timeout: 120_000 },
    );
  await step(
    "first rows",
    timed(async () => {
      await page.goto(new URL("prospects", served.address).href);
      await page.locator(`${LIST} tbody th`).first().waitFor();
    }),
  );
  await step(
    "all ranked, none read",
    timed(async () => {
      await page.getByRole("checkbox", { name: "Only the list" }).uncheck();
      await says("^All ");
    }),
  );
  await step("scroll, a screen at a time", () => longestFrame(page, 700));
  await step("scroll through all", () => longestFrame(page, 100_000));
  await step(
    "the last rows",
    timed(async () => {
      await page.locator(LIST).evaluate((box) => {
        box.scrollTop = box.scrollHeight;
      });
      await page.locator(`${LIST} tr[aria-rowindex] button[data-row]`).last().waitFor();
      await page.waitForFunction(
        (selector) => document.querySelectorAll(`${selector} .bw-unread`).length === 0,
        LIST,
      );
    }),
  );
  const found = page.getByRole("searchbox", { name: /name or id/i });
  await step(
    "search, the first time",
    timed(async () => {
      await found.fill("nord");
      await says("match");
    }),
  );
  await step(
    "search again",
    timed(async () => {
      const before = await status.textContent();
      await found.fill("north");
      await page.waitForFunction(
        ([text]) => document.querySelector("main .bw-table-tools .bw-table-status")?.textContent !== text,
        [before],
      );
    }),
  );
  await found.fill("");
  await says("^All ");
  await step(
    "sort by name",
    timed(async () => {
      await page.locator(`${LIST} button[data-key=name]`).click();
      await page.waitForFunction(
        (selector) =>
          document.querySelector(`${selector} [aria-sort] button`)?.getAttribute("data-key") === "name",
        LIST,
      );
    }),
  );
  return rows;
}

/** Scrolls the list in equal steps, one a frame, and gives the longest frame in seconds. */
async function longestFrame(page: Page, pixels: number): Promise<number> {
  return page.locator(LIST).evaluate(
    async (box, { steps, pixels }) => {
      let longest = 0;
      let last = performance.now();
      for (let left = steps; left > 0; left--) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
        box.scrollTop += pixels;
      }
      return longest / 1000;
    },
    { steps: SCROLLS, pixels },
  );
}
