import { describe, expect, it } from "vitest";
import type { Inputs } from "../../src/warehouse/inputs.js";
import { amounts, fileOf, readFolder, refusal } from "./read-folder.js";

async function revenueOf(values: readonly string[], settings = ""): Promise<Record<string, number>> {
  const inputs = await readFolder({ "transactions.csv": amounts(values), "targeting.yaml": settings });
  return Object.fromEntries(inputs.histories.map(({ clientId, revenue }) => [clientId, revenue]));
}

const EUROS_AND_DOLLARS = "currency: EUR\nexchangeRates: { USD: 1, GBP: 1 }\n";

describe("amounts", () => {
  it("are read as people write them with a decimal point", async () => {
    const written: [string, number][] = [
      ["1234.56", 1234.56],
      ["1,234.56", 1234.56],
      ["1,234,567", 1234567],
      ["1,234", 1234],
      ["1'234.50", 1234.5],
      ["1’234.50", 1234.5],
      ["1 234.50", 1234.5],
      ["€ 12.00", 12],
      ["12.00 €", 12],
      ["EUR 12.00", 12],
      ["$1,234", 1234],
      ["-$1,234.00", -1234],
      ["(250.00)", -250],
      ["$(250.00)", -250],
      ["($250.00)", -250],
      ["250-", -250],
      ["-250", -250],
      ["−250.00", -250],
      ["+250", 250],
      [".5", 0.5],
      ["7.", 7],
      ["0", 0],
      ["9999999999999.99", 9999999999999.99],
      ["12.345", 12.35],
      ["33.300000000000004", 33.3],
      ["\u00a0 12.50 \u00a0", 12.5],
    ];
    const revenue = await revenueOf(
      written.map(([text]) => text),
      EUROS_AND_DOLLARS,
    );
    expect(revenue).toEqual(Object.fromEntries(written.map(([, value], index) => [`C${index + 1}`, value])));
  });

  it("are read as people write them with a decimal comma", async () => {
    const written: [string, number][] = [
      ["1.234,56", 1234.56],
      ["1 234,56", 1234.56],
      ["1\u00a0234,56", 1234.56],
      ["1\u202f234,56", 1234.56],
      ["1.234", 1234],
      ["1.234.567", 1234567],
      ["12,5", 12.5],
      ["-0,99 €", -0.99],
      ["1234", 1234],
    ];
    const revenue = await revenueOf(written.map(([text]) => text));
    expect(revenue).toEqual(Object.fromEntries(written.map(([, value], index) => [`C${index + 1}`, value])));
  });

  it("that are none are rejected with the line, the value and the reason", async () => {
    const bad = [
      "1e309",
      "NaN",
      "Infinity",
      "#N/A",
      "#REF!",
      "-",
      "",
      "12 34.00",
      "1,23.00",
      "twelve",
      "1.2.3",
      "99999999999999999",
    ];
    const inputs = await readFolder({ "transactions.csv": amounts(["10.00", ...bad]) });
    const { rejects, rows } = fileOf(inputs, "transactions");
    expect(rows).toEqual({ read: 13, accepted: 1, rejected: 12, excluded: 0 });
    expect(rejects.map(({ line }) => line)).toEqual(bad.map((_, index) => index + 3));
    expect(rejects.map(({ value }) => value ?? "")).toEqual(bad);
    expect(rejects[0]).toMatchObject({ file: "transactions.csv", column: "amount", reason: "not an amount" });
    expect(rejects[6]?.reason).toBe("missing");
    expect(rejects[7]?.reason).toContain("groups of three");
    expect(rejects[11]?.reason).toContain("too large");
  });

  it("that contradict their column are rejected", async () => {
    const inputs = await readFolder({ "transactions.csv": amounts(["1,50", "2,50", "1,234.50", "1.234"]) });
    const { rejects, decimalMark, warnings } = fileOf(inputs, "transactions");
    expect(decimalMark).toBe(",");
    expect(rejects).toMatchObject([
      { line: 4, value: "1,234.50", reason: expect.stringContaining("decimal point") },
    ]);
    expect(warnings.join()).toContain("contradict the others on decimalMark");
    expect(inputs.histories.find(({ clientId }) => clientId === "C4")?.revenue).toBe(1234);
  });

  it("that could be read two ways are refused until the settings say how", async () => {
    const files = { "transactions.csv": amounts(["1,234", "5"]) };
    const message = await refusal(files);
    expect(message).toContain("transactions.csv");
    expect(message).toContain('"1,234" can be read two ways');
    expect(message).toContain('decimalMark: "."');
    expect(message).toContain("files.transactions");
    expect(await revenueOf(["1,234", "5"], 'decimalMark: "."')).toEqual({ C1: 1234, C2: 5 });
    expect(await revenueOf(["1,234", "5"], 'files: { transactions: { decimalMark: "," } }')).toEqual({
      C1: 1.23,
      C2: 5,
    });
  });

  it("in another currency are converted by rate; what is no currency is rejected, with its money", async () => {
    const csv =
      "client_id,date,amount,currency\nA,2025-01-01,100,EUR\nA,2025-01-02,100,usd\nA,2025-01-03,100,QQQ\nA,2025-01-04,$7.00,EUR\nA,2025-01-05,#REF!,QQQ";
    const inputs = await readFolder({
      "transactions.csv": csv,
      "targeting.yaml": "currency: EUR\nexchangeRates: { USD: 0.92 }",
    });
    expect(inputs.histories[0]?.revenue).toBe(192);
    const file = fileOf(inputs, "transactions");
    expect(file.rowsWithoutAmount).toBe(1);
    expect(file.money).toEqual({ read: 299, accepted: 192, rejected: 107, excluded: 0 });
    expect(file.rejects.map(({ reason, money }) => [reason, money])).toEqual([
      ["no exchange rate from QQQ to EUR; set exchangeRates in targeting.yaml", 100],
      ["the amount names USD, the currency column EUR", 7],
      ["not an amount", null],
    ]);
  });

  it("in a currency without a rate stop the build, with rows, sums and the line to write", async () => {
    const csv = (currency: string) =>
      `client_id,date,amount,currency\nA,2025-01-01,100,EUR\nA,2025-01-02,"1,000.50",${currency}\nA,2025-01-03,£7.00,\nA,2025-01-04,9,SEK\n`;
    const settings = { "targeting.yaml": "currency: EUR\nexchangeRates: { USD: 0.92 }" };
    const message = await refusal({ "transactions.csv": csv("gbp"), ...settings });
    expect(message.split("\n")).toEqual([
      'transactions.csv, column "amount", exchangeRates.GBP: 2 rows, 1,007.50 GBP together, are in GBP and the report is in EUR; set exchangeRates: { GBP: … } in targeting.yaml, the EUR that one GBP is worth',
      'transactions.csv, column "amount", exchangeRates.SEK: 1 row, 9.00 SEK together, is in SEK and the report is in EUR; set exchangeRates: { SEK: … } in targeting.yaml, the EUR that one SEK is worth',
    ]);
    expect(
      await refusal({
        "transactions.csv":
          "client_id,date,amount\nA,2025-01-01,1\nA,2025-01-01,CHF 5\nA,2025-01-01,€ 5\nA,2025-01-01,€ 6\n",
      }),
    ).toContain(
      "set currency: CHF in targeting.yaml if that is the report's; else set exchangeRates: { CHF: … }",
    );
  });

  it("that settings leave out, or that a fault rejects, need no rate", async () => {
    const inputs = await readFolder({
      "transactions.csv":
        "client_id,date,amount,currency\nA,2025-01-01,100,EUR\nA,2025-01-02,100,CHF\n,2025-01-02,100,EUR\nA,2025-01-02,,CHF\n",
      "targeting.yaml":
        "currency: EUR\nfiles: { transactions: { only: { amount: [100, ''], currency: [EUR] } } }",
    });
    expect(fileOf(inputs, "transactions")).toMatchObject({
      rows: { read: 4, accepted: 1, rejected: 1, excluded: 2 },
      money: { read: 200, accepted: 100, rejected: 100, excluded: 0 },
    });
  });

  it("are converted in every table that has them, by its currency column", async () => {
    const read = (currency: string) =>
      readFolder({
        "transactions.csv": `client_id,date,amount,cost,currency\nA,2025-01-01,100,10,${currency}\n`,
        "clients.csv": "client_id,name\nA,Ann\n",
        "opportunities.csv": `opportunity_id,created_on,amount,stage,account_id,Currency\n1,2024-01-01,100,won,A,${currency}\n2,2024-01-01,,open,A,${currency}\n`,
        "spend.csv": `month,channel,amount,currency\n2024-01,search,100,${currency}\n`,
        "quotas.csv": `owner,period,quota,currency\nJo,2024,100,${currency}\n`,
        "products.csv": `product,list_price,currency\nGear,100,${currency}\n`,
        "judgements.csv": `account_id,by,date,estimate,currency\nA,Jo,2024-01-01,100,${currency}\n`,
        "targeting.yaml": "currency: EUR\nexchangeRates: { GBP: 1.17 }",
      });
    const moneyOf = ({ histories, opportunities, spendByMonthChannel, decisions, products }: Inputs) => ({
      revenue: histories[0]?.revenue,
      deals: opportunities.map(({ amount }) => amount),
      spend: spendByMonthChannel[0]?.amount,
      quota: decisions.quotas[0]?.quota,
      price: products[0]?.listPrice,
      estimate: decisions.judgements[0]?.estimate,
    });
    const each = { revenue: 100, deals: [100, null], spend: 100, quota: 100, price: 100, estimate: 100 };
    expect(moneyOf(await read("EUR"))).toEqual(each);
    const pounds = await read("gbp");
    expect(moneyOf(pounds)).toEqual({
      revenue: 117,
      deals: [117, null],
      spend: 117,
      quota: 117,
      price: 117,
      estimate: 117,
    });
    expect(pounds.quality.files.flatMap(({ unusedColumns }) => unusedColumns)).toEqual([]);
    await expect(read("SEK")).rejects.toThrow(/opportunities\.csv.*judgements\.csv/s);
  });

  it("in another currency are converted to the cent, by rates however small, and however large they are", async () => {
    const rows: [string, string, number][] = [
      ["IDR", "1000000000", 58372.1],
      ["IRR", "1000000000", 4.1],
      ["VES", "9999999999999.99", 1.23],
      ["BTC", "10.01", 987654321.67],
      ["USD", "5000000000", 5500000000],
      ["GBP", "0.25", 0.18],
    ];
    const csv = rows.map(([code, amount]) => `${code},2025-01-01,${amount},${code}`);
    const inputs = await readFolder({
      "transactions.csv": ["client_id,date,amount,currency", ...csv].join("\n"),
      "targeting.yaml": `currency: EUR
exchangeRates: { IDR: 0.0000583721, IRR: 4.1e-9, VES: 1.234e-13, BTC: 98666765.4012, USD: 1.1, GBP: 0.7 }`,
    });
    expect(Object.fromEntries(inputs.histories.map(({ clientId, revenue }) => [clientId, revenue]))).toEqual(
      Object.fromEntries(rows.map(([code, , revenue]) => [code, revenue])),
    );
  });

  it("may have a currency column of symbols, or of codes in any case", async () => {
    for (const [written, currency] of [
      ["€", "EUR"],
      ["$", "USD"],
      ["£", "GBP"],
      ["¥", "JPY"],
      [" chf ", "CHF"],
    ]) {
      const inputs = await readFolder({
        "transactions.csv": `client_id,date,amount,currency\nA,2025-01-01,10,${written}\nA,2025-01-02,"1,000.50",${written}\nA,2025-01-03,1,${currency}\n`,
      });
      expect(inputs.currency).toBe(currency);
      expect(inputs.histories[0]?.revenue).toBe(1011.5);
    }
  });

  it("in what is no currency are rejected, and their column never names the report's", async () => {
    const inputs = await readFolder({
      "transactions.csv":
        "client_id,date,amount,currency\nA,2025-01-01,1,Local\nA,2025-01-02,2,Local\nA,2025-01-03,4,EUR\nA,2025-01-04,8,\n",
    });
    expect(inputs).toMatchObject({ currency: "EUR", histories: [{ revenue: 12 }] });
    const file = fileOf(inputs, "transactions");
    expect(file.money).toEqual({ read: 15, accepted: 12, rejected: 3, excluded: 0 });
    expect(file.rejects.map(({ line, column, value, reason }) => [line, column, value, reason])).toEqual([
      [2, "currency", "Local", "not a currency: its code has three letters, such as EUR"],
      [3, "currency", "Local", "not a currency: its code has three letters, such as EUR"],
    ]);
    const all = "client_id,date,amount,currency\nA,2025-01-01,1,Local\n";
    expect(await refusal({ "transactions.csv": all })).toContain("currency: not a currency");
  });

  it("with a dollar sign are in the dollar that the row or the settings name, else in that of the US", async () => {
    const revenueAnd = async (csv: string, settings = ""): Promise<unknown> => {
      const inputs = await readFolder({
        "transactions.csv": `client_id,date,amount,currency\n${csv}`,
        "targeting.yaml": settings,
      });
      return [
        inputs.currency,
        inputs.histories[0]?.revenue,
        fileOf(inputs, "transactions").rejects[0]?.reason,
      ];
    };
    const signs = 'A,2025-01-01,"$1,234.50",\nA,2025-01-02,$50.00,\n';
    expect(await revenueAnd(signs)).toEqual(["USD", 1284.5, undefined]);
    expect(await revenueAnd(signs.replaceAll(",\n", ",AUD\n"))).toEqual(["AUD", 1284.5, undefined]);
    expect(await revenueAnd(signs, "currency: AUD")).toEqual(["AUD", 1284.5, undefined]);
    expect(await revenueAnd(signs, "currency: EUR\nexchangeRates: { CAD: 0.6 }")).toEqual([
      "EUR",
      770.7,
      undefined,
    ]);
    const both = "currency: EUR\nexchangeRates: { CAD: 0.6, USD: 0.8 }";
    expect(await revenueAnd(signs, both)).toEqual(["EUR", 1027.6, undefined]);
    expect(await revenueAnd("A,2025-01-01,$5,SEK\nA,2025-01-02,6,SEK\n", "currency: SEK")).toEqual([
      "SEK",
      6,
      "the amount names USD, the currency column SEK",
    ]);
  });

  it("give the report its currency when the settings do not", async () => {
    const inputs = await readFolder({ "transactions.csv": amounts(["$1,234.00", "QQQ 5.00", "$7.00"]) });
    expect(inputs.currency).toBe("USD");
    expect(inputs.quality.warnings.join()).toContain("2 currencies without a rate");
    expect(fileOf(inputs, "transactions").rejects[0]?.reason).toContain("no exchange rate from QQQ to USD");
    expect(await refusal({ "transactions.csv": amounts(["$1,234.00", "£5.00", "$7.00"]) })).toContain(
      "1 row, 5.00 GBP together, is in GBP and the report is in USD; set currency: GBP",
    );
  });
});

