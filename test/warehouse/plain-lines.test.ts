import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyEvenLines } from "../../src/warehouse/read/even-lines.js";
import { pickRecords } from "../../src/warehouse/read/pick-records.js";
import type { FileScan } from "../../src/warehouse/read/scan-file.js";
import { scanFile } from "../../src/warehouse/read/scan-file.js";
import { plainScanner, scanPlain } from "../../src/warehouse/read/scan-plain.js";

let scratch: string;
let path: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "plain-lines-"));
  path = join(scratch, "file.csv");
});

afterAll(() => rm(scratch, { recursive: true }));

const UNKNOWN = { delimiter: null, idColumn: () => null } as const;

/** The structure of a file of one block. */
function scanOf(text: string): FileScan | null {
  const scanner = plainScanner(UNKNOWN);
  scanner.push(Buffer.from(text));
  return scanner.end().plainScan;
}

/** The structure by the quick way, null where a file is not for it, and by that which reads any file. */
async function bothScans(bytes: string | Buffer): Promise<{ plain: FileScan | null; any: FileScan }> {
  await writeFile(path, bytes);
  return { plain: await scanPlain(path, UNKNOWN), any: await scanFile("file.csv", path, null) };
}

/** What both ways must agree in. */
function agreed({ delimiter, header, records, rejects, clean, bytes, stretches }: FileScan): unknown {
  return { delimiter, header, records, rejects, clean, bytes, stretches: [...stretches] };
}

const ordinary = fc.constantFrom("a", "Bc", "12.50", "é€", "x y", "", "Müller & Co", "0123456789".repeat(7));
const cell = fc.oneof(
  { weight: 4, arbitrary: ordinary },
  fc.constantFrom('"a,b"', '"x ""y"" z"', '""', '""""', '";"'),
);
const oddCell = fc.constantFrom(
  ' "a" ',
  '"a" ',
  'a"b',
  '"a"b',
  '"open',
  '"a\nb"',
  "a\0b",
  "a\rb",
  " a",
  "a ",
  "\ta",
);

function file(cells: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .record({
      rows: fc.array(fc.array(cells, { minLength: 3, maxLength: 3 }), { maxLength: 30 }),
      end: fc.constantFrom("\n", "\r\n"),
      last: fc.boolean(),
      mark: fc.constantFrom("", "\ufeff"),
    })
    .map(
      ({ rows, end, last, mark }) =>
        mark + ["one,two,three", ...rows.map((row) => row.join(","))].join(end) + (last ? end : ""),
    );
}

