import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkFiles } from "../../src/warehouse/check/check-files.js";
import { fileReport } from "../../src/warehouse/check/file-report.js";
import { openDuckDbEngine } from "../../src/warehouse/duckdb-engine.js";
import type { FileQuality, Inputs } from "../../src/warehouse/inputs.js";
import { findFiles } from "../../src/warehouse/read/find-files.js";
import { loadSettings } from "../../src/warehouse/settings/load-settings.js";
import { generateBooks } from "../bench/_generated-books.js";
import { cents, fileOf, readFolder } from "./read-folder.js";

/** Rows of one client and day each, all in the commonest forms. */
function commonRows(rows: number): string[] {
  return Array.from(
    { length: rows },
    (_, row) => `T${row},C${row % 7},2024-0${1 + (row % 9)}-1${row % 10},${row}.5,EUR,services`,
  );
}

const HEADER = "transaction_id,client_id,date,amount,currency,kind";

/** Rows that need a closer look, each for a reason of its own. */
const ODD = [
  "X3,C1,2024-02-30,12,EUR,services",
  "X4,,2024-02-03,12,EUR,services",
  "X5,C1,2024-02-03,#REF!,EUR,services",
  "X6,C1,2024-02-03,EUR 12.50,EUR,services",
  'X7,C1,2024-02-03,"1,200.50",EUR,services',
  "X8,C1,2024-02-03,(12.50),EUR,Services",
  "X9,C1,2024-02-03,12,USD,services",
  "X10,C1,2024-02-03,12,,services",
  "X11,C1,2024-02-03,12,QQQ,services",
  "X12,C1,2024-02-03,12,EUR,consulting",
  "T5,C5,2024-06-15,5.5,EUR,services",
  "T6,C6,2024-07-16,99,EUR,services",
  ",,,,,",
  "X13,C1,1969-12-31,12,EUR,services",
  "X14,C1,2024-02-03,1e3,EUR,services",
  "X15,C1,2024-02-03,99999999999999,EUR,services",
  " X16 , C1 ,2024-02-03, 12 ,EUR,services",
  "X17,C1,2024/02/03,12,EUR,services",
  "X18,C1,2024-02-3x,12,EUR,services",
];

function books(rows: readonly string[], settings: string): Record<string, string> {
  return {
    "transactions.csv": `${[HEADER, ...rows].join("\n")}\n`,
    "targeting.yaml": `${settings}\nexchangeRates: { USD: 0.9 }\nasOf: 2024-12-31\n`,
  };
}

/** The same rows in the same order; where the settings select rows, each is judged as text. */
async function bothWays(rows: readonly string[], settings = "currency: EUR") {
  const common = await readFolder(books(rows, settings));
  const oneByOne = await readFolder(
    books(rows, `${settings}\nfiles: { transactions: { only: { currency: [EUR, USD, QQQ, ""] } } }`),
  );
  return { common, oneByOne };
}

/** Rows accepted beyond so many, and the reasons for the rejects with their lines beyond as many. */
function rowsAndRejects(inputs: Inputs, before: number): unknown {
  const { rows, rejects } = fileOf(inputs, "transactions");
  return [rows.accepted - before, rejects.map(({ line, reason }) => [line - before, reason])];
}

/** What became of the transactions of a folder, and how many rows were not looked at as text. */
async function reportOnTransactions(folder: string): Promise<FileQuality & { readonly unstaged: number }> {
  const settings = await loadSettings(folder);
  const scratch = await mkdtemp(join(tmpdir(), "common-rows-scratch-"));
  const engine = await openDuckDbEngine(join(scratch, "spill"), Number.POSITIVE_INFINITY);
  try {
    const { files: found } = await findFiles(folder, settings);
    const { files } = await checkFiles(engine, found, settings, null, scratch);
    const transactions = files.get("transactions");
    if (transactions === undefined) throw new Error("no transactions");
    return { ...(await fileReport(engine, transactions, [])), unstaged: transactions.unstaged.rows };
  } finally {
    engine.close();
    await rm(scratch, { recursive: true });
  }
}

