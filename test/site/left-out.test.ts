import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leaveOutUnused } from "../../src/cli/site/left-out.js";
import { startChromium } from "./chromium.js";

let browser: Browser;
let page: Page;
let folder = "";
/** Of a report whose components ask for nothing. */
let lean = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-left-out-"));
  browser = await startChromium();
  page = await browser.newPage();
  lean = await codeOf("");
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

/** The chart library as a report has it whose only component has `asked` in its source; `pages` are the pages' code. */
async function codeOf(asked: string, pages: readonly string[] = []): Promise<string> {
  const component = join(folder, "chart.ts");
  await writeFile(component, `export * from "@observablehq/plot";\nexport const asked = () => [${asked}];`);
  const { outputFiles } = await build({
    entryPoints: [component],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "Plot",
    nodePaths: [resolve("node_modules")],
    plugins: [await leaveOutUnused(folder, pages)],
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

const rows = [
  { share: 1, name: "b", shade: "var(--ink)" },
  { share: 2, name: "a", shade: "var(--paper)" },
];

/** The charts of these options as the library draws them, or the messages with which it fails. */
function drawn(code: string, charts: readonly string[]): Promise<string[]> {
  const attempts = charts.map(
    (options) =>
      `try { out.push(Plot.plot({ ${options} }).outerHTML); } catch (error) { out.push(String(error)); }`,
  );
  return page.evaluate(
    `(() => { ${code} const rows = ${JSON.stringify(rows)}, out = []; ${attempts.join(" ")} return out; })()`,
  );
}

const range = 'color: { range: ["white", "black"] }, marks: [Plot.dot(rows, { x: "share", fill: "share" })]';
const scheme = 'color: { scheme: "blues" }, marks: [Plot.dot(rows, { x: "share", fill: "share" })]';
const interval = 'marks: [Plot.lineY(rows, { x: "share", y: "share", interval: 1 })]';
const order = 'marks: [Plot.barX(rows, { x: "share", y: "name", sort: { y: "x" } })]';

const all = [range, scheme, interval, order];

describe("what is left out of a report", () => {
  it.each([
    [
      "with colours of the style",
      'Plot.barX(rows, { x: "share", y: "name", fill: "shade" })',
      'fill="var(--ink)"',
    ],
    ["with a colour by its name", 'Plot.dot(rows, { x: "share", fill: "white" })', 'fill="white"'],
    ["with figures at its points", 'Plot.lineY(rows, { x: "share", y: "share", tip: true })', "<path d="],
    ["without rows", 'Plot.barX([], Plot.stackX({ x: "share", y: "name", fill: "shade" }))', "</svg>"],
  ])("lacks in no chart %s", async (_, mark, part) => {
    const [svg] = await drawn(lean, [`marks: [${mark}]`]);
    expect(svg).toMatch(/^<svg/);
    expect(svg).toContain(part);
  });

  it.each([
    ["colours between two", range, "d3-color"],
    ["an interval", interval, "plot/src/transforms/bin.js"],
    ["an order by a total", order, "plot/src/transforms/group.js"],
  ])("says so where %s is asked for in a way that nobody foresaw", async (_, options, module) => {
    const [message] = await drawn(lean, [options]);
    expect(message).toMatch(
      new RegExp(`left out of the report: see src/cli/site/left-out\\.ts \\(.*${module}`),
    );
  });

  it("is in it once a component asks for it", async () => {
    const code = await codeOf([scheme, interval, order].map((options) => `{ ${options} }`).join(", "));
    expect((await drawn(code, all)).map((svg) => svg.slice(0, 4))).toEqual(all.map(() => "<svg"));
  });

  it("is in it once a page imports a package itself", async () => {
    const own = 'import * as Plot from "./_node/@observablehq/plot@0.6.17/index.01234567.js";';
    const code = await codeOf("", [own]);
    expect(code).not.toContain("left out of the report");
    expect((await drawn(code, all)).map((svg) => svg.slice(0, 4))).toEqual(all.map(() => "<svg"));
  });
});
