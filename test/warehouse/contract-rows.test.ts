import { describe, expect, it } from "vitest";
import type { Inputs } from "../../src/warehouse/inputs.js";
import { readInputs } from "../../src/warehouse/read-inputs.js";
import { loadSettings } from "../../src/warehouse/settings/load-settings.js";
import { type Folder, readFolder, withFolder } from "./read-folder.js";

const HEADER = "client_id,start,end,amount,product,status,term_months,auto_renew";

function contractsOf(rows: readonly string[]): string {
  return [HEADER, ...rows].join("\n");
}

async function read(rows: readonly string[], settings = "", asOf = "2024-06-30"): Promise<Inputs> {
  return readFolder({ "contracts.csv": contractsOf(rows), "targeting.yaml": settings }, asOf);
}

/** Whether the lines of the folder gave notice, in the order of clients, as of its own day and of an earlier one. */
async function noticesOf(files: Folder, asOf: string, origin: string): Promise<boolean[][]> {
  return withFolder(files, async (dataFolder) => {
    const settings = await loadSettings(dataFolder);
    const { histories, earlier } = await readInputs({ dataFolder, settings, asOf, origins: [origin] });
    return [histories, ...earlier.map((one) => one.histories)].map((known) =>
      known.flatMap(({ contractLines }) => contractLines.map(({ noticeGiven }) => noticeGiven)),
    );
  });
}

describe("a notice of cancellation", () => {
  const contracts = [
    "A,2023-07-01,2025-06-30,1200,Basic,cancelled,12,",
    "B,2024-06-01,2025-05-31,100,Basic,cancelled,,",
    "C,2024-01-01,2024-12-31,100,Basic,active,,",
    "C,2025-01-01,2025-12-31,1,Basic,active,,",
  ];
  const transactions = "client_id,date,amount\nA,2023-07-01,1200\nB,2024-06-01,100\nC,2024-11-30,100\n";
  const files = { "contracts.csv": contractsOf(contracts), "transactions.csv": transactions };

  it("is known on the day of the export, whatever is signed ahead, and not on an earlier day", async () => {
    const known = [
      [true, true, false],
      [false, false, false],
    ];
    expect(await noticesOf(files, "2024-12-31", "2024-10-31")).toEqual(known);
    const { "contracts.csv": alone } = files;
    const set = { "contracts.csv": alone, "targeting.yaml": "asOf: 2024-12-31" };
    expect(await noticesOf(set, "2024-12-31", "2024-10-31")).toEqual(known);
  });

  it("is known at the end of a month whose books were exported in the days after", async () => {
    const later = `${transactions}C,2025-01-03,1\n`;
    const [notices] = await noticesOf({ ...files, "transactions.csv": later }, "2024-12-31", "2024-10-31");
    expect(notices).toEqual([true, true, false]);
    const [before] = await noticesOf(files, "2024-10-31", "2024-09-30");
    expect(before).toEqual([false, false, false]);
  });

  it("is that of its rows alone, where others of the same product and days are not cancelled", async () => {
    const { histories } = await read([
      "A,2024-01-01,2024-12-31,9000,Basic,active,,",
      "A,2024-01-01,2024-12-31,500,Basic,cancelled,,",
      "A,2024-01-01,2024-12-31,500,Basic,Cancelled ,,",
      "B,2024-01-01,2024-12-31,10,Basic,renewed,,",
      "B,2024-01-01,2024-12-31,10,Basic,,,",
      "C,2024-01-01,2026-12-31,10,Basic,,12,",
      "C,2024-01-01,2026-12-31,10,Basic,,1,",
    ]);
    expect(histories.map(({ contractLines }) => contractLines)).toMatchObject([
      [
        { termRevenue: 9000, noticeGiven: false },
        { termRevenue: 1000, noticeGiven: true },
      ],
      [{ termRevenue: 20, noticeGiven: false }],
      [{ termMonths: 1 }, { termMonths: 12 }],
    ]);
  });
});