describe("rows read by the common forms of their columns", () => {
  it("get the verdicts, values and lines that judging each as text gives", async () => {
    const rows = commonRows(400);
    const mixed = [
      ...rows.slice(0, 100),
      ...ODD.slice(0, 7),
      ...rows.slice(100),
      ...ODD.slice(7, 12),
      ...ODD.slice(13),
    ];
    const { common, oneByOne } = await bothWays(mixed);
    expect(fileOf(common, "transactions")).toEqual({
      ...fileOf(oneByOne, "transactions"),
      sha256: expect.any(String),
      unusedColumns: [],
    });
    expect(fileOf(common, "transactions").rejects.length).toBeGreaterThan(5);
    expect(common.histories).toEqual(oneByOne.histories);
    expect(common.revenueByMonthKind).toEqual(oneByOne.revenueByMonthKind);
  });

  it("have the values that their cells have as text, however a cell is written", async () => {
    const character = fc.constantFrom(..."0123456789-+.,/eE_ xZT€\u00a0'()");
    const changed = fc
      .record({
        column: fc.constantFrom("date", "amount"),
        date: fc.constantFrom("2024-11-25", "2024-01-05", "1970-01-01", "2100-12-31"),
        amount: fc.constantFrom("12.5", "-7.00", "1000", "0.05"),
        at: fc.nat({ max: 10 }),
        by: fc.string({ unit: character, maxLength: 2 }),
        less: fc.nat({ max: 2 }),
      })
      .map(({ column, date, amount, at, by, less }) => {
        const cell = column === "date" ? date : amount;
        const odd = `"${cell.slice(0, at)}${by}${cell.slice(at + less)}"`;
        return column === "date" ? `${odd},12` : `2024-02-03,${odd}`;
      });
    const odd = fc.sample(changed, { numRuns: 400, seed: 1 });
    const rows = odd.map((cells, row) => `X${row},C1,${cells},EUR,services`);
    const { common, oneByOne } = await bothWays(
      [...commonRows(9_000), ...rows],
      "currency: EUR\ndecimalMark: .",
    );
    expect(fileOf(common, "transactions").rejects.length).toBeGreaterThan(100);
    expect(fileOf(common, "transactions").rejects).toEqual(fileOf(oneByOne, "transactions").rejects);
    expect(fileOf(common, "transactions").money).toEqual(fileOf(oneByOne, "transactions").money);
    expect(common.histories).toEqual(oneByOne.histories);
  });

  it("are read again when what follows is not like the file's first lines", async () => {
    const many = commonRows(25_000);
    const last = [
      "X1, C1 ,2024-02-03, 12 ,EUR,services",
      'X2,C1,2024-02-03,"1,200.50",EUR,services',
      "X3,C1,2024-02-03,12,EUR",
      "X4,C1,2024-02-03,12,EUR,services,",
    ];
    for (const odd of last) {
      const inputs = await readFolder(books([...many, odd], "currency: EUR"));
      const few = await readFolder(books([...many.slice(0, 10), odd], "currency: EUR"));
      expect(rowsAndRejects(inputs, many.length)).toEqual(rowsAndRejects(few, 10));
      expect(inputs.histories).toHaveLength(7);
    }
  });

  it("reject the same lines with the same reasons when they are few among many", async () => {
    const rows = [...commonRows(50), ...ODD];
    const { quality } = await readFolder(books(rows, "currency: EUR"));
    const [file] = quality.files;
    expect(
      file?.rejects.map(({ line, column, value, reason }) => [line, column, value, reason]),
    ).toMatchInlineSnapshot(`
      [
        [
          52,
          "date",
          "2024-02-30",
          "no such day in the calendar",
        ],
        [
          53,
          "client_id",
          null,
          "missing",
        ],
        [
          54,
          "amount",
          "#REF!",
          "not an amount",
        ],
        [
          60,
          "amount",
          "12",
          "no exchange rate from QQQ to EUR; set exchangeRates in targeting.yaml",
        ],
        [
          63,
          "transaction_id",
          "T6",
          "used before with other content on line 8",
        ],
        [
          65,
          "date",
          "1969-12-31",
          "the year lies outside 1970 to 2100",
        ],
        [
          66,
          "amount",
          "1e3",
          "not an amount",
        ],
        [
          67,
          "amount",
          "99999999999999",
          "too large to be an amount",
        ],
        [
          70,
          "date",
          "2024-02-3x",
          "not a date",
        ],
      ]
    `);
    expect(file?.exclusions).toEqual([
      { reason: "repeats an earlier row", rows: 1, money: 5.5 },
      { reason: "the row is empty", rows: 1, money: 0 },
    ]);
  });

  it("leave the order of day and month, and the decimal mark, to all values of the column", async () => {
    const dates = commonRows(40).map((row) => row.replace(/2024-0(\d)-(\d\d)/, "$2/0$1/2024"));
    const marks = commonRows(40).map((row) => row.replace(/(\d+)\.5,/, '"$1,50",'));
    for (const rows of [dates, [...commonRows(40), ...dates], marks]) {
      const { common, oneByOne } = await bothWays(
        rows.map((row, index) => row.replace(/^T\d+/, `U${index}`)),
      );
      expect(common.histories).toEqual(oneByOne.histories);
      expect(fileOf(common, "transactions").dateOrder).toBe(fileOf(oneByOne, "transactions").dateOrder);
      expect(fileOf(common, "transactions").decimalMark).toBe(fileOf(oneByOne, "transactions").decimalMark);
    }
  });

  it("convert another currency of all rows", async () => {
    const { common, oneByOne } = await bothWays(commonRows(30).map((row) => row.replace("EUR", "USD")));
    expect(common.histories).toEqual(oneByOne.histories);
    expect(cents(fileOf(common, "transactions").money?.accepted ?? 0)).toBe(
      commonRows(30).reduce((sum, _, row) => sum + Math.round((row + 0.5) * 90), 0),
    );
  });

  describe("of a file that is read in parallel", () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "common-rows-"));
      await generateBooks(folder, 300_000);
    });
    afterAll(() => rm(folder, { recursive: true }));

    it.each([
      ["LF", ""],
      ["CRLF", "\r"],
    ])("keep their lines: %s", async (_, carriageReturn) => {
      const text = await readFile(join(folder, "transactions.csv"), "utf8");
      const lines = text.split(/\r?\n/);
      await writeFile(join(folder, "transactions.csv"), lines.join(`${carriageReturn}\n`));
      const { rejects, rows, unstaged } = await reportOnTransactions(folder);
      expect(unstaged).toBeGreaterThan(299_000);
      expect(rows.read).toBe(300_000);
      expect(rejects.length).toBeGreaterThan(20);
      const header = lines[0]?.split(",") ?? [];
      for (const { line, column, value } of rejects) {
        expect(lines[line - 1]?.split(",")[header.indexOf(column ?? "")]).toBe(value ?? "");
      }
    });
  });
});