describe("lines looked at 64 bytes at a time", () => {
  it("are the records that reading byte by byte finds, quoted or not", async () => {
    await fc.assert(
      fc.asyncProperty(file(cell), async (text) => {
        const { plain, any } = await bothScans(text);
        // A header alone is no work.
        if (!text.includes("\n")) expect(plain).toBeNull();
        else expect(plain === null ? null : agreed(plain)).toEqual(agreed(any));
      }),
      { numRuns: 300 },
    );
  });

  it("are left to reading byte by byte where a file has anything odd", async () => {
    const rows = fc.array(fc.oneof({ weight: 9, arbitrary: cell }, oddCell), { minLength: 1, maxLength: 4 });
    const odd = fc
      .array(rows, { maxLength: 20 })
      .map((all) => ["one,two,three", ...all.map((row) => row.join(","))].join("\n"));
    await fc.assert(
      fc.asyncProperty(odd, async (text) => {
        if (scanOf(text) === null) return;
        const { plain, any } = await bothScans(text);
        if (plain === null) throw new Error("another structure from a file than from its bytes");
        expect(agreed(plain)).toEqual(agreed(any));
        expect(plain.records).toBe(text.replace(/\n$/, "").split("\n").length - 1);
        if (/(^|[,\n"]) | ($|[,\n"])/.test(text)) expect(plain.padded).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("with too few or too many cells are left out of a copy, in which the others keep their line numbers", async () => {
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 30 });
    const ends = fc.constantFrom("\n", "\r\n");
    await fc.assert(
      fc.asyncProperty(rows, ends, fc.boolean(), async (all, end, last) => {
        const lines = ["one,two,three", ...all.map((row) => row.join(","))];
        const text = lines.join(end) + (last ? end : "");
        const scanner = plainScanner(UNKNOWN);
        scanner.push(Buffer.from(text));
        const { plainScan, unevenLines: uneven } = scanner.end();
        await writeFile(path, text);
        const any = await scanFile("file.csv", path, null);
        if (uneven === null) {
          expect(any.rejects).toEqual([]);
          return;
        }
        expect(plainScan).toBeNull();
        const copied = await copyEvenLines(path, uneven, UNKNOWN, join(scratch, "even.csv"));
        expect(copied?.rejects).toEqual(any.rejects);
        expect(copied?.records).toBe(any.records);
        const picked = await pickRecords(join(scratch, "even.csv"), copied ?? any, [
          ...Array(any.records).keys(),
        ]);
        for (const [record, bytes] of picked.entries()) {
          expect(copied?.lineOf(record)).toBe(any.lineOf(record));
          expect(bytes.toString()).toBe(lines[any.lineOf(record) - 1]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ["a row cut short", "a,b\n1,2\n3\n"],
    ["a cell too many, though empty", "a,b\n1,2,\n"],
    ["an empty line", "a,b\n1,2\n\n3,4\n"],
    ["line ends of two kinds", "a,b\r\n1,2\n"],
    ["a carriage return alone", "a,b\n1,2\r3,4\n"],
    ["a line end in quotes", 'a,b\n1,"x\ny"\n'],
    ["a quote that is not closed", 'a,b\n1,"x\n'],
    ["a quote in a cell", 'a,b\n1,x"y"\n'],
    ["text behind a quoted cell", 'a,b\n"1"x,2\n'],
    ["a space behind a quoted cell", 'a,b\n"1" ,2\n'],
    ["a NUL", "a,b\n1,\0\n"],
  ])("are not plain with %s, wherever in 64 bytes it stands", (_, text) => {
    for (let before = 0; before < 70; before += 1) {
      const shifted = `${"x".repeat(before)}${text}`;
      expect(scanOf(shifted), JSON.stringify(shifted)).toBeNull();
    }
  });

  it("say whether a cell begins or ends with a space, in quotes or not, wherever it stands", () => {
    const isPadded = (row: string, before: number): boolean | undefined =>
      scanOf(`a,b\n${"x".repeat(before)},1\n${row}\n1,1\n`)?.padded;
    for (let before = 0; before < 70; before += 1) {
      for (const row of ["1 ,2", "1, 2", " 1,2", "1,2 ", '" 1",2', '1,"2 "', " ,2"]) {
        expect(isPadded(row, before), row).toBe(true);
      }
      for (const row of ["1 1,2 2", '"1 1","2, 2"', ",2"]) expect(isPadded(row, before), row).toBe(false);
    }
  });

  it("may be more than are looked at in one go, of any length that a block can hold", async () => {
    const rows = Array.from({ length: 60_000 }, (_, row) => `${row},"a ""b"", c",${"x".repeat(row % 97)}`);
    const { plain, any } = await bothScans(["one,two,three", ...rows].join("\r\n"));
    expect(plain?.records).toBe(60_000);
    expect(plain === null ? null : agreed(plain)).toEqual(agreed(any));
    const long = await bothScans(`one,two\n1,${"x".repeat(1_500_000)}\n2,y\n`);
    expect(long.plain === null ? null : agreed(long.plain)).toEqual(agreed(long.any));
    await writeFile(path, `one,two\n1,${"x".repeat(3_000_000)}\n2,y\n`);
    expect(await scanPlain(path, UNKNOWN)).toBeNull();
  });
});
