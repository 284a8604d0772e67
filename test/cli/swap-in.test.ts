import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { refuseForeignOutput, swapIn } from "../../src/cli/site/swap-in.js";
import { host } from "../../src/warehouse/work-folder.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-swap-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function siteOf(text: string): Promise<string> {
  const site = join(folder, `site-${text}`);
  await mkdir(join(site, "_observablehq"), { recursive: true });
  await writeFile(join(site, "index.html"), text);
  return site;
}
const shown = (out: string) => readFile(join(out, "index.html"), "utf8");

describe("swapIn", () => {
  it("shows each new report in full and keeps the newest three", async () => {
    const out = join(folder, "dist");
    for (const year of [2021, 2022, 2023, 2024, 2025]) {
      await swapIn(await siteOf(String(year)), out, `${year}-01-01`);
      expect(await shown(out)).toBe(String(year));
    }
    const kept = await readdir(join(folder, ".dist-versions"));
    expect(kept.map((name) => name.slice(0, 4)).sort()).toEqual(["2023", "2024", "2025"]);
  });

  it("takes the place of a report that lies there as a plain folder", async () => {
    const out = await siteOf("old");
    await refuseForeignOutput(out);
    await swapIn(await siteOf("new"), out, "2025-01-01");
    expect(await shown(out)).toBe("new");
  });

  it("leaves the last report in place when the new one cannot be read", async () => {
    const out = join(folder, "dist");
    await swapIn(await siteOf("good"), out, "2025-01-01");
    await expect(swapIn(join(folder, "nowhere"), out, "2025-01-02")).rejects.toThrow();
    expect(await shown(out)).toBe("good");
    expect((await readdir(join(folder, ".dist-versions"))).length).toBe(1);
  });

  it("removes what a killed build of this machine had begun, and not what one of another is at", async () => {
    const begun = (at: string) => join(folder, ".dist-versions", `incoming-${at}-99999999-a`);
    for (const at of [host, `${host}2`]) await mkdir(begun(at), { recursive: true });
    await swapIn(await siteOf("new"), join(folder, "dist"), "2025-01-01");
    expect((await readdir(join(folder, ".dist-versions"))).slice(1)).toEqual([
      `incoming-${host}2-99999999-a`,
    ]);
  });
});

describe("refuseForeignOutput", () => {
  it("refuses a folder that holds something else than a report", async () => {
    await writeFile(join(folder, "thesis.docx"), "");
    await expect(refuseForeignOutput(folder)).rejects.toThrow(/thesis\.docx.*--out/);
  });

  it("refuses a file", async () => {
    await writeFile(join(folder, "dist"), "");
    await expect(refuseForeignOutput(join(folder, "dist"))).rejects.toThrow(/is a file/);
  });

  it("accepts a new and an empty folder", async () => {
    await mkdir(join(folder, "empty"));
    await expect(refuseForeignOutput(join(folder, "empty"))).resolves.toBeUndefined();
    await expect(refuseForeignOutput(join(folder, "new"))).resolves.toBeUndefined();
  });
});
