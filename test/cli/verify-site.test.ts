import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { verifySite } from "../../src/cli/site/verify-site.js";

let site: string;
beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), "bellwether-site-"));
});
afterEach(() => rm(site, { recursive: true }));

async function lay(files: Record<string, string>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(site, file)), { recursive: true });
    await writeFile(join(site, file), text);
  }
}

const page = (body: string) => `<!DOCTYPE html><html><head></head><body>${body}</body></html>`;

describe("verifySite", () => {
  it("passes a sound site", async () => {
    await lay({
      "index.html": page(
        `<a href="./icp.html?client=C-1">ICP</a><a href="https://example.org/">out</a><link rel="stylesheet" href="./_import/a.css"><script type="module">import {x} from "./_import/a.js";</script>`,
      ),
      "icp.html": page(`<a href="./">home</a><a href="./icp.html#part">part</a>`),
      "_import/a.js": `import {y} from "./b.js"; const text = 'imported from "nowhere", label: "x"';`,
      "_import/b.js": "export const y = await import('./a.js');",
      "_import/a.css": "@font-face { src: url(../_fonts/a.woff2) }",
      "_file/data.json": "{}",
    });
    expect(await verifySite(site)).toEqual([]);
  });

  it.each([
    ["a missing start page", { "icp.html": page("") }, "the page is missing"],
    [
      "a cell that failed",
      { "index.html": page(`<p class="observablehq--error">SyntaxError</p>`) },
      "a cell does not parse",
    ],
    [
      "a bare import in a page",
      { "index.html": page(`<script type="module">import "htl";</script>`) },
      'imports "htl"',
    ],
    [
      "an npm: import in a component",
      { "_import/a.js": `const d3 = await import("npm:d3");` },
      'imports "npm:d3"',
    ],
    ["an import that is not there", { "_import/a.js": `export * from "./gone.js";` }, "points at ./gone.js"],
    [
      "a style from another host",
      { "index.html": page(`<link rel="stylesheet" href="https://fonts.example/a.css">`) },
      "asks another host",
    ],
    [
      "a font from another host",
      { "_import/a.css": "@font-face { src: url(//fonts.example/a.woff2) }" },
      "asks another host",
    ],
    [
      "a link without an ending, which a plain host cannot serve",
      { "index.html": page(`<a href="./icp?a=1#b">x</a>`), "icp.html": page("") },
      "points at ./icp?a=1#b, which only some hosts can serve; write ./icp.html?a=1#b",
    ],
    ["a broken link", { "index.html": page(`<a href="./nowhere">x</a>`) }, "points at ./nowhere"],
    [
      "data that a page asks for and that are not there",
      { "index.html": page(`<script type="application/json">{"./a.json":"./_file/a.json"}</script>`) },
      "points at ./_file/a.json",
    ],
    [
      "a broken link in markup that pages share",
      { "pages.js": `here.insertAdjacentHTML("afterend", "<a href=\\"./nowhere\\">x</a>")` },
      "points at ./nowhere",
    ],
    ["half a data file", { "_file/data.json": "[1,2" }, "is not JSON"],
  ])("finds %s", async (_, files, fault) => {
    await lay({ "index.html": page(""), ...files });
    if (!("index.html" in files) && "icp.html" in files) await rm(join(site, "index.html"));
    const faults = await verifySite(site);
    expect(faults.map((one) => one.fault)).toEqual([expect.stringContaining(fault)]);
  });
});
