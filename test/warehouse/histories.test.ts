import { describe, expect, it } from "vitest";
import type { ClientHistory } from "../../src/model/value/client-history.js";
import { readFolder } from "./read-folder.js";

async function historiesOf(
  files: Record<string, string>,
  asOf?: string,
): Promise<Record<string, ClientHistory>> {
  const inputs = await readFolder(files, asOf);
  return Object.fromEntries(inputs.histories.map((history) => [history.clientId, history]));
}

describe("histories of clients without contracts", () => {
  it("follow a case worked by hand", async () => {
    const csv = [
      "client_id,date,amount,kind",
      "A,2020-01-01,100,initial",
      "A,2020-01-01,20,services",
      "A,2021-01-01,200,expansion",
      "A,2021-07-01,-50,expansion",
      "A,2025-06-01,300,other",
      "B,2025-05-01,10,initial",
    ];
    const { A, B } = await historiesOf({
      "transactions.csv": csv.join("\n"),
      "targeting.yaml":
        "margin: { byKind: { services: 0.25 }, default: 0.5 }\nhorizonMonths: 60\ndiscountRate: 0.1\nasOf: 2025-06-30",
    });
    expect(A).toEqual({
      clientId: "A",
      firstOn: "2020-01-01",
      ageDays: 2007,
      leftTruncated: false,
      historicMargin: { initial: 50, renewal: 0, expansion: 75, services: 5, other: 150 },
      firstHorizonMargin: {
        initial: 50,
        renewal: 0,
        expansion: expect.closeTo(100 * 1.1 ** (-366 / 365.25) - 25 * 1.1 ** (-547 / 365.25), 3),
        services: 5,
        other: 0,
      },
      revenue: 570,
      revenueLast12Months: 300,
      everPaid: true,
      orderDays: 3,
      marginRate: 305 / 620,
      marginRateByKind: {
        initial: 0.5,
        renewal: expect.closeTo(310 / 630, 12),
        expansion: 0.5,
        services: 0.25,
        other: 0.5,
      },
      costToServeAMonth: 0,
      orders: {
        repeatDays: 2,
        recencyDays: 1978,
        ageDays: 2007,
        lastYear: { repeatDays: 1, ageDays: 365 },
        positiveRepeatDays: 2,
        meanRevenue: 250,
        logRevenue: {
          mean: expect.closeTo((Math.log(200) + Math.log(300)) / 2, 6),
          squares: expect.closeTo(Math.log(1.5) ** 2 / 2, 5),
        },
        logGapDays: expect.closeTo(Math.log(366) + Math.log(1612), 8),
        shortestGapDays: 1612,
        repeatRevenue: { initial: 0, renewal: 0, expansion: 150, services: 0, other: 300 },
      },
      contractLines: [],
    });
    expect(B?.orders).toMatchObject({
      repeatDays: 0,
      recencyDays: 0,
      ageDays: 60,
      meanRevenue: null,
      logRevenue: null,
    });
  });

  it("count the last 12 months from the day after, and the first horizon up to the day before", async () => {
    const { A } = await historiesOf({
      "transactions.csv":
        "client_id,date,amount\nA,2020-01-01,100\nA,2024-06-30,10\nA,2024-07-01,20\nA,2025-01-01,40\nA,2025-06-30,80\n",
      "targeting.yaml": "horizonMonths: 60\ndiscountRate: 0\nasOf: 2025-06-30",
    });
    expect(A?.revenueLast12Months).toBe(20 + 40 + 80);
    expect(A?.orders).toMatchObject({ repeatDays: 4, lastYear: { repeatDays: 3 } });
    expect(A?.firstHorizonMargin).toMatchObject({ initial: 100, other: 10 + 20 });
  });

  it("knows who never paid: only credit notes, or orders of nothing", async () => {
    const paid = await historiesOf({
      "transactions.csv": [
        "client_id,date,amount",
        "credited,2024-01-05,-40",
        "free,2024-01-05,0",
        "free,2024-06-05,0",
        "refunded,2024-01-05,40",
        "refunded,2024-02-05,-40",
      ].join("\n"),
    });
    expect(Object.values(paid).map(({ clientId, everPaid }) => [clientId, everPaid])).toEqual([
      ["credited", false],
      ["free", false],
      ["refunded", true],
    ]);
  });

  it("take the first order day as initial and later ones as other when the kind is missing", async () => {
    const csv =
      "client_id,date,amount,kind\nA,2024-01-01,1,\nA,2024-01-01,2,\nA,2024-02-01,4,\nA,2024-03-01,8,Upsell\n";
    const inputs = await readFolder({ "transactions.csv": csv });
    expect(inputs.histories[0]?.historicMargin).toEqual({
      initial: 3,
      renewal: 0,
      expansion: 0,
      services: 0,
      other: 12,
    });
    expect(inputs.quality.files[0]?.warnings.join()).toContain(
      'kind: 1 value such as "Upsell" counts as "other"',
    );
    expect(inputs.marginSet).toBe(false);
  });

  it("earn amount less cost where a cost is given, and a product's margin otherwise", async () => {
    const { A } = await historiesOf({
      "transactions.csv":
        "client_id,date,amount,cost,product\nA,2024-01-01,100,30,\nA,2024-01-01,100,,Plus\nA,2024-01-01,100,,Basic\nA,2024-01-01,100,,Old\n",
      "products.csv": "product,margin\nPlus,0.8\nBasic,0.4\nOld,40\n",
      "targeting.yaml": "margin: { byProduct: { Basic: 0.5 }, default: 0.1 }",
    });
    expect(A?.historicMargin.initial).toBe(70 + 80 + 50 + 10);
  });

  it("sum a million cents exactly, whatever the order of rows", async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, index) => `A,2024-01-01,0.${index % 2 === 0 ? "10" : "01"}`,
    );
    const { A } = await historiesOf({ "transactions.csv": `client_id,date,amount\n${rows.join("\n")}\n` });
    expect(A?.revenue).toBe(1100);
  });

  it("do not change with the order of rows, and scale with money", async () => {
    const rows = Array.from({ length: 300 }, (_, index) => {
      const day = new Date(Date.UTC(2022, 0, 1 + ((index * 37) % 900))).toISOString().slice(0, 10);
      return { client: `C${index % 17}`, day, cents: 100 * (1 + ((index * 7919) % 1000)) };
    });
    const csv = (list: typeof rows, times: number): string =>
      `client_id,date,amount\n${list.map(({ client, day, cents }) => `${client},${day},${(cents * times) / 100}`).join("\n")}\n`;
    const plain = await readFolder({ "transactions.csv": csv(rows, 1) });
    const shuffled = await readFolder({ "transactions.csv": csv(rows.toReversed(), 1) });
    expect(shuffled.histories).toEqual(plain.histories);
    expect(shuffled.cohorts).toEqual(plain.cohorts);
    expect(shuffled.revenueByMonthKind).toEqual(plain.revenueByMonthKind);
    expect(shuffled.ledgers).toEqual(plain.ledgers);
    const tripled = await readFolder({ "transactions.csv": csv(rows, 3) });
    expect(tripled.histories.map(({ revenue }) => revenue)).toEqual(
      plain.histories.map(({ revenue }) => 3 * revenue),
    );
  });
});

