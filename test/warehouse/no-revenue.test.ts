import { describe, expect, it } from "vitest";
import { fileOf, readFolder } from "./read-folder.js";

const clean = (length: number): string =>
  Array.from({ length }, (_, row) => `R${row},A,2024-0${1 + (row % 9)}-11,10.00,paid`).join("\n");
const HEADER = "transaction_id,client_id,date,amount,Status\n";

describe("rows that a column which is not read calls no revenue", () => {
  it("are counted, with the line to write that leaves them out", async () => {
    const rows = `${clean(200)}\nT1,A,2024-02-01,40.00,Void\nT2,A,2024-02-01,2.50,draft\nT3,A,2024-02-01,-5.00,void\nT4,A,2024-02-01,7.00,\nT5,A,2024-02-01,1.00,Past due`;
    const csv = `${HEADER}${rows}\n`;
    const file = fileOf(await readFolder({ "transactions.csv": csv }), "transactions");
    expect(file.warnings).toEqual([
      'Status is not read: 2 rows count, with 42.50 EUR, of which it says "Void" (1) and "draft" (1). If they are no revenue, write files: { transactions: { only: { Status: ["paid", "Past due"] } } } in targeting.yaml, with the words that are',
    ]);
    const settings = "files: { transactions: { only: { Status: [paid, Past due] } } }\n";
    const only = fileOf(
      await readFolder({ "transactions.csv": csv, "targeting.yaml": settings }),
      "transactions",
    );
    expect(only.warnings).toEqual([]);
    expect(only.rows).toMatchObject({ accepted: 201, excluded: 4 });
  });

  it("are told of deals, flags and contracts, and of no other words", async () => {
    const rows = ["1,Closed Won,no,a,Test kit,NY", "2,Closed Lost,yes,b,Draft beer,Void"];
    const header = "client_id,date,amount,Deal Stage,Refunded,payment_type,Name of type,Status date";
    const deals = `${header}\n${rows.map((row, index) => `A,2024-01-0${index + 1},${row}`).join("\n")}\n`;
    const contracts =
      "client_id,start,end,amount,State of it\nA,2024-01-01,2024-12-31,9,Cancelled\nA,2024-01-01,2024-12-31,8,trialing\n";
    const inputs = await readFolder({ "transactions.csv": deals, "contracts.csv": contracts });
    expect(fileOf(inputs, "transactions").warnings).toEqual([
      'Deal Stage is not read: 1 row counts, with 2.00 EUR, of which it says "Closed Lost" (1). If they are no revenue, write files: { transactions: { only: { Deal Stage: ["Closed Won"] } } } in targeting.yaml, with the words that are',
      'Refunded is not read: 1 row counts, with 2.00 EUR, of which it says "yes" (1). If they are no revenue, write files: { transactions: { only: { Refunded: ["no"] } } } in targeting.yaml, with the words that are',
    ]);
    expect(fileOf(inputs, "contracts").warnings).toEqual([
      'State of it is not read, and says "Cancelled" (1): to let it end contracts, write columns: { contracts: { status: State of it } } in targeting.yaml',
      'State of it is not read: 1 row counts, with 8.00 EUR, of which it says "trialing" (1). If they are no revenue, write files: { contracts: { only: { State of it: ["Cancelled"] } } } in targeting.yaml, with the words that are',
    ]);
  });
});

describe("refunds that a column which is not read holds", () => {
  const rows = Array.from({ length: 40 }, (_, row) => `A${row},2024-0${1 + (row % 9)}-11,10.00,0.00,0.00,`);
  const refunded = ["A,2024-02-01,40.00,30.00,33,No", 'A,2024-02-01,"1,000.00","1,000.00",,', "A,x,5,5,,"];
  const csv = `client_id,date,Amount,Amount Refunded,Converted Amount Refunded,Refunded reason\n${[...rows, ...refunded].join("\n")}\n`;

  it("are told, with the line to write that takes them off, and no more once they are", async () => {
    const file = fileOf(await readFolder({ "transactions.csv": csv }), "transactions");
    expect(file.money?.accepted).toBe(1440);
    expect(file.warnings).toEqual([
      "Amount Refunded is not read: 2 rows count in full, of which it holds 1030.00 as written. If that was paid back, write columns: { transactions: { amount: { sum: [Amount], less: [Amount Refunded] } } } in targeting.yaml",
    ]);
    const settings = "columns: { transactions: { amount: { sum: [Amount], less: [Amount Refunded] } } }\n";
    const net = fileOf(
      await readFolder({ "transactions.csv": csv, "targeting.yaml": settings }),
      "transactions",
    );
    expect(net.warnings).toEqual([]);
    expect(net.money?.accepted).toBe(410);
  });
});

describe("rows that are lines of invoices", () => {
  const lines = ["I1,A,10,30", "I1,A,20,30", "I2,B,5,5", "I3,B,4,8", "I3,B,4,8"].map(
    (line, index) => `${line},SKU${index},2024-01-01`,
  );
  const csv = `Invoice No,client_id,line,total,article,date\n${lines.join("\n")}\n`;
  const read = async (columns: string) =>
    fileOf(
      await readFolder({
        "transactions.csv": csv,
        "targeting.yaml": `columns: { transactions: { ${columns} } }\n`,
      }),
      "transactions",
    );

  it("are asked about where each has the invoice's total", async () => {
    const file = await read("amount: total");
    expect(file.money).toMatchObject({ accepted: 81 });
    expect(file.warnings[0]).toBe(
      "2 of 5 rows have the same Invoice No, client, day and amount as an earlier row, and count, with 38.00 EUR: is it one row per line of an invoice, with the invoice's total in each? Then write columns: { transactions: { transaction_id: Invoice No } } in targeting.yaml, which counts each once, or read amount from the line's",
    );
  });

  it("count once where the id is the invoice's, whatever else differs", async () => {
    const file = await read("amount: total, transaction_id: Invoice No");
    expect(file.money).toEqual({ read: 81, accepted: 43, rejected: 0, excluded: 38 });
    expect(file.warnings).toEqual([]);
  });

  it("are asked about where the id cuts all but the first", async () => {
    const file = await read("amount: line, transaction_id: Invoice No");
    expect(file.money).toEqual({ read: 43, accepted: 19, rejected: 20, excluded: 4 });
    expect(file.warnings).toEqual([
      "1 row has the Invoice No of an earlier row and other content, and is rejected, with 20.00 EUR: is it one row per line of an invoice? Then read amount from the column of the invoice's total, or let Invoice No not be read as transaction_id, so that each line counts",
    ]);
  });
});
