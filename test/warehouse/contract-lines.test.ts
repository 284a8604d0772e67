import { describe, expect, it } from "vitest";
import type { ContractLine } from "../../src/model/value/client-history.js";
import { renewalCaseOf } from "../../src/model/value/contracts/contract-line.js";
import { fitValueModels } from "../../src/model/value/fit-value-models.js";
import { overdueChance } from "../../src/model/value/renewals/late-renewals.js";
import { valueClients } from "../../src/model/value/value-clients.js";
import type { Inputs } from "../../src/warehouse/inputs.js";
import { OPTIONS } from "../model/value/client-histories.js";
import { fileOf, readFolder } from "./read-folder.js";

async function read(rows: readonly string[], settings = "", asOf = "2024-12-31"): Promise<Inputs> {
  return readFolder(
    {
      "contracts.csv": ["client_id,start,end,amount,product,status,term_months", ...rows].join("\n"),
      "targeting.yaml": settings,
    },
    asOf,
  );
}

async function linesOf(
  rows: readonly string[],
  settings = "",
  asOf = "2024-12-31",
): Promise<readonly ContractLine[]> {
  const { histories } = await read(rows, settings, asOf);
  return histories.flatMap(({ contractLines }) => contractLines);
}

describe("contract lines", () => {
  it("keep contracts that overlap apart, and the add-on that ends in a common renewal as merged", async () => {
    const lines = await linesOf([
      "A,2022-01-01,2022-12-31,1000,Basic,,",
      "A,2022-07-01,2022-12-31,300,Basic,,",
      "A,2023-01-01,2023-12-31,1500,Basic,,",
      "A,2024-01-01,2024-12-31,1500,Basic,,",
    ]);
    expect(lines).toMatchObject([
      { startedOn: "2022-01-01", terms: 3, termRevenue: 1500, ended: false, merged: false },
      { startedOn: "2022-07-01", terms: 1, ended: true, merged: true },
    ]);
    // The add-on brought 600 a year: 1500 renews 1600.
    const [log, net] = [Math.log(1.5), Math.log(1500 / 1600)];
    expect(lines[0]?.changes).toMatchObject({ flat: 1, up: { count: 0 }, down: { count: 1 } });
    expect(lines[0]?.changes.down.sum).toBeCloseTo(net, 5);
    expect(lines[0]?.changes.down.squares).toBeCloseTo(net ** 2, 5);
    expect(lines[0]?.changes.yearly).toEqual({ pairs: 2, renewals: 2, sum: expect.closeTo(log, 5) });
    expect(lines[0]?.recentTerms).toEqual([expect.closeTo(-log, 5), 0]);
  });

  it("go on in another product that took over at once", async () => {
    const lines = await linesOf([
      "A,2023-01-01,2023-12-31,1000,Basic,,",
      "A,2024-01-01,2024-12-31,2000,Pro,,",
      "B,2023-01-01,2023-12-31,1000,Basic,,",
      "B,2024-02-01,2024-12-31,2000,Pro,,",
    ]);
    expect(lines).toMatchObject([
      { product: "Pro", terms: 2, ended: false },
      { product: "Basic", terms: 1, ended: true },
      { product: "Pro", terms: 1, ended: false },
    ]);
  });

  it("split contracts that state their terms, and cut the last one where the contract ends", async () => {
    const inputs = await read([
      "A,2024-01-01,,100,Basic,,1",
      "B,2024-01-01,2024-03-15,31,Basic,,1",
      "C,2021-07-01,2027-06-30,1200,Basic,,12",
    ]);
    expect(inputs.histories.map(({ contractLines }) => contractLines[0])).toMatchObject([
      { terms: 12, termMonths: 1, endsOn: "2024-12-31", ended: false, termRevenue: 100 },
      { terms: 3, termMonths: 1, endsOn: "2024-03-15", ended: true, termRevenue: 31 },
      { terms: 4, termMonths: 12, endsOn: "2025-06-30", ended: false },
    ]);
    // January, February, and 15 of March's 31 days.
    expect(inputs.histories[1]?.revenue).toBe(77);
    expect(inputs.histories[0]?.historicMargin).toMatchObject({ initial: 100, renewal: 1100 });
  });

  it("take the amount for a month or a year where the settings say so", async () => {
    const rows = ["A,2024-01-01,,100,Basic,,3", "B,2024-01-01,2024-12-30,100,Basic,,"];
    const revenue = async (settings: string) =>
      (await linesOf(rows, settings)).map(({ termRevenue }) => termRevenue);
    expect(await revenue("contracts: { amountPer: month }")).toEqual([300, 1196.77]);
    expect(await revenue("contracts: { amountPer: year }")).toEqual([25, 99.73]);
    expect(await revenue("")).toEqual([100, 100]);
  });

  it("of open-ended contracts renew every year, and the reader is told", async () => {
    const inputs = await read(["A,2022-05-01,,900,Basic,,", "B,2024-01-01,2024-12-31,5,Basic,,"]);
    expect(inputs.histories[0]?.contractLines).toMatchObject([
      { terms: 3, termMonths: 12, endsOn: "2025-04-30", ended: false },
    ]);
    expect(inputs.quality.warnings.join()).toMatch(/1 contract has neither an end nor a length of term/);
    const told = await read(["A,2022-05-01,,900,Basic,,"], "contracts: { termMonths: 6 }");
    expect(told.histories[0]?.contractLines).toMatchObject([{ terms: 6, termMonths: 6 }]);
    expect(told.quality.warnings.join()).not.toMatch(/neither an end/);
  });

  it("know of a cancelled contract that it will end, but not on an earlier day", async () => {
    const rows = ["A,2023-01-01,2025-06-30,900,Basic,Cancelled,", "B,2024-06-01,2025-05-31,5,Basic,,"];
    expect(await linesOf(rows)).toMatchObject([
      { ended: false, noticeGiven: true },
      { ended: false, noticeGiven: false },
    ]);
    expect(await linesOf(rows, "", "2024-01-31")).toMatchObject([{ ended: false, noticeGiven: false }]);
    const open = ["A,2023-01-01,2024-09-10,9,Basic,yes,1", "B,2024-06-01,,5,Basic,,1"];
    expect((await linesOf(open, "", "2024-01-15"))[0]).toMatchObject({ ended: false, endsOn: "2024-01-31" });
    expect((await linesOf(open))[0]).toMatchObject({ ended: true, terms: 21 });
  });

  it("live to the end of a cancelled contract of several terms, and have those ahead signed", async () => {
    const rows = [
      "A,2023-07-01,2026-09-30,1200,Basic,cancelled,12",
      "B,2024-07-01,2025-06-30,1200,Basic,cancelled,12",
      "C,2022-07-01,2024-03-31,1200,Basic,cancelled,12",
    ];
    const [ahead, last, over] = await linesOf(rows);
    expect(ahead).toMatchObject({ terms: 2, endsOn: "2026-09-30", termRevenue: 1200, noticeGiven: true });
    expect(ahead?.ahead).toEqual([
      { startsOn: "2025-07-01", revenue: 1200, yearlyRevenue: 1200 },
      { startsOn: "2026-07-01", revenue: 300, yearlyRevenue: 1200 },
    ]);
    expect(last).toMatchObject({ terms: 1, endsOn: "2025-06-30", noticeGiven: true });
    expect(over).toMatchObject({ terms: 2, endsOn: "2024-03-31", ended: true, noticeGiven: false });
    for (const line of [last, over]) expect(line).not.toHaveProperty("ahead");
    const [before] = await linesOf([...rows, "D,2024-12-01,,1,Basic,,12"], "", "2024-09-30");
    expect(before).toMatchObject({ terms: 2, endsOn: "2025-06-30", noticeGiven: false });
    expect(before).not.toHaveProperty("ahead");
  });

  it("go on in a contract that is signed ahead, on the day of the export", async () => {
    const files = {
      "contracts.csv": [
        "client_id,start,end,amount,product,status,term_months",
        "A,2024-07-01,2025-06-30,1200,Basic,,",
        "A,2025-07-01,2026-06-30,1500,Basic,,",
        "A,2026-07-01,2027-06-30,1600,Basic,,",
        "B,2024-07-01,2025-06-30,1200,Basic,,12",
        "B,2025-07-01,2026-06-30,1200,Basic,,12",
        "C,2024-01-01,2024-12-15,1200,Basic,expired,",
        "C,2025-01-10,2026-01-09,1200,Basic,,",
        "D,2024-07-01,2025-06-30,1000,Basic,,",
        "D,2024-09-01,2025-06-30,300,Basic,,",
        "D,2025-07-01,2026-06-30,1300,Basic,,",
        "E,2024-07-01,2025-06-30,1200,Basic,,",
        "E,2025-07-01,2026-06-30,1200,Basic,cancelled,",
        "E,2025-12-01,2026-11-30,1200,Basic,,",
      ].join("\n"),
      "transactions.csv":
        "client_id,date,amount\nA,2024-07-01,1200\nB,2024-07-01,1200\nC,2024-01-01,1200\nD,2024-07-01,1000\nE,2024-07-01,1200\nE,2024-12-31,1\n",
    };
    const known = async (asOf: string) => {
      const { histories } = await readFolder(files, asOf);
      return histories.flatMap(({ contractLines }) =>
        contractLines.map(({ terms, endsOn, ended, ahead = [] }) => [
          terms,
          endsOn,
          ended,
          ...ahead.map(({ revenue }) => revenue),
        ]),
      );
    };
    expect(await known("2024-12-31")).toEqual([
      [1, "2027-06-30", false, 1500, 1600],
      [1, "2026-06-30", false, 1200],
      [1, "2026-01-09", false, 1200],
      [1, "2025-06-30", false],
      [1, "2025-06-30", false],
      [1, "2025-06-30", false],
    ]);
    expect(await known("2024-12-30")).toEqual([
      [1, "2025-06-30", false],
      [1, "2025-06-30", false],
      [1, "2024-12-15", true],
      [1, "2025-06-30", false],
      [1, "2025-06-30", false],
      [1, "2025-06-30", false],
    ]);
  });

  it("say how they stood a year ago", async () => {
    const lines = await linesOf([
      "A,2022-07-01,2023-06-30,1200,Basic,,",
      "A,2023-07-01,2024-06-30,2400,Basic,,",
      "B,2023-01-01,,50,Basic,,1",
      "C,2024-06-01,2025-05-31,7,Basic,,",
    ]);
    expect(lines.map(({ yearAgo }) => yearAgo)).toEqual([
      { renewals: 1, opportunities: 1, yearlyRevenue: 2400 },
      { renewals: 11, opportunities: 12, yearlyRevenue: 600 },
      null,
    ]);
  });

  it("count renewals from before the data by when the client was won", async () => {
    const { histories } = await readFolder(
      {
        "contracts.csv":
          "client_id,start,end,amount,product\nA,2020-01-01,2020-12-31,10,\nA,2021-01-01,2021-12-31,10,\nB,2020-03-01,2021-02-28,10,\nC,2021-06-01,2022-05-31,10,\n",
        "clients.csv": "client_id,acquired_on\nA,2016-01-01\nB,2020-03-01\nC,2015-01-01\n",
      },
      "2021-12-31",
    );
    expect(histories.map(({ contractLines }) => contractLines[0]?.renewedBefore)).toEqual([4, 0, 0]);
  });

  it("reject what cannot be a contract, and accept the rest", async () => {
    const inputs = await read([
      "A,2024-05-01,2024-04-30,10,Basic,,",
      "A,2024-05-01,2024-06-30,10,Basic,,0",
      "A,2024-05-01,never,10,Basic,,",
      "A,2024-06-01,2024-06-30,1000000000,Basic,,",
      "A,2024-07-01,2024-07-31,1,Basic,,",
    ]);
    expect(fileOf(inputs, "contracts").rejects.map(({ reason }) => reason)).toEqual([
      "the contract ends before it starts",
      "a term is 1 to 240 months long",
      expect.stringMatching(/date/),
    ]);
    const [line] = inputs.histories[0]?.contractLines ?? [];
    expect(line?.changes.down).toMatchObject({ count: 1 });
    expect(line?.changes.down.sum).toBeCloseTo(-Math.LN10, 5);
  });

  it("do not change with the order of rows", async () => {
    const rows = Array.from({ length: 60 }, (_, index) => {
      const start = new Date(Date.UTC(2021, 0, 1 + ((index * 53) % 700)));
      const end = new Date(start.getTime() + 86_400_000 * (20 + ((index * 31) % 400)));
      const day = (date: Date) => date.toISOString().slice(0, 10);
      return `C${index % 7},${day(start)},${day(end)},${100 + index},P${index % 3},,${index % 4 === 0 ? 1 : ""}`;
    });
    expect(await linesOf([...rows].reverse())).toEqual(await linesOf(rows));
  });
});