describe("an end of a contract", () => {
  /** Contracts that follow each other, of the given first days and end, with ends as written in either way. */
  function chain(days: readonly string[], isInclusive: boolean, rest: string): string[] {
    return days.slice(0, -1).map((start, index) => {
      const end = new Date(`${days[index + 1]}T00:00:00Z`);
      if (isInclusive) end.setUTCDate(end.getUTCDate() - 1);
      return `${start},${end.toISOString().slice(0, 10)},1200,Basic,,${rest}`;
    });
  }

  it("is read alike whether it is the last day or the day after", async () => {
    const years = ["2020-01-01", "2021-01-01", "2022-01-01", "2023-01-01"];
    const chains = [
      { days: years, rest: "12," },
      { days: years, rest: "," },
      { days: ["2022-12-15", "2023-01-15", "2023-02-15", "2023-03-15"], rest: "1," },
      { days: ["2022-01-31", "2022-02-28"], rest: "1," },
      { days: ["2020-01-01", "2022-01-01"], rest: "12," },
      { days: ["2021-02-01", "2022-02-01", "2022-03-18", "2023-03-18"], rest: "," },
    ];
    for (const settings of ["", "contracts: { amountPer: year }"]) {
      const [inclusive, exclusive] = await Promise.all(
        [true, false].map(async (isInclusive) => {
          const rows = chains.flatMap(({ days, rest }, index) =>
            chain(days, isInclusive, rest).map((row) => `A${index},${row}`),
          );
          const { histories, decisions, revenueByMonthKind } = await read(rows, settings);
          return { histories, terms: decisions.terms, revenueByMonthKind };
        }),
      );
      expect(exclusive).toEqual(inclusive);
      expect(inclusive?.histories.map(({ contractLines }) => contractLines[0]?.terms)).toEqual([
        3, 3, 3, 1, 2, 3,
      ]);
    }
  });

  it("comes with the first term of a contract that does not renew by itself", async () => {
    const { histories, quality } = await read([
      "A,2020-01-01,,1200,Basic,active,12,no",
      "B,2022-01-01,,1200,Basic,active,12,no",
      "B,2023-01-20,2024-01-19,1200,Basic,active,12,no",
      "B,2024-01-10,,1200,Basic,active,12,no",
      "C,2020-01-01,,1200,Basic,active,12,yes",
      "D,2020-01-01,,1200,Basic,active,,no",
      "E,2022-01-01,2025-12-31,1200,Basic,active,12,no",
    ]);
    expect(histories.map(({ contractLines }) => contractLines)).toMatchObject([
      [{ terms: 1, termMonths: 12, endsOn: "2020-12-31", ended: true }],
      [{ terms: 3, termMonths: 12, endsOn: "2025-01-09", ended: false }],
      [{ terms: 5, ended: false }],
      [{ terms: 5, ended: false }],
      [{ terms: 3, ended: false }],
    ]);
    expect(histories.map(({ revenue }) => revenue)).toEqual([1200, 3600, 6000, 6000, 3600]);
    expect(quality.warnings.join()).toMatch(/1 contract has neither an end nor a length of term/);
  });
});

describe("the amount of a contract", () => {
  it("is whole money for whole calendar months", async () => {
    const rows = [
      "A,2023-01-01,2023-12-31,1200,Basic,,,",
      "B,2024-01-01,2024-02-29,1200,Basic,,,",
      "C,2023-01-01,2023-12-30,1200,Basic,,,",
      "D,2023-01-01,2023-06-30,1200,Basic,,12,",
      "E,2023-01-15,2023-04-14,1200,Basic,,,",
    ];
    const revenue = async (amountPer: string) =>
      (await read(rows, `contracts: { amountPer: ${amountPer} }`)).histories.map((one) => one.revenue);
    expect(await revenue("year")).toEqual([1200, 200, 1196.77, 600, 300]);
    expect(await revenue("month")).toEqual([14_400, 2400, 14_361.29, 7200, 3600]);
    expect(await revenue("term")).toEqual([1200, 1200, 1200, 600, 1200]);
  });

  it("is a rate by the exact length of the term, of which days more or less of whole months are none", async () => {
    const { histories } = await read([
      "A,2022-01-01,2022-12-31,1200,Basic,,,",
      "A,2023-01-01,2023-08-15,750,Basic,,,",
      "A,2023-08-16,2024-08-15,1200,Basic,,,",
      "B,2024-01-01,2024-01-31,100,Basic,,,",
      "B,2024-02-01,2024-03-15,148.39,Basic,,,",
      "B,2024-03-16,2024-03-31,51.61,Basic,,,",
      "B,2024-04-01,2024-07-15,348.39,Basic,,,",
      ...["01-01,2024-01-28", "01-29,2024-02-25", "02-26,2024-03-24", "03-25,2024-04-21"].map(
        (days) => `C,2024-${days},100,Basic,,,`,
      ),
    ]);
    const [long, short, fourWeekly] = histories.map(({ contractLines }) => contractLines[0]);
    expect(long).toMatchObject({ terms: 3, termMonths: 12, termRevenue: 1200, changes: { flat: 2 } });
    expect(short).toMatchObject({ terms: 4, termMonths: 3, termRevenue: 300, changes: { flat: 3 } });
    expect(fourWeekly).toMatchObject({ terms: 4, termMonths: 1, changes: { flat: 3 } });
  });
});