describe("histories of clients with contracts", () => {
  const CONTRACTS = [
    "client_id,start,end,amount,product,status",
    "A,2021-01-01,2021-12-31,1000,Basic,active",
    "A,2022-01-15,2023-01-14,1100,Basic,active",
    "A,2023-01-10,2024-01-09,1200,Basic,active",
    "A,2023-06-01,2026-05-31,900,Plus,active",
    "B,2021-01-01,2021-12-31,500,Basic,Cancelled",
    "B,2022-06-01,2023-05-31,600,Basic,active",
    "C,2024-01-01,2025-12-31,700,,cancelled",
    "C,2024-06-01,2024-06-30,70,Trial,cancelled",
  ].join("\n");

  it("chain terms by client and product", async () => {
    const { A, B, C } = await historiesOf({ "contracts.csv": CONTRACTS }, "2024-06-30");
    expect(A?.contractLines).toMatchObject([
      {
        product: "Basic",
        startedOn: "2021-01-01",
        terms: 3,
        termMonths: 12,
        endsOn: "2024-01-09",
        termRevenue: 1200,
        ended: true,
      },
      {
        product: "Plus",
        startedOn: "2023-06-01",
        terms: 1,
        termMonths: 36,
        endsOn: "2026-05-31",
        termRevenue: 900,
        ended: false,
      },
    ]);
    expect(B?.contractLines.map(({ startedOn, terms, ended }) => [startedOn, terms, ended])).toEqual([
      ["2021-01-01", 1, true],
      ["2022-06-01", 1, true],
    ]);
    expect(C?.contractLines.map(({ product, termMonths, ended }) => [product, termMonths, ended])).toEqual([
      [null, 24, false],
      ["Trial", 1, true],
    ]);
  });

  it("count each term as revenue on its first day when there are no transactions", async () => {
    const inputs = await readFolder({ "contracts.csv": CONTRACTS }, "2024-06-30");
    expect(inputs.histories.map(({ historicMargin }) => historicMargin)).toMatchObject([
      { initial: 1000, renewal: 2300, expansion: 900 },
      { initial: 500, renewal: 600, expansion: 0 },
      { initial: 700, renewal: 0, expansion: 70 },
    ]);
    expect(inputs.quality).toMatchObject({ firstDate: "2021-01-01", lastDate: "2024-06-01" });
  });

  it("count as orders only what comes beside the billing, over the days under contract", async () => {
    const csv = [
      "client_id,date,amount,kind",
      "B,2021-01-01,500,initial",
      "B,2021-03-01,80,services",
      "B,2022-06-01,600,renewal",
      "B,2022-07-01,20,expansion",
      "D,2024-01-01,5,initial",
    ];
    const { B, D, A } = await historiesOf(
      { "transactions.csv": csv.join("\n"), "contracts.csv": CONTRACTS },
      "2024-06-30",
    );
    expect(B?.orders).toEqual({
      repeatDays: 2,
      recencyDays: 546,
      ageDays: 880,
      lastYear: { repeatDays: 0, ageDays: 0 },
      positiveRepeatDays: 2,
      meanRevenue: 50,
      logRevenue: {
        mean: expect.closeTo((Math.log(80) + Math.log(20)) / 2, 6),
        squares: expect.closeTo(Math.LN2 ** 2 * 2, 5),
      },
      repeatRevenue: { initial: 0, renewal: 0, expansion: 20, services: 80, other: 0 },
    });
    expect(D?.orders).toMatchObject({ repeatDays: 0, ageDays: 181 });
    expect(A).toMatchObject({ revenue: 0, firstOn: "2021-01-01", orders: { repeatDays: 0, ageDays: 1276 } });
  });
});

