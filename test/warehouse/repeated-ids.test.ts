import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gatherRepeatedKeys, idKey } from "../../src/warehouse/check/repeated-ids.js";
import { openDuckDbEngine } from "../../src/warehouse/duckdb-engine.js";
import { type Engine, text } from "../../src/warehouse/engine.js";
import { literal } from "../../src/warehouse/sql.js";

let scratch: string;
let engine: Engine;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "repeated-ids-"));
  engine = await openDuckDbEngine(join(scratch, "spill"));
});

afterAll(async () => {
  engine.close();
  await rm(scratch, { recursive: true });
});

/** The ids, each once, whose keys are among those that may be repeated. */
async function suspected(ids: readonly (string | null)[]): Promise<string[]> {
  const values = ids.map((id) => `(${id === null ? "NULL" : literal(id)})`).join(", ");
  await engine.run(
    `CREATE OR REPLACE TABLE keyed AS SELECT id, ${idKey("id", ids.find((id) => id !== null) ?? null)} AS id_key
     FROM (VALUES ${values}) AS listed(id)`,
  );
  await gatherRepeatedKeys(engine, "keyed", "suspects");
  const rows = await engine.rows(
    "SELECT DISTINCT id FROM keyed WHERE id_key IN (SELECT id_key FROM suspects) ORDER BY id",
  );
  await engine.run("DROP TABLE suspects");
  return rows.map((row) => text(row, "id"));
}

const rising = (count: number): string[] => Array.from({ length: count }, (_, index) => `INV-${index + 1}`);

describe("ids that may be repeated", () => {
  it("are none where ids rise along the file, also past a change in their length", async () => {
    expect(await suspected(rising(1_200))).toEqual([]);
  });

  it("are those that stand behind a greater one: a repeat next to its twin, far behind it, thrice, or at the end", async () => {
    const ids = rising(1_200);
    expect(await suspected([...ids.slice(0, 500), "INV-500", ...ids.slice(500)])).toEqual(["INV-500"]);
    expect(await suspected([...ids.slice(0, 900), "INV-4", ...ids.slice(900)])).toEqual(["INV-4"]);
    expect(await suspected([...ids.slice(0, 7), "INV-7", "INV-7", ...ids.slice(7)])).toEqual(["INV-7"]);
    expect(await suspected([...ids, "INV-1"])).toEqual(["INV-1"]);
  });

  it("are counted where the ids rise in two stretches or in none", async () => {
    const ids = rising(1_500);
    expect(await suspected([...ids, "INV-2", "INV-3", "INV-9000"])).toEqual(["INV-2", "INV-3"]);
    const falling = [...ids].reverse();
    expect(await suspected([...falling, "INV-12"])).toEqual(["INV-12"]);
  });

  it("are found whatever the ids look like", async () => {
    const id = fc.oneof(
      fc.constant(null),
      fc.integer({ min: 0, max: 30 }).map((number) => `T${number}`),
      fc.constantFrom("T-1", "T 1", "t1", "T01", "é1", "1", "T", "", "T18446744073709551615", "x'y"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(id, { minLength: 1, maxLength: 40 }), async (ids) => {
        const found = await suspected(ids);
        const repeated = ids.filter((one, index) => one !== null && ids.indexOf(one) < index);
        expect(found).toEqual(expect.arrayContaining(repeated));
      }),
      { numRuns: 60 },
    );
  });
});
