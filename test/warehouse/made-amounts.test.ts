import { describe, expect, it } from "vitest";
import { isInputError } from "../../src/warehouse/input-error.js";
import { parseSettings } from "../../src/warehouse/settings/load-settings.js";
import { settingsDigest } from "../../src/warehouse/settings/settings-digest.js";
import { fileOf, readFolder, refusal } from "./read-folder.js";

const settings = (amount: string, more = ""): string =>
  `currency: EUR\nasOf: 2024-12-31\ncolumns: { transactions: { amount: ${amount} } }\n${more}`;

function problem(source: string): string {
  try {
    parseSettings(source);
  } catch (error) {
    if (isInputError(error)) return error.message;
    throw error;
  }
  throw new Error("the settings were taken");
}

describe("an amount that stands in several columns", () => {
  it("is their sum less what is taken off, rounded once, and its faults name the column", async () => {
    const rows = [
      "A,2024-01-01,100.10,5,20.02,",
      "A,2024-01-02,,5.00,,",
      "A,2024-01-03,€ 10.004,,,0.001",
      "A,2024-01-04,,,,",
      "A,2024-01-05,10,n/a,,",
      "A,2024-01-06,10,,US$ 3,",
      "A,2024-01-07,9999999999999,1,,",
      "A,2024-01-08,7,,7,",
      "A,2024-13-08,8,1,,",
      "A,2024-01-09,€ 8,,$2,",
      "A,2024-01-10,-0.003,,,0.002",
    ];
    const read = async (more: string) =>
      readFolder({
        "targeting.yaml": settings("{ sum: [Subtotal, shipping], less: [Tax - all, Refunded *] }", more),
        "transactions.csv": ["client_id,date,Subtotal,Shipping,Tax - all,Refunded *", ...rows].join("\n"),
        "controls.csv": "period,measure,value\n2024,revenue,103.57\n",
      });
    const inputs = await read("exchangeRates: { USD: 0.5 }\n");
    const file = fileOf(inputs, "transactions");
    expect(
      file.rejects.map(({ line, column, value, reason, money }) => [line, column, value, reason, money]),
    ).toEqual([
      [5, "Subtotal", null, "missing: Subtotal or Shipping or Tax - all or Refunded *", null],
      [6, "Shipping", "n/a", "not an amount", null],
      [8, "Subtotal", "9999999999999", "too large to be an amount", null],
      [10, "date", "2024-13-08", "no such day in the calendar", 9],
      [11, "Tax - all", "$2", "names another currency than the row does elsewhere", 6],
    ]);
    expect(file.money).toEqual({ read: 118.57, accepted: 103.57, rejected: 15, excluded: 0 });
    expect(file.rowsWithoutAmount).toBe(3);
    expect(file.unusedColumns).toEqual([]);
    expect(inputs.histories.map(({ revenue }) => revenue)).toEqual([103.57]);
    expect(inputs.quality.controls).toMatchObject([{ actual: 103.57, met: true }]);
    await expect(read("")).rejects.toThrow(/1 row, 7\.00 USD together, is in USD and the report is in EUR/);
  });

  it("is the product of two, however small or large, with what is added and taken off", async () => {
    const rows = [
      "A;2024-01-01;3;0,335;;;EUR",
      "A;2024-01-02;-3;0,335;;;EUR",
      "A;2024-01-03;1.234.567;0,00000015;0,1;;EUR",
      "A;2024-01-04;2;;1;;EUR",
      "A;2024-01-05;;;1,5;0,25;EUR",
      "A;2024-01-06;9000000;9000000;;;EUR",
      "A;2024-01-07;9999999999999,99;0,000000000001;;;EUR",
      "A;2024-01-08;2;3;;;usd",
      "A;2024-01-09;many;3;;;EUR",
    ];
    const inputs = await readFolder({
      "targeting.yaml": settings(
        "{ product: [Menge, Preis], sum: Fracht, less: Rabatt }, cost: { sum: [Fracht] }",
        "exchangeRates: { USD: 0.5 }\nmargin: 1\n",
      ),
      "transactions.csv": ["client_id;date;Menge;Preis;Fracht;Rabatt;currency", ...rows].join("\n"),
    });
    const file = fileOf(inputs, "transactions");
    expect(file.rejects.map(({ line, column, value, reason }) => [line, column, value, reason])).toEqual([
      [5, "Preis", null, "missing: the other factor of the amount is given"],
      [7, "Menge", "9000000", "too large to be an amount"],
      [10, "Menge", "many", "not an amount"],
    ]);
    expect(file.money?.accepted).toBe(1.01 - 1.01 + 0.29 + 1.25 + 10 + 3);
    expect(file.decimalMark).toBe(",");
    expect(inputs.revenueByMonthKind.reduce((sum, { margin }) => sum + margin, 0)).toBeCloseTo(
      1.01 - 1.01 + 0.19 - 0.25 + 10 + 3,
      10,
    );
  });

  it("counts in cents where the settings say so, in what is smallest of each currency", async () => {
    const books = "client_id,start,end,amount,tax,currency\n";
    const rows = [
      "A,2024-01-01,2024-12-31,120050,50,EUR",
      "B,2024-01-01,2024-12-31,1200,,jpy",
      "C,2024-01-01,2024-12-31,10.5,,EUR",
      "D,2024-01-01,2024-12-31,1205,,KWD",
      "E,2024-01-01,2024-12-31,-1205,,KWD",
      "F,2024-01-01,2024-12-31,€ 7,,",
    ];
    const inputs = await readFolder({
      "targeting.yaml":
        "currency: EUR\nexchangeRates: { JPY: 0.5, KWD: 2 }\nfiles: { contracts: { amountIn: cents } }\ncolumns: { contracts: { amount: { sum: amount, less: tax } } }\n",
      "contracts.csv": `${books}${rows.join("\n")}\n`,
    });
    expect(inputs.histories.map(({ clientId, revenue }) => [clientId, revenue])).toEqual([
      ["A", 1200],
      ["B", 600],
      ["C", 0.11],
      ["D", 2.42],
      ["E", -2.42],
      ["F", 0.07],
    ]);
  });

  it("reads as one column of the result does, whether its rows are written in the common forms or not", async () => {
    const at = (index: number): string => `I${index},${index % 7},2024-0${1 + (index % 9)}-11`;
    const all = Array.from({ length: 60 }, (_, index) => index);
    const parts = [
      ...all.map((index) => `${at(index)},${index + 0.25},${index % 5 ? "" : "0.50"},${index % 4 || ""},0.5`),
      ...[`${at(3)},3.25,,3,0.5`, `${at(4)},4.250,,,0.5`],
      ...[`${at(61)},"1,000.00",€ 1.25,1,.5`, `${at(62)},,,,`, `${at(63)},1e3,,1,1`, `${at(64)},,2,0.5,`],
      ...[`${at(65)},,1.50,1,1.125`, `${at(66)},5,,1e1,1`],
    ];
    const net = all.map((index) => {
      const gross = index + (index % 5 ? 0.25 : -0.25) + (index % 4) / 2;
      return `${at(index)},${index % 4 ? gross.toFixed(2) : ""}`;
    });
    const whole = [
      ...net,
      ...[net[3] ?? "", `${at(4)},`, `${at(61)},999.25`, `${at(62)},`, `${at(63)},1e3`, `${at(64)},`],
      ...[`${at(65)},-0.38`, `${at(66)},1e1`],
    ];
    const header = "transaction_id,client_id,date";
    const read = async (rows: readonly string[], columns: string, more: string) => {
      const inputs = await readFolder({
        "targeting.yaml": more,
        "transactions.csv": `${header},${columns}\n${rows.join("\n")}`,
      });
      const { rows: counts, money, rejects, exclusions, warnings } = fileOf(inputs, "transactions");
      const reasons = rejects.map(({ line, money: of }) => [line, of]);
      return { counts, money, rejects, reasons, exclusions, warnings, histories: inputs.histories };
    };
    const formula = settings("{ product: [seats, price], sum: amount, less: refund }");
    const ids = "only: { client_id: [0, 1, 2, 3, 4, 5, 6] }";
    const made = await read(parts, "amount,refund,seats,price", formula);
    const asText = await read(
      parts,
      "amount,refund,seats,price",
      `${formula}files: { transactions: { ${ids} } }\n`,
    );
    expect(made).toEqual(asText);
    const { rejects: _, warnings: __, ...shown } = made;
    const {
      rejects: ___,
      warnings: ____,
      ...ofOne
    } = await read(whole, "amount", "currency: EUR\nasOf: 2024-12-31\n");
    expect(shown).toEqual(ofOne);
  });

  it("is asked for with the columns that the file has", async () => {
    const csv = "client_id,date,Subtotal,Taxes\nA,2024-01-01,1,1\n";
    expect(
      await refusal({
        "targeting.yaml": settings("{ sum: Subtotal, less: [Taxs] }"),
        "transactions.csv": csv,
      }),
    ).toContain(
      'columns.transactions.amount: transactions.csv has no column "Taxs"; did you mean "Taxes"?; found: client_id, date, Subtotal, Taxes',
    );
  });
});

