import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dataDigest } from "../../src/data/run/data-digest.js";
import { loadSettings } from "../../src/warehouse/settings/load-settings.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-digest-"));
  await lay("transactions.csv", "client_id,date,amount\na,2024-01-01,10\n");
});
afterEach(() => rm(folder, { recursive: true }));

async function lay(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}
const digest = async () => dataDigest(folder, await loadSettings(folder));

describe("dataDigest", () => {
  it("does not count a report inside the data folder, nor what else begins with a dot", async () => {
    const before = await digest();
    await lay(".dist-versions/2025/exports/clients.csv", "client_id\na\n");
    await lay(".git/objects/pack", "x");
    await lay(".DS_Store", "x");
    await symlink(join(".dist-versions", "2025"), join(folder, "dist"));
    expect((await digest()).digest).toBe(before.digest);
    expect(await before.isUnchanged()).toBe(true);
  });

  it("counts files in folders, linked files, and what the settings name, wherever it lies", async () => {
    const seen = new Set([(await digest()).digest]);
    await lay("notes/regions.csv", "x");
    seen.add((await digest()).digest);
    await symlink(join("notes", "regions.csv"), join(folder, "linked.csv"));
    seen.add((await digest()).digest);
    await lay("targeting.yaml", "files: { clients: { path: .exports/crm.csv } }\n");
    await lay(".exports/crm.csv", "client_id\na\n");
    seen.add((await digest()).digest);
    await lay(".exports/crm.csv", "client_id\nb\n");
    seen.add((await digest()).digest);
    expect(seen.size).toBe(5);
  });
});
