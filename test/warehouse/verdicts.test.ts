import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cents, fileOf, readFolder } from "./read-folder.js";

const HEADER = "transaction_id,client_id,date,amount\n";
const CLIENTS = "client_id,name\nA,Alpha\nB,Beta\n";

describe("verdicts", () => {
  it("on duplicates: the same row again is excluded, another of the same id is rejected", async () => {
    const csv = `${HEADER}T1,A,2025-01-01,10.00\nT2,B,2025-01-01,5.00\nT1,A,2025-01-01,10.00\nT2,B,2025-01-01,6.00\n,A,2025-01-02,1\n,A,2025-01-02,1\n`;
    const file = fileOf(await readFolder({ "transactions.csv": csv }), "transactions");
    expect(file.exclusions).toEqual([{ reason: "repeats an earlier row", rows: 1, money: 10 }]);
    expect(file.rejects).toEqual([
      {
        file: "transactions.csv",
        line: 5,
        column: "transaction_id",
        value: "T2",
        reason: "used before with other content on line 3",
        money: 6,
      },
    ]);
    expect(file.rows).toEqual({ read: 6, accepted: 4, rejected: 1, excluded: 1 });
    expect(file.money).toEqual({ read: 33, accepted: 17, rejected: 6, excluded: 10 });
  });

  it("on duplicate clients: the first stands", async () => {
    const clients = "client_id,name\nA,Alpha\nB,Beta\nA,Alpha\nB,Bettina\n";
    const inputs = await readFolder({
      "transactions.csv": `${HEADER}T1,A,2025-01-01,1\n`,
      "clients.csv": clients,
    });
    expect(inputs.clients.map(({ accountId, name }) => [accountId, name])).toEqual([
      ["A", "Alpha"],
      ["B", "Beta"],
    ]);
    expect(fileOf(inputs, "clients")).toMatchObject({
      rows: { read: 4, accepted: 2, rejected: 1, excluded: 1 },
      rejects: [{ line: 5, value: "B", reason: "used before with other content on line 3" }],
    });
  });

  it("on orphans: rejected with their money where clients are listed, accepted with a warning where not", async () => {
    const csv = `${HEADER}T1,A,2025-01-01,10.00\nT2,Z,2025-01-01,5.50\n`;
    const listed = await readFolder({ "transactions.csv": csv, "clients.csv": CLIENTS });
    expect(fileOf(listed, "transactions")).toMatchObject({
      money: { read: 15.5, accepted: 10, rejected: 5.5, excluded: 0 },
      rejects: [
        { line: 3, column: "client_id", value: "Z", reason: "no such account in clients.csv", money: 5.5 },
      ],
    });
    const unlisted = await readFolder({ "transactions.csv": csv });
    expect(unlisted.clients.map(({ accountId }) => accountId)).toEqual(["A", "Z"]);
    expect(unlisted.quality.warnings.join()).toContain("there is no clients.csv");
  });

  it("net credit notes against their kind", async () => {
    const csv =
      "client_id,date,amount,kind\nA,2024-01-01,100,initial\nA,2024-06-01,80,Services\nA,2024-07-01,(30.00),services\n";
    const [history] = (await readFolder({ "transactions.csv": csv })).histories;
    expect(history).toMatchObject({
      revenue: 150,
      orderDays: 2,
      historicMargin: { initial: 100, services: 50 },
    });
    expect(history?.orders).toMatchObject({ repeatDays: 1, recencyDays: 152, meanRevenue: 80 });
  });

  it("reject dates that stand alone, and take the latest other one as as-of date", async () => {
    const csv = `${HEADER}T1,A,2024-01-01,1\nT2,A,2024-06-01,1\nT3,A,2052-06-01,1\nT4,A,2060-01-01,1\n`;
    const inputs = await readFolder({ "transactions.csv": csv });
    expect(inputs.quality).toMatchObject({ asOf: "2024-06-01", asOfChosenBy: "latest transaction" });
    expect(fileOf(inputs, "transactions").rejects).toMatchObject([
      { line: 4 },
      { line: 5, value: "2060-01-01" },
    ]);
    expect(fileOf(inputs, "transactions").rejects[0]?.reason).toContain("stands alone");
  });

  it("reject several slips of the year at once, and a day that stands for none", async () => {
    const rows = Array.from(
      { length: 300 },
      (_, row) => `T${row},A,${2022 + (row % 3)}-0${1 + (row % 9)}-15,1`,
    );
    const slips = ["2052-03-01", "2052-03-15", "2053-01-15", "2060-01-15", ...Array(90).fill("2099-12-31")];
    const odd = slips.map((day, row) => `X${row},A,${day},1`);
    const inputs = await readFolder({ "transactions.csv": `${HEADER}${[...odd, ...rows].join("\n")}\n` });
    expect(inputs.quality).toMatchObject({ asOf: "2024-09-15", asOfChosenBy: "latest transaction" });
    expect(fileOf(inputs, "transactions").rejects.map(({ value }) => value)).toEqual(slips);
  });

  it("keep books that rested for more than a year, and those of events years apart", async () => {
    const month = (index: number): string =>
      `20${18 + Math.floor(index / 12)}-${`0${1 + (index % 12)}`.slice(-2)}`;
    const rested = [...Array.from({ length: 30 }, (_, index) => index), 45, 46, 47].map(
      (index) => `${month(index)}-10`,
    );
    const events = ["2017-05-04", "2019-05-09", "2021-05-06", "2023-05-11"].flatMap((day) =>
      Array(10).fill(day),
    );
    for (const days of [rested, events, ["2019-01-01", "2021-01-01", "2023-01-01"]]) {
      const rows = days.map((day, row) => `T${row},A,${day},1`);
      const inputs = await readFolder({ "transactions.csv": `${HEADER}${rows.join("\n")}\n` });
      expect(inputs.asOf).toBe(days.at(-1));
      expect(fileOf(inputs, "transactions").rows.rejected).toBe(0);
    }
  });

  it("exclude what lies after the as-of date, in every dated table", async () => {
    const inputs = await readFolder(
      {
        "transactions.csv": `${HEADER}T1,A,2024-01-01,1\nT2,A,2024-06-01,2\nT3,B,2024-06-02,4\n`,
        "clients.csv": "client_id,acquired_on\nA,2023-12-01\nB,2024-06-02\n",
        "opportunities.csv":
          "opportunity_id,created_on,amount,stage,closed_on,first_contact_on\nO1,2024-01-01,5,Closed Won,2024-02-01,2023-12-01\nO2,2024-02-01,5,Closed Lost,2024-07-01,2024-07-01\nO3,2024-07-01,5,Open,,\n",
        "spend.csv":
          "month,channel,amount,segment\n2024-05,Events,10,\n2024-05,Events,2,Freight\n2024-07,Events,10,\n",
      },
      "2024-06-01",
    );
    expect(inputs.quality).toMatchObject({ asOf: "2024-06-01", asOfChosenBy: "argument" });
    expect(fileOf(inputs, "transactions").exclusions).toEqual([
      { reason: "after the as-of date", rows: 1, money: 4 },
    ]);
    expect(inputs.clients.map(({ accountId }) => accountId)).toEqual(["A"]);
    expect(inputs.opportunities).toMatchObject([
      { opportunityId: "O1", won: true, amount: 5, firstContactOn: "2023-12-01" },
      { opportunityId: "O2", won: null, amount: null, closedOn: null, firstContactOn: null },
    ]);
    expect(inputs.spendByMonthChannel).toEqual([
      { month: "2024-05", channel: "Events", kind: null, purpose: null, segment: null, amount: 10 },
      { month: "2024-05", channel: "Events", kind: null, purpose: null, segment: "Freight", amount: 2 },
    ]);
  });

  it("keep clients that bought or signed by the as-of date, whatever day they are said to have been won on", async () => {
    const files = {
      "transactions.csv": `${HEADER}T1,A,2024-01-01,1\nT2,B,2024-03-01,2\nT3,D,2024-07-02,4\n`,
      "contracts.csv": "client_id,start,end,amount\nC,2024-02-01,2025-01-31,12\nE,2024-08-01,2025-07-31,12\n",
      "clients.csv": `client_id,name,industry,acquired_on\n${["A,Alpha,Retail,2023-12-01", "B,Beta,Banking,2024-06-02", "C,Gamma,Energy,2024-06-02", "D,Delta,Energy,2024-07-02", "E,Epsilon,Energy,2024-08-01", "F,Zeta,Energy,2024-06-02", "G,Eta,Energy,2024-05-02"].join("\n")}\n`,
    };
    const inputs = await readFolder(files, "2024-06-01");
    expect(
      inputs.clients.map(({ accountId, acquiredOn, firmographics }) => [
        accountId,
        acquiredOn,
        firmographics.industry,
      ]),
    ).toEqual([
      ["A", "2023-12-01", "Retail"],
      ["B", null, "Banking"],
      ["C", null, "Energy"],
      ["G", "2024-05-02", "Energy"],
    ]);
    expect(inputs.histories.map(({ clientId }) => clientId)).toEqual(["A", "B", "C"]);
    expect(fileOf(inputs, "clients")).toMatchObject({
      exclusions: [{ reason: "after the as-of date", rows: 3 }],
      warnings: [
        'acquired_on: 2 clients such as "B" bought or signed by the as-of date and are said to have been won after it; the day is left blank',
      ],
    });
  });

  it("compare finance's totals with the books, whatever the as-of date", async () => {
    const files = {
      "transactions.csv": `${HEADER}T1,A,2024-01-31,10.10\nT2,B,2024-03-31,20.20\nT3,A,2024-04-01,-0.30\n`,
      "controls.csv":
        "period,measure,value\n2024,revenue,30.00\n2024-Q1,revenue,30.31\n2024-Q1,invoices,2\n2024-04,clients,1\n2025,revenue,1\n",
    };
    const { controls } = (await readFolder(files, "2024-02-01")).quality;
    expect(controls.map(({ actual, difference, met }) => [actual, difference, met])).toEqual([
      [30, 0, true],
      [30.3, -0.01, false],
      [2, 0, true],
      [1, 0, true],
      [0, -1, false],
    ]);
  });

  it("compare finance's totals with the terms of contracts where these are the books", async () => {
    const files = {
      "contracts.csv":
        "client_id,start,end,amount,term_months\nA,2022-01-15,,100,12\nB,2023-01-01,2023-06-30,10,\nC,2024-09-01,,5,12\n",
      "controls.csv":
        "period,measure,value\n2022,revenue,1200\n2023,revenue,1260\n2023-Q1,invoices,2\n2024-01,clients,1\n2024,revenue,1200\n",
      "targeting.yaml": "contracts: { amountPer: month }\nasOf: 2024-06-30\n",
    };
    const { quality, revenueByMonthKind } = await readFolder(files);
    expect(quality.controls.map(({ actual, met }) => [actual, met])).toEqual([
      [1200, true],
      [1260, true],
      [2, true],
      [1, true],
      [1200, true],
    ]);
    expect(revenueByMonthKind.reduce((sum, { revenue }) => sum + revenue, 0)).toBe(3660);
  });

  it("reject legal-looking values that mean nothing", async () => {
    const inputs = await readFolder({
      "transactions.csv": `${HEADER}T1,A,2024-01-01,1\n`,
      "contracts.csv":
        "client_id,start,end,amount\nA,2024-01-01,2023-01-01,5\nA,2023-01-01,,5\nA,2023-01-01,2023-12-31,5\n",
      "prospects.csv": "prospect_id,name,status\nP1,One,Do Not Contact\nP2,,open\nP3,Three,maybe\n",
    });
    expect(fileOf(inputs, "contracts").rejects.map(({ reason }) => reason)).toEqual([
      "the contract ends before it starts",
    ]);
    expect(inputs.prospects).toMatchObject([
      { accountId: "P1", status: "do-not-contact" },
      { accountId: "P2", name: "P2" },
    ]);
    expect(fileOf(inputs, "prospects").rejects).toMatchObject([
      { line: 4, value: "maybe", reason: "not one of open, customer, competitor, do-not-contact" },
    ]);
  });

  it("reject what is too large to be a reading, or an amount a month of its term", async () => {
    const inputs = await readFolder({
      "targeting.yaml": "contracts: { amountPer: month }\n",
      "contracts.csv":
        "client_id,start,end,amount,term_months\nA,2023-01-01,2023-12-31,9999999999999.99,\nB,2023-01-01,2023-12-31,800000000000,\nC,2023-01-01,,800000000000,240\nD,2023-01-01,2100-12-31,9999999999999.99,1\nE,2023-01-01,,,\n",
      "signals.csv":
        "client_id,date,measure,value\nA,2023-01-01,bytes,2000000000000\nA,2023-01-01,bytes,-3000000000000000\nA,2023-01-01,bytes,1000000000000000000\n",
    });
    expect(fileOf(inputs, "contracts").rejects).toMatchObject([
      { line: 2, column: "amount", reason: "too large to be an amount a month of its term" },
      { line: 4, column: "amount", reason: "too large to be an amount a month of its term" },
      { line: 6, column: "amount", reason: "missing" },
    ]);
    expect(inputs.histories.map(({ clientId }) => clientId)).toEqual(["B", "D"]);
    expect(fileOf(inputs, "signals").rejects).toMatchObject([
      { line: 4, column: "value", reason: "too large to be a reading" },
    ]);
    expect(inputs.decisions.signals).toMatchObject([{ mean: -1_499_000_000_000_000, readings: 2 }]);
  });

  it("reconcile rows and money to the cent on any file, in any order", async () => {
    const cell = fc.record({
      id: fc.constantFrom("T1", "T2", "T3", "", "T4"),
      client: fc.constantFrom("A", "B", "Z", ""),
      day: fc.constantFrom("2024-01-01", "2024-05-05", "2025-12-31", "2024-02-30", ""),
      amount: fc.oneof(
        fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => (value / 100).toFixed(2)),
        fc.constantFrom("x", "", "1e3"),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 25 }), async (cells) => {
        const rows = cells.map(({ id, client, day, amount }) => `${id},${client},${day},${amount}`);
        const files = {
          "transactions.csv": `${HEADER}T0,A,2024-01-01,1.00\n${rows.join("\n")}\n`,
          "clients.csv": CLIENTS,
        };
        const file = fileOf(await readFolder(files, "2024-12-31"), "transactions");
        const { rows: counted, money } = file;
        if (money === null) throw new Error("no money");
        expect(counted.read).toBe(cells.length + 1);
        expect(counted.accepted + counted.rejected + counted.excluded).toBe(counted.read);
        expect(cents(money.accepted) + cents(money.rejected) + cents(money.excluded)).toBe(cents(money.read));
        const readable = cells
          .filter(({ amount }) => /^-?\d+\.\d\d$/.test(amount))
          .map(({ amount }) => cents(Number(amount)));
        expect(cents(money.read)).toBe(100 + readable.reduce((sum, value) => sum + value, 0));
        expect(file.rowsWithoutAmount).toBe(cells.length - readable.length);
        expect(file.rejects).toHaveLength(counted.rejected);
      }),
      { numRuns: 6, seed: 7 },
    );
  }, 30_000);
});
