import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refuseForeignCode } from "../../src/cli/site/own-page-rules.js";

type Markdown = Parameters<typeof refuseForeignCode>[0];
interface Parser {
  createMarkdownIt(options: { markdownIt: (markdown: Markdown) => Markdown }): Markdown;
  parseMarkdown(source: string, options: { md: Markdown; path: string }): { body: string };
}

let folder: string;
let parser: Parser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-pages-"));
  const file = new URL("../../node_modules/@observablehq/framework/dist/markdown.js", import.meta.url);
  parser = (await import(pathToFileURL(file.pathname).href)) as Parser;
});
afterAll(() => rm(folder, { recursive: true }));

/** Parses a page as Framework does, and hands back what is said against it, with the folder left out. */
async function saidOf(source: string): Promise<string[]> {
  await writeFile(join(folder, "mine.md"), source);
  const md = parser.createMarkdownIt({ markdownIt: (markdown) => refuseForeignCode(markdown, folder) });
  try {
    expect(parser.parseMarkdown(source, { md, path: "/mine" }).body).not.toBe("");
    return [];
  } catch (error) {
    return (error as Error).message.replaceAll(`${folder}/`, "").split("\n");
  }
}

const page = (...code: string[]) =>
  ["---", "title: Mine", "---", "", "# Mine", "", "```js", ...code, "```"].join("\n");

describe("a page", () => {
  it("may import packages by their names in every form, and read JSON", async () => {
    const code = [
      'import * as Plot from "@observablehq/plot";',
      'import {html} from "htl";',
      'import d3, {mean} from "d3";',
      'const value = FileAttachment("data/value.json").json();',
      "const L = 3, local = ((d3) => d3)(L);",
      "display(html`<p>`, Plot.plot({}));",
    ];
    expect(await saidOf(`${page(...code)}\n\nThe mean is \${mean([L])}, from npm: or not.\n`)).toEqual([]);
  });

  it("is refused where Framework would fetch a library by itself, with the lines and what to write", async () => {
    const source = `${page("const a = 1;", "Plot.plot({});", "Plot.barX([a]);")}\n\nSet \${Inputs.range([0, 1])} or \${tex\`x\`}.\n`;
    expect(await saidOf(source)).toEqual([
      "A page cannot be published.",
      '  mine.md, line 9: Plot is not imported: write import * as Plot from "@observablehq/plot"; at the top of a block of code',
      '  mine.md, line 13: Inputs is not imported: run npm install @observablehq/inputs, then write import * as Inputs from "@observablehq/inputs"; at the top of a block of code',
      "  mine.md, line 13: tex would come from another host, which a report never asks; do without it",
    ]);
  });

  it.each([
    [
      'import * as Plot from "npm:@observablehq/plot@0.6/+esm";',
      'import * as Plot from "@observablehq/plot"',
    ],
    ['const d3 = await import("npm:d3");', 'import * as d3 from "d3"'],
    ['import {html} from "npm:htl@0.3.1";', 'import { html } from "htl"'],
    ['import {x} from "jsr:@nobody/x";', "npm install @nobody/x"],
  ])("is refused for %s", async (code, remedy) => {
    const [, said = "", ...more] = await saidOf(page(code));
    expect(said).toContain("mine.md, line 8: a report asks no other host: ");
    expect(said).toContain(remedy);
    expect(more).toEqual([]);
  });

  it("is refused for a way to read a file that needs a library of another host", async () => {
    expect(await saidOf(page("const a = 1;", 'const rows = FileAttachment("data/x.csv").csv();'))).toEqual([
      "A page cannot be published.",
      "  mine.md, line 9: ./data/x.csv is read by .csv(), whose library would come from another host; let its loader write JSON, and use .json()",
    ]);
  });
});