describe("settings of made amounts", () => {
  it("have one digest however they are written, and another for another sum", () => {
    const digest = (amount: string) => settingsDigest(parseSettings(settings(amount)));
    expect(digest("{ sum: Total, less: [Tax] }")).toBe(digest("{ less: Tax, sum: [Total] }"));
    expect(digest("{ sum: Total, less: [Tax] }")).not.toBe(digest("{ sum: [Total, Tax] }"));
  });

  it.each([
    ["{ sum: [] }", "columns.transactions.amount.sum: [] is not allowed; legal: at least 1 entries"],
    [
      "{ product: [a, b, c] }",
      'columns.transactions.amount.product: ["a","b","c"] is not allowed; legal: at most 2 entries',
    ],
    ["{ product: a }", "columns.transactions.amount.product"],
    ["{ plus: [a] }", 'columns.transactions.amount.plus: unknown key "plus"'],
    ["{ summ: [a] }", 'did you mean "sum"?; legal here: sum, less, product'],
    ["{ less: [a] }", 'legal: "sum" or "product" with headers, beside "less" or alone'],
    ["{ sum: [Net, a], less: net }", "legal: each header once"],
    [
      "[Total, Tax]",
      'columns.transactions.amount: ["Total","Tax"] is not allowed; legal: a header, null for not read, or for an amount { sum: [headers], less: [headers] } or { product: [two headers] }',
    ],
    [
      "Total, date: { sum: [a, b] }",
      "columns.transactions.date: only amounts can be made of several columns, here: amount, cost; write one header",
    ],
  ])("refuse %s", (amount, message) => {
    expect(problem(settings(amount))).toContain(message);
  });

  it("refuse a unit where there is no money, and columns of texts made of several", () => {
    expect(problem("files: { signals: { amountIn: cents } }")).toContain(
      "files.signals.amountIn: signals hold no amounts",
    );
    expect(problem("columns: { clients: { name: { sum: [a, b] } } }")).toContain("and clients have none");
  });
});