describe("margins and the cost to serve", () => {
  const csv =
    "client_id,date,amount,kind\nA,2024-01-01,100,initial\nA,2024-06-01,100,services\nB,2024-02-01,50,initial\n";

  it("are kept by kind, those of others where a client has none of its own", async () => {
    const { histories } = await readFolder({
      "transactions.csv": csv,
      "targeting.yaml":
        "margin: { byKind: { services: 0.4 }, default: 0.8 }\ncostToServe: { perMonth: 12, byKind: { services: 0.1 } }",
    });
    expect(histories[0]?.historicMargin).toMatchObject({ initial: 80, services: 30 });
    expect(histories.map(({ marginRateByKind }) => marginRateByKind)).toMatchObject([
      { initial: 0.8, services: 0.3 },
      { initial: 0.8, services: 0.3 },
    ]);
    expect(histories[0]?.costToServeAMonth).toBe(12);
  });

  it("are one rate where all kinds are alike", async () => {
    const { histories } = await readFolder({ "transactions.csv": csv, "targeting.yaml": "margin: 0.5" });
    expect(histories[0]).toMatchObject({ marginRate: 0.5, marginRateByKind: null, costToServeAMonth: 0 });
  });
});

describe("renewals and refusals", () => {
  it("tell of a renewal on the day on which a refusal of it would be known", async () => {
    const [decided, lately, twice, refused, waiting] = await linesOf([
      "A,2023-11-16,2024-11-15,1000,Basic,,",
      "A,2024-11-26,2025-11-25,1000,Basic,,",
      "B,2023-11-18,2024-11-17,1000,Basic,,",
      "B,2024-11-18,2025-11-17,1000,Basic,,",
      "C,2022-12-01,2023-11-30,1000,Basic,,",
      "C,2023-12-01,2024-11-30,1000,Basic,,",
      "C,2024-12-01,2025-11-30,1000,Basic,,",
      "D,2023-12-16,2024-12-15,1000,Basic,cancelled,",
      "E,2023-12-16,2024-12-15,1000,Basic,,",
    ]);
    expect(decided).toMatchObject({ terms: 2, signed: { renewals: 1, lateDays: [10] } });
    expect(decided?.latelyDue).toBeUndefined();
    const nothing = { renewals: 0, lateDays: [] };
    expect(lately).toMatchObject({ terms: 2, signed: nothing, latelyDue: { renewals: 1, end: false } });
    expect(twice).toMatchObject({
      terms: 3,
      signed: { renewals: 1, lateDays: [] },
      latelyDue: { renewals: 1, end: false },
    });
    expect(refused).toMatchObject({ terms: 1, ended: true, latelyDue: { renewals: 0, end: true } });
    expect(waiting).toMatchObject({ terms: 1, ended: false, signed: nothing });
    const scale = { mean: 0, deviation: 0 };
    const seen = [decided, lately, twice, refused, waiting].map((line) => {
      if (line === undefined) throw new Error("no line");
      const { renewals, ended } = renewalCaseOf(line, scale, "client");
      return [renewals, ended];
    });
    expect(seen).toEqual([
      [1, false],
      [0, false],
      [1, false],
      [0, false],
      [0, false],
    ]);
  });

  it("of short terms are known a week a month after the day", async () => {
    const rows = ["A,2024-10-25,2024-11-24,10,Basic,,", "A,2024-11-25,2024-12-24,10,Basic,,"];
    const [line] = await linesOf([...rows, "A,2024-12-25,2025-01-24,10,Basic,,"]);
    expect(line).toMatchObject({ terms: 3, signed: { renewals: 1 }, latelyDue: { renewals: 1 } });
  });

  it("leave an overdue contract the chance of one that is renewed so late", async () => {
    const rows = Array.from({ length: 40 }, (_, index) => {
      const late = index < 10 ? 20 : 0;
      const next = new Date(Date.UTC(2024, 0, 1 + late)).toISOString().slice(0, 10);
      return [
        `C${index},2023-01-01,2023-12-31,1000,Basic,,`,
        ...(index < 30 ? [`C${index},${next},2024-12-31,1000,Basic,,`] : []),
      ];
    }).flat();
    const chanceOn = async (asOf: string, end: string): Promise<number> => {
      const { histories } = await read([...rows, `Z,2023-06-01,${end},1000,Basic,,`], "", asOf);
      const fit = fitValueModels(histories);
      expect(fit.lateRenewals?.long).toMatchObject({ renewals: 30 });
      expect(fit.lateRenewals?.long?.lateDays).toHaveLength(10);
      const [value] = valueClients(
        histories.filter(({ clientId }) => clientId === "Z"),
        fit,
        { ...OPTIONS, asOf },
      );
      return value?.pActive ?? Number.NaN;
    };
    const [soon, later] = [
      await chanceOn("2024-06-10", "2024-05-31"),
      await chanceOn("2024-07-01", "2024-05-31"),
    ];
    expect(soon).toBeGreaterThan(0.3);
    expect(soon).toBeLessThan(0.65);
    expect(later).toBeLessThan(0.1);
    expect(overdueChance(0.8, 5, { renewals: 9, lateDays: [3, 10, 10] })).toBeCloseTo(0.2 / 0.4, 12);
    expect(overdueChance(0.8, 5, null)).toBe(0.8);
    expect(overdueChance(1, 50, { renewals: 9, lateDays: [] })).toBeCloseTo(1, 12);
    expect(overdueChance(0, 0, { renewals: 0, lateDays: [] })).toBe(0);
  });
});

describe("changes of revenue", () => {
  it("are told beside those of all contracts in the same year", async () => {
    const lines = await linesOf([
      "A,2022-01-01,2022-12-31,1000,Basic,,",
      "A,2023-01-01,2023-12-31,1000,Basic,,",
      "A,2024-01-01,2024-12-31,1200,Basic,,",
      "B,2022-01-01,2022-12-31,1000,Basic,,",
      "B,2023-01-01,2023-12-31,1100,Basic,,",
      "B,2024-01-01,2024-12-31,1320,Basic,,",
    ]);
    const apart = Math.log(1.1) / 2;
    const squares = expect.closeTo(apart ** 2, 5);
    expect(lines.map(({ changes }) => changes.swings)).toEqual([
      { sum: expect.closeTo(-apart, 5), squares },
      { sum: expect.closeTo(apart, 5), squares },
    ]);
  });
});
