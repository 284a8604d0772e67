import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rollback } from "../../src/cli/rollback.js";
import { sample } from "../../src/cli/sample.js";
import { score } from "../../src/cli/score.js";
import { refuseForeignOutput, swapIn } from "../../src/cli/site/swap-in.js";
import { tinyWorld } from "../faults/tiny-world.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-output-"));
});
afterEach(() => rm(folder, { recursive: true }));

const tinySample = { clients: 20, prospects: 20, seed: 3 };

describe("score", () => {
  const scoreInto = (out: string) => score({ data: join(folder, "data"), out, quiet: true });
  beforeEach(() => tinyWorld(join(folder, "data"), 8));

  it("refuses the data folder itself, whatever it is called, and leaves the exports of the CRM alone", async () => {
    const before = await readFile(join(folder, "data", "clients.csv"), "utf8");
    await symlink(join(folder, "data"), join(folder, "same"));
    await expect(scoreInto(join(folder, "data"))).rejects.toThrow(/is the data folder.*--out/);
    await expect(scoreInto(join(folder, "same"))).rejects.toThrow(/is the data folder.*--out/);
    expect(await readFile(join(folder, "data", "clients.csv"), "utf8")).toBe(before);
  });

  it("refuses a folder whose files of the same names are not its own, and a file", async () => {
    const out = join(folder, "crm");
    await mkdir(out);
    await writeFile(join(out, "clients.csv"), "Account ID\n1\n");
    await expect(scoreInto(out)).rejects.toThrow(/holds clients\.csv.*--out/);
    await writeFile(join(out, "manifest.json"), '{"name":"another program"}');
    await expect(scoreInto(out)).rejects.toThrow(/holds clients\.csv, manifest\.json.*--out/);
    await expect(scoreInto(join(out, "clients.csv"))).rejects.toThrow(/is a file.*--out/);
    await expect(scoreInto(join(out, "clients.csv", "exports"))).rejects.toThrow(/clients\.csv is a file/);
  });

  it("refuses a published report, whose checksums it would break", async () => {
    await mkdir(join(folder, "dist", "_observablehq"), { recursive: true });
    await mkdir(join(folder, "dist", "exports"));
    for (const out of ["dist", "dist/exports"]) {
      await expect(scoreInto(join(folder, out))).rejects.toThrow(/published report.*--out/);
    }
  });
});

describe("sample", () => {
  it("refuses a folder that holds anything but its own world, and a file", async () => {
    const out = join(folder, "ours");
    await mkdir(out);
    await writeFile(join(out, "targeting.yaml"), "company: Ours\n");
    await expect(sample({ ...tinySample, out })).rejects.toThrow(/holds targeting\.yaml.*--out/);
    await writeFile(join(out, "truth.json"), '{"of":"another program"}');
    await expect(sample({ ...tinySample, out })).rejects.toThrow(/--out/);
    expect(await readFile(join(out, "targeting.yaml"), "utf8")).toBe("company: Ours\n");
    await expect(sample({ ...tinySample, out: join(out, "truth.json") })).rejects.toThrow(/is a file/);
  });

  it("writes into an empty folder, and over its own world", async () => {
    const out = join(folder, "world");
    await mkdir(out);
    await sample({ ...tinySample, out });
    await sample({ ...tinySample, out });
    expect(await readFile(join(out, "truth.json"), "utf8")).toMatch(/^{"planted":/);
  });
});

describe("rollback", () => {
  it("takes the place of a report only", async () => {
    const out = join(folder, "dist");
    await mkdir(join(folder, "site", "_observablehq"), { recursive: true });
    for (const year of [2024, 2025]) await swapIn(join(folder, "site"), out, `${year}-01-01`);
    await rm(out);
    await writeFile(out, "minutes of the board");
    await expect(rollback({ out })).rejects.toThrow(/is a file/);
    expect(await readFile(out, "utf8")).toBe("minutes of the board");
    await rm(out);
    await mkdir(out);
    await writeFile(join(out, "thesis.docx"), "");
    await expect(rollback({ out })).rejects.toThrow(/thesis\.docx/);
    expect(await readFile(join(out, "thesis.docx"), "utf8")).toBe("");
  });
});

describe("build", () => {
  it("refuses a place below a file before it begins", async () => {
    await writeFile(join(folder, "notes"), "");
    await expect(refuseForeignOutput(join(folder, "notes", "sub", "dist"))).rejects.toThrow(
      /notes is a file.*--out/,
    );
  });
});
