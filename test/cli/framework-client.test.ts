import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { frameworkClient } from "../../src/cli/site/framework-client.js";

let site = "";
beforeAll(async () => {
  site = await mkdtemp(join(tmpdir(), "bellwether-client-"));
  await mkdir(join(site, "_observablehq"));
  for (const name of ["client", "search", "stdlib"]) {
    await writeFile(
      join(site, "_observablehq", `${name}.01234567.js`),
      "throw Error('as Framework made it');",
    );
  }
});
afterAll(() => rm(site, { recursive: true, force: true }));

async function joined(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(site, "_observablehq", `${name}.01234567.js`)],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    plugins: [frameworkClient(site, resolve("node_modules"))],
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

describe("Framework's client", () => {
  it("is joined from its sources, with its runtime, for what it has to give", async () => {
    expect(await joined("client")).toMatch(/Inspector = class[\s\S]*export \{\s*define\s*\}/);
    expect(await joined("stdlib")).toMatch(/export \{[^}]*FileAttachment[^}]*registerFile[^}]*\}/);
  });

  it("asks no other host, and knows no libraries that the report does not ship", async () => {
    const code = `${await joined("client")}${await joined("stdlib")}`;
    expect(code).not.toMatch(/as Framework made it|\bimport\("|npm:lodash|olympians/);
    expect(code).toContain('Promise.reject(Error("no npm:d3-dsv"))');
  });

  it("reads the index of words by the name under which it is published, and is not joined without one", async () => {
    await expect(joined("search")).rejects.toThrow(/Framework published no minisearch\.json/);
    await writeFile(join(site, "_observablehq", "minisearch.89abcdef.json"), "{}");
    expect(await joined("search")).toContain('import.meta.resolve("./minisearch.89abcdef.json")');
  });
});
