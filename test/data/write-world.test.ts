import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { writeWorld } from "../../src/data/sample/write-world.js";
import { generateWorld } from "../../src/model/world/generate-world.js";
import { SAMPLE_SEED } from "../../src/model/world/options.js";
import { settingsSchema } from "../../src/warehouse/settings/schema.js";

const sample = new URL("../../data/sample/", import.meta.url);
const world = generateWorld({ seed: SAMPLE_SEED });
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "world-"));
  await writeWorld(world, join(folder, "new"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("writeWorld", () => {
  it("writes the committed sample byte by byte", async () => {
    const names = (await readdir(sample)).sort();
    expect((await readdir(join(folder, "new"))).sort()).toEqual(names);
    for (const name of names) {
      const written = await readFile(join(folder, "new", name));
      expect(written.equals(await readFile(new URL(name, sample))), name).toBe(true);
    }
  });

  it("stays below 3 MB", async () => {
    const sizes = await Promise.all(
      (await readdir(sample)).map(async (name) => (await stat(new URL(name, sample))).size),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3_000_000);
  });

  it("writes CSV with quotes where needed and no carriage returns, settings that are legal, truth that parses", async () => {
    const read = (name: string): Promise<string> => readFile(join(folder, "new", name), "utf8");
    const initiatives = await read("initiatives.csv");
    expect(initiatives.split("\n")).toHaveLength(4);
    expect(initiatives).toContain('"Newsletter, user group and loyalty points"');
    expect(initiatives).not.toContain("\r");
    expect(settingsSchema.parse(parse(await read("targeting.yaml"))).currentIcp?.all).toHaveLength(2);
    const truth = JSON.parse(await read("truth.json"));
    expect(truth.planted.difficulty).toEqual(world.truth.difficulty);
    expect(truth.prospects.columns).toEqual([
      "prospectId",
      "expectedClv",
      "realisedClv",
      "pWin",
      "segment",
      "employees",
    ]);
    expect(truth.prospects.rows).toHaveLength(6000);
    expect(truth.clients.rows[0]).toEqual(Object.values(world.truth.clients[0] ?? {}));
  });
});