describe("dates", () => {
  const dated = (values: readonly string[]): string =>
    ["client_id;date;amount", ...values.map((value, index) => `C${index + 1};${value};1`)].join("\n");

  async function firstDays(values: readonly string[], settings = ""): Promise<Record<string, string>> {
    const inputs = await readFolder({ "transactions.csv": dated(values), "targeting.yaml": settings });
    return Object.fromEntries(inputs.histories.map(({ clientId, firstOn }) => [clientId, firstOn]));
  }

  it("are read as exports write them, without their time", async () => {
    const written: [string, string][] = [
      ["2025-03-04", "2025-03-04"],
      ["2025-03-04T10:00:00Z", "2025-03-04"],
      ["2025-03-04T23:59:59.999+0000", "2025-03-04"],
      ["2025-03-04 10:00", "2025-03-04"],
      ["2025/3/4", "2025-03-04"],
      ["20250304", "2025-03-04"],
      ["04/03/2025", "2025-03-04"],
      ["4.3.2025", "2025-03-04"],
      ["04-03-2025 09:15 PM", "2025-03-04"],
      ["31/12/2024", "2024-12-31"],
      ["3 Mar 2025", "2025-03-03"],
      ["03-March-2025", "2025-03-03"],
      ["Mar 3, 2025", "2025-03-03"],
      ["29.2.2024", "2024-02-29"],
    ];
    const days = await firstDays(written.map(([text]) => text));
    expect(days).toEqual(Object.fromEntries(written.map(([, day], index) => [`C${index + 1}`, day])));
  });

  it("take month before day when a value of the column shows it, and reject what contradicts", async () => {
    const inputs = await readFolder({
      "transactions.csv": dated(["03/04/2025", "12/31/2024", "12/30/2024", "30/12/2024"]),
    });
    const { dateOrder, rejects } = fileOf(inputs, "transactions");
    expect(dateOrder).toBe("mdy");
    expect(inputs.histories[0]?.firstOn).toBe("2025-03-04");
    expect(rejects).toMatchObject([{ line: 5, column: "date", value: "30/12/2024" }]);
    expect(rejects[0]?.reason).toContain("month before day");
  });

  it("that leave day and month open are refused until the settings say how", async () => {
    const message = await refusal({ "transactions.csv": dated(["03/04/2025", "05/05/2025"]) });
    expect(message).toContain("order of day and month");
    expect(message).toContain("dateOrder: dmy");
    expect(message).toContain("files.transactions");
    expect(await firstDays(["03/04/2025"], "files: { transactions: { dateOrder: dmy } }")).toEqual({
      C1: "2025-04-03",
    });
    expect(await firstDays(["03/04/2025"], "dateOrder: mdy")).toEqual({ C1: "2025-03-04" });
    expect(await firstDays(["05/05/2025"])).toEqual({ C1: "2025-05-05" });
    expect(await firstDays(["03/04/2025", "13/04/2025"])).toMatchObject({ C1: "2025-04-03" });
    expect(await firstDays(["03/04/2025", "04/13/2025"])).toMatchObject({ C1: "2025-03-04" });
  });

  it("are not settled by one odd day among hundreds that can be read two ways", async () => {
    const firsts = Array.from({ length: 240 }, (_, row) => `0${1 + (row % 2)}/0${3 + (row % 6)}/2024`);
    const csv = dated([...firsts, "15/01/2024"]);
    expect(await refusal({ "transactions.csv": csv })).toContain(
      'only 1 of 241 values settles the order of day and month of this column: "01/03/2024" can be read two ways; set dateOrder: dmy or dateOrder: mdy under files.transactions',
    );
    const inputs = await readFolder({ "transactions.csv": csv, "targeting.yaml": "dateOrder: mdy\n" });
    expect(fileOf(inputs, "transactions")).toMatchObject({ dateOrder: "mdy", rows: { rejected: 1 } });
    expect(await firstDays([...firsts, "15/01/2024", "16/01/2024", "17/01/2024"])).toMatchObject({
      C1: "2024-03-01",
    });
  });

  it("that are impossible, out of range or none are rejected with the reason", async () => {
    const bad: [string, string][] = [
      ["2025-02-30", "no such day in the calendar"],
      ["31.4.2025", "no such day in the calendar"],
      ["1899-12-31", "the year lies outside 1970 to 2100"],
      ["9999-12-31", "the year lies outside 1970 to 2100"],
      ["45000", "not a date; for a spreadsheet day number set dateOrder: excel under files.transactions"],
      ["4/3/25", "not a date: the year has two digits"],
      ["tomorrow", "not a date"],
      ["", "missing"],
    ];
    const inputs = await readFolder({
      "transactions.csv": dated(["2025-01-01", ...bad.map(([text]) => text)]),
    });
    expect(fileOf(inputs, "transactions").rejects.map(({ reason }) => reason)).toEqual(
      bad.map(([, reason]) => reason),
    );
  });

  it("may be spreadsheet day numbers when the settings say so", async () => {
    expect(await firstDays(["45000", "2025-01-01"], "files: { transactions: { dateOrder: excel } }")).toEqual(
      {
        C1: "2023-03-15",
        C2: "2025-01-01",
      },
    );
  });
});
