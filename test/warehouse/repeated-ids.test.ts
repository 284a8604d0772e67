import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordsOfRepeatedIds } from "../../src/warehouse/read/repeated-records.js";
import { scanPlain } from "../../src/warehouse/read/scan-plain.js";

let scratch: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "repeated-ids-"));
});

afterAll(() => rm(scratch, { recursive: true }));

/** The ids of the records that are found to share theirs with another; null where the ids are in no order. */
async function repeated(ids: readonly string[], quote = ""): Promise<string[] | null> {
  const path = join(scratch, "ids.csv");
  const rows = ids.map((id) => `1,${quote}${id}${quote},x\n`);
  await writeFile(path, `amount,id,note\n${rows.join("")}`);
  const scan = await scanPlain(path, { delimiter: null, idColumn: (header) => header.indexOf("id") });
  if (scan === null) throw new Error("the file is not plain");
  if (scan.ids === null) return null;
  const records = await recordsOfRepeatedIds(path, scan, scan.ids);
  return records.map((record) => ids[record] ?? "");
}

const rising = (count: number): string[] => Array.from({ length: count }, (_, index) => `INV-${index + 1}`);

describe("records that share their id with another", () => {
  it("are none where ids rise or fall along the file, also past a change in their length", async () => {
    expect(await repeated(rising(1_200))).toEqual([]);
    expect(await repeated([...rising(1_200)].reverse())).toEqual([]);
    expect(await repeated(rising(1_200), '"')).toEqual([]);
  });

  it("are found next to their twin, far behind it, thrice, at the end, and among quotes", async () => {
    const ids = rising(1_200);
    const twice = ["INV-500", "INV-500"];
    expect(await repeated([...ids.slice(0, 500), "INV-500", ...ids.slice(500)])).toEqual(twice);
    expect(await repeated([...ids.slice(0, 900), "INV-4", ...ids.slice(900)])).toEqual(["INV-4", "INV-4"]);
    expect(await repeated([...ids.slice(0, 7), "INV-7", "INV-7", ...ids.slice(7)])).toEqual(
      Array(3).fill("INV-7"),
    );
    expect(await repeated([...ids, "INV-1"], '"')).toEqual(["INV-1", "INV-1"]);
    expect(await repeated([...ids].reverse().concat("INV-12"))).toEqual(["INV-12", "INV-12"]);
  });

  it("are found among ids of another form, and not among rows without one", async () => {
    const ids = [...rising(100), "CN-1", "", "", ...rising(300).slice(100), "CN-1", "CN-2", "INV-007", ""];
    expect(await repeated(ids)).toEqual(["CN-1", "CN-1"]);
  });

  it("are not told by the order of ids that have none, or of which the first ends with no number", async () => {
    const ids = rising(3_000);
    expect(await repeated([...ids, ...ids.map((id) => `${id}b`)])).toBeNull();
    expect(await repeated([...ids, ...ids])).toBeNull();
    expect(await repeated(["a", "b"])).toBeNull();
    expect(await repeated(["T1234567890123456", "T1234567890123457"])).toBeNull();
  });

  it("are all found whatever the ids look like", async () => {
    const id = fc.oneof(
      fc.integer({ min: 0, max: 30 }).map((number) => `T${number}`),
      fc.constantFrom(
        "T-1",
        "T 1",
        " T1",
        "T1 ",
        "t1",
        "T01",
        "é1",
        "1",
        "T",
        "",
        "T18446744073709551615",
        "x'y",
      ),
      fc.constantFrom("T999999999999999", "T000000000000000", "TT1", "T+1", "T1.0", "Т1"),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(id, { minLength: 1, maxLength: 200 }),
        fc.integer({ min: 0, max: 40 }),
        async (others, before) => {
          const ids = [...Array.from({ length: before }, (_, index) => `T${index}`), ...others];
          const found = (await repeated(ids))?.map((each) => each.trim());
          const trimmed = ids.map((each) => each.trim());
          const twins = trimmed.filter(
            (one) => one !== "" && trimmed.indexOf(one) < trimmed.lastIndexOf(one),
          );
          if (found !== undefined) expect(found).toEqual(expect.arrayContaining(twins));
          else expect(trimmed[0]).not.toMatch(/^\D*[0-9]{1,15}$/);
        },
      ),
      { numRuns: 300 },
    );
  });
});