describe("views of the books", () => {
  it("give cohorts by year of life", async () => {
    const csv =
      "client_id,date,amount\nA,2021-03-01,10\nA,2022-02-28,5\nA,2022-03-01,7\nB,2021-06-01,1\nC,2022-01-01,2\n";
    const { cohorts } = await readFolder({ "transactions.csv": csv }, "2022-12-31");
    const ofTwo = { twoYearDeviation: Math.sqrt((22 - 11.5) ** 2 + (1 - 11.5) ** 2) };
    expect(cohorts).toEqual([
      { cohort: 2021, yearOfLife: 1, margin: 16, clients: 2, activeClients: 2, completeClients: 2, ...ofTwo },
      { cohort: 2021, yearOfLife: 2, margin: 7, clients: 2, activeClients: 1, completeClients: 0, ...ofTwo },
      {
        cohort: 2022,
        yearOfLife: 1,
        margin: 2,
        clients: 1,
        activeClients: 1,
        completeClients: 0,
        twoYearDeviation: 0,
      },
    ]);
  });

  it("mark clients that were acquired before the books start", async () => {
    const { A, B } = await historiesOf({
      "transactions.csv": "client_id,date,amount\nA,2021-03-01,10\nB,2021-03-20,5\n",
      "clients.csv": "client_id,acquired_on\nA,2015-01-01\nB,2021-03-10\n",
    });
    expect([A?.leftTruncated, B?.leftTruncated]).toEqual([true, false]);
  });

  it("mark clients by when they were first seen where their record was made long after that", async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `C${index + 10}`);
    const days = ["2021-03-01", "2021-09-20"];
    const rows = ids.flatMap((id) => days.map((day) => `${id},${day},5`));
    const { C10, C11, C12 } = await historiesOf({
      "transactions.csv": `client_id,date,amount\n${rows.join("\n")}\n`,
      "clients.csv": `client_id,acquired_on\n${ids.map((id) => `${id},${id === "C10" ? "2021-09-01" : id === "C11" ? "2021-03-02" : ""}`).join("\n")}\n`,
    });
    expect([C10, C11, C12].map((history) => history?.leftTruncated)).toEqual([true, false, true]);
  });

  it("show a ledger in an order that the file's has no part in", async () => {
    const rows = Array.from({ length: 200 }, (_, row) => `A,2021-03-01,10,services,${row % 50}`);
    const ledgerOf = async (rows: readonly string[]) =>
      (
        await readFolder({ "transactions.csv": `client_id,date,amount,kind,cost\n${rows.join("\n")}\n` })
      ).ledgers.flatMap(({ rows }) => rows.map(({ margin }) => margin));
    const margins = await ledgerOf(rows);
    expect(margins).toHaveLength(200);
    expect(margins).toEqual([...margins].sort((a, b) => a - b));
    expect(await ledgerOf([...rows].reverse())).toEqual(margins);
  });
});
