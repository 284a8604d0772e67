import { describe, expect, it } from "vitest";
import { isInputError } from "../../src/warehouse/input-error.js";
import { parseSettings } from "../../src/warehouse/settings/load-settings.js";
import { settingsDigest } from "../../src/warehouse/settings/settings-digest.js";

function problem(source: string): string {
  try {
    parseSettings(source);
  } catch (error) {
    if (isInputError(error)) return error.message;
    throw error;
  }
  throw new Error("the settings were taken");
}

describe("settings", () => {
  it("have a value for every key when nothing is set", () => {
    expect(parseSettings("")).toMatchObject({
      locale: "en-GB",
      horizonMonths: 60,
      discountRate: 0.1,
      margin: { byKind: {}, byProduct: {}, default: 1 },
      marginSet: false,
      highValueShare: 0.2,
      capacity: null,
      keyAccounts: 12,
      currentIcp: null,
      engine: "duckdb",
    });
  });

  it("take a margin as a number or by kind and product", () => {
    expect(parseSettings("margin: 0.6")).toMatchObject({ margin: { default: 0.6 }, marginSet: true });
    const source = "margin: { byKind: { services: 0.3 }, byProduct: { Basic: 0.7 }, default: 0.5 }";
    expect(parseSettings(source).margin).toEqual({
      byKind: { services: 0.3 },
      byProduct: { Basic: 0.7 },
      default: 0.5,
    });
  });

  it("take a rule as the tool writes it", () => {
    const source =
      "currentIcp: { all: [{ field: industry, in: [Retail, 3] }, { field: employees, from: 50, to: 500 }] }";
    expect(parseSettings(source).currentIcp).toEqual({
      all: [
        { field: "industry", in: ["Retail", "3"] },
        { field: "employees", from: 50, to: 500 },
      ],
    });
  });

  it.each([
    [
      "horizonMonth: 12",
      'horizonMonth: unknown key "horizonMonth" (value 12); did you mean "horizonMonths"?',
    ],
    [
      "files: { transactons: { path: x } }",
      'did you mean "transactions"?; legal here: transactions, contracts, clients',
    ],
    ["files: { transactions: { pth: x } }", "files.transactions.pth: unknown key"],
    [
      "files: { transactions: { dateOrder: dym } }",
      'files.transactions.dateOrder: "dym" is not allowed; legal: "dmy", "mdy", "ymd", "excel"',
    ],
    ["discountRate: 10", "discountRate: 10 is not allowed; legal: at most 1; for 10 % write 0.1"],
    [
      "margin: { byKind: { renewl: 0.3 } }",
      'margin.byKind.renewl: unknown key "renewl" (value 0.3); did you mean "renewal"?',
    ],
    ["currency: euro", 'currency: "euro" is not allowed; legal: three capital letters such as EUR'],
    ["exchangeRates: { usd: 1 }", "exchangeRates.usd"],
    ["exchangeRates: { ZWD: 2.7e-15 }", "exchangeRates.ZWD: 2.7e-15 is not allowed; legal: at least 1e-13"],
    [
      "exchangeRates: { BTC: 2e+10 }",
      "exchangeRates.BTC: 20000000000 is not allowed; legal: below 10000000000",
    ],
    ["asOf: 2025-02-30", 'asOf: "2025-02-30" is not allowed; legal: a date such as 2025-03-31'],
    [
      "columns: { transactions: { client: Account } }",
      'columns.transactions.client: transactions have no column "client"; did you mean "client_id"?',
    ],
    ["currentIcp: { all: [{ field: x, on: [a] }] }", 'did you mean "in"?'],
    [
      "company: 3\nengine: spark",
      'company: 3 is not allowed; legal: text\ntargeting.yaml, line 2, engine: "spark" is not allowed; legal: "duckdb"',
    ],
    ["a: [", "line 1: not valid YAML"],
    ["company: A\ncompany: B", "line 2: not valid YAML"],
    ["- a", "the whole file"],
    ["__proto__: { x: 1 }", 'unknown key "__proto__"'],
  ])("refuse %s", (source, message) => {
    expect(problem(source)).toContain(message);
  });

  it("take scenarios as factors with 1 where not given, and refuse what is none", () => {
    const { scenarios } = parseSettings(
      "scenarios: [{ name: Bad year, retention: 0.9, loses: { field: country, values: [DE, 7] } }]",
    );
    expect(scenarios).toEqual([
      {
        name: "Bad year",
        retention: 0.9,
        dealSize: 1,
        price: 1,
        frequency: 1,
        margin: 1,
        winRate: 1,
        acquisitionCost: 1,
        loses: { field: "country", values: ["DE", "7"] },
      },
    ]);
    expect(problem("scenarios: [{ name: X, retentoin: 0.9 }]")).toMatch(
      /unknown key "retentoin".*"retention"/s,
    );
    expect(problem("scenarios: [{ name: X, price: 0 }]")).toMatch(/scenarios\.0\.price.*above 0/s);
  });

  it("have one digest however they are written", () => {
    const digest = settingsDigest(parseSettings("horizonMonths: 36\nmargin: 0.5"));
    expect(settingsDigest(parseSettings("margin: 0.50 # half\nhorizonMonths: 36"))).toBe(digest);
    expect(settingsDigest(parseSettings("margin: 0.51\nhorizonMonths: 36"))).not.toBe(digest);
    const only = (value: string): string => `files: { clients: { path: a.csv, only: { Type: [${value}] } } }`;
    expect(settingsDigest(parseSettings(only("x")))).not.toBe(settingsDigest(parseSettings(only("y"))));
  });
});
