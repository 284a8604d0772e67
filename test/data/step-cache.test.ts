import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analysisSteps } from "../../src/data/run/analysis.js";
import { inputs } from "../../src/data/run/inputs.js";
import { pruneByUse } from "../../src/data/run/prune-by-use.js";
import { openContext } from "../../src/data/run/run-context.js";
import { defineStep } from "../../src/data/run/step.js";
import { clientValues } from "../../src/data/value/client-values.js";
import { editFile, tinyWorld } from "../faults/tiny-world.js";

let folder: string;
let world: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-cache-"));
  world = join(folder, "world");
  await tinyWorld(world, 8);
});
afterAll(() => rm(folder, { recursive: true }));

const open = (asOf: string | null = null) =>
  openContext({ dataFolder: world, asOf, audience: null, cacheFolder: join(folder, "cache") });

/** Runs the whole analysis and names the costly steps that had to compute. */
async function computed(asOf: string | null = null): Promise<readonly string[]> {
  const context = await open(asOf);
  for (const { run } of analysisSteps) await run(context);
  return context.cache?.used.computed ?? [];
}

const all = [
  "inputs",
  "value-tournament",
  "contract-tournament",
  "portfolio-totals",
  "yearly-totals",
  "client-values",
  "segment-finding",
  "icp-finding",
  "prospect-scores",
  "behaviour",
  "impact-page",
  "market-page",
  "leads-page",
  "won-since",
  "value-backtest",
  "lookalike-validation",
];
/** Both contests run at once: neither comes first. */
const behindClientValues = new Set([
  "inputs",
  "value-tournament",
  "contract-tournament",
  "portfolio-totals",
  "yearly-totals",
  "client-values",
]);
const settings = () => join(world, "targeting.yaml");

describe("a costly step", () => {
  it("is computed once for the same data, settings and as-of date", async () => {
    expect(await computed()).toEqual(all);
    expect(await computed()).toEqual([]);
  });

  it("is found again after a change of what it does not look at", async () => {
    await editFile(settings(), /company: .*/, "company: Another name");
    expect(await computed()).toEqual([]);
  });

  it("is computed again after a change of a setting that it looks at, and of what it rests on", async () => {
    await editFile(settings(), /winRate: .*/, "winRate: 0.4");
    expect(await computed()).toEqual(["icp-finding", "prospect-scores", "won-since", "lookalike-validation"]);
    await editFile(settings(), "discountRate: 0.1", "discountRate: 0.2");
    const context = await open();
    await clientValues(context);
    expect(context.cache?.used.reused).toEqual([]);
    expect(new Set(context.cache?.used.computed)).toEqual(behindClientValues);
  });

  it("is computed again when one cell changes, with the changed result", async () => {
    const before = await inputs(await open());
    const cell = /,24060,/;
    await editFile(join(world, "transactions.csv"), cell, ",34060,");
    const context = await open();
    const after = await inputs(context);
    await clientValues(context);
    expect(new Set(context.cache?.used.computed)).toEqual(behindClientValues);
    const margin = ({ histories }: typeof before) => JSON.stringify(histories);
    expect(margin(after)).not.toBe(margin(before));
  });

  it("is computed again for another as-of date", async () => {
    const context = await open("2024-12-31");
    expect((await inputs(context)).asOf).toBe("2024-12-31");
    expect(context.cache?.used.computed).toEqual(["inputs"]);
  });

  it("is not kept when the data change while it computes", async () => {
    let runs = 0;
    const step = defineStep(
      "changing",
      async ({ dataFolder }) => {
        runs += 1;
        if (runs === 1) await writeFile(join(dataFolder, "notes.csv"), "a\n1\n");
        return runs;
      },
      { costly: true },
    );
    await step(await open());
    await rm(join(world, "notes.csv"));
    expect(await step(await open())).toBe(2);
    expect(await step(await open())).toBe(2);
  });

  it("is computed by one of those that ask at once", async () => {
    let runs = 0;
    const step = defineStep("shared", async ({ settings: { currency } }) => `${currency} ${++runs}`, {
      costly: true,
    });
    const contexts = await Promise.all([open(), open(), open()]);
    expect(await Promise.all(contexts.map(step))).toEqual(["EUR 1", "EUR 1", "EUR 1"]);
  });

  it("is computed again where what was kept is damaged", async () => {
    const home = join(folder, "cache", "shared");
    for (const name of await readdir(home)) await writeFile(join(home, name), "half a resul");
    const context = await open();
    await defineStep("shared", async () => "again", { costly: true })(context);
    expect(context.cache?.used.computed).toEqual(["shared"]);
  });

  it("is computed again where what it looked at is lost", async () => {
    const home = join(folder, "cache", "shared");
    for (const name of await readdir(home)) {
      const text = await readFile(join(home, name), "utf8");
      await writeFile(join(home, name), text.replace('"reads"', '"read"'));
    }
    const context = await open();
    await defineStep("shared", async () => "again", { costly: true })(context);
    expect(context.cache?.used.computed).toEqual(["shared"]);
  });

  it("is computed, and not kept, where the cache cannot be written", async () => {
    await writeFile(join(folder, "a-file"), "");
    const cacheFolder = join(folder, "a-file", "cache");
    const context = await openContext({ dataFolder: world, asOf: null, audience: null, cacheFolder });
    const step = defineStep("unkept", async () => "computed", { costly: true });
    expect(await step(context)).toBe("computed");
    expect(context.cache?.used.computed).toEqual(["unkept"]);
  });
});

describe("pruneByUse", () => {
  it("keeps what was used last, within a number and a size, and leaves what is being written", async () => {
    const home = await mkdtemp(join(folder, "prune-"));
    for (const [index, name] of ["oldest", "older", "newer", "newest"].entries()) {
      await writeFile(join(home, name), "x".repeat(100));
      await utimes(join(home, name), 1000 + index, 1000 + index);
    }
    await writeFile(join(home, "draft-1"), "");
    await pruneByUse(home, { keep: 3 });
    expect((await readdir(home)).sort()).toEqual(["draft-1", "newer", "newest", "older"]);
    await pruneByUse(home, { keep: 3, bytes: 150 });
    expect((await readdir(home)).sort()).toEqual(["draft-1", "newest"]);
  });
});
