import { gzipSync } from "node:zlib";
import { randomLcg, shuffler } from "d3";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Inputs } from "../../src/warehouse/inputs.js";
import { fileOf, readFolder, refusal } from "./read-folder.js";

const listed = (files: readonly string[], more = ""): string =>
  `currency: EUR\nasOf: 2024-12-31\nfiles: { transactions: { path: [${files.join(", ")}]${more} } }\n`;

describe("a table that is read from several files", () => {
  const files = {
    "2023/invoices.csv":
      "Report,,\n\nNumber;Client ID;date;amount;Next step;next step\nI1;Ä;2023-01-01;10,50;a;b\n;;;;;\nI2;B;2023-02-01\nI3;B;2023-03-01;n/a;a;b\nI4;B;2023-04-01;40,00;a;b\n",
    "2024.csv.gz": gzipSync(
      Buffer.from(
        'amount,DATE,client_id,number,channel\n"40,00",2023-04-01,B,I4,\n"7,25","2024-01-01","B ""x""\nB",I5,web\n"9,00",2024-02-01,C,I1,web\n',
        "utf8",
      ),
    ),
    "Empty.csv": "amount,date,client_id,number",
    "Süd.csv": Buffer.from("number\tclient_id\tdate\tamount\nI6\t\xc4\t2024-03-01\t1,00\n", "latin1"),
  };
  const names = ["Süd.csv", "Empty.csv", "2024.csv.gz", "2023/invoices.csv"];
  const columns = "columns: { transactions: { transaction_id: number } }\n";

  it("has each row under its file and line, whatever header, delimiter and encoding, and in any order", async () => {
    const read = (order: readonly string[]) =>
      readFolder({ ...files, "targeting.yaml": `${listed(order)}${columns}` });
    const inputs = await read(names);
    const file = fileOf(inputs, "transactions");
    expect(file.rejects.map(({ file: of, line, column, reason }) => [of, line, column, reason])).toEqual([
      ["2023/invoices.csv", 6, null, "the row has 3 cells, the header has 6"],
      ["2023/invoices.csv", 7, "amount", "not an amount"],
      ["2024.csv.gz", 5, "Number", "used before with other content on line 4 of 2023/invoices.csv"],
    ]);
    expect(file.exclusions).toEqual([
      { reason: "a line above the header", rows: 1, money: 0 },
      { reason: "repeats an earlier row", rows: 1, money: 40 },
      { reason: "the row is empty", rows: 1, money: 0 },
    ]);
    expect(file.file).toBe("2023/invoices.csv and 3 more");
    expect(file.sources.map(({ file: of, rows }) => [of, rows])).toEqual([
      ["2023/invoices.csv", { read: 6, accepted: 2, rejected: 2, excluded: 2 }],
      ["2024.csv.gz", { read: 3, accepted: 1, rejected: 1, excluded: 1 }],
      ["Empty.csv", { read: 0, accepted: 0, rejected: 0, excluded: 0 }],
      ["Süd.csv", { read: 1, accepted: 1, rejected: 0, excluded: 0 }],
    ]);
    expect(file.rows).toEqual({ read: 10, accepted: 4, rejected: 3, excluded: 3 });
    expect(file.money).toEqual({ read: 107.75, accepted: 58.75, rejected: 9, excluded: 40 });
    expect(file.warnings).toEqual([
      '2023/invoices.csv: The header is on line 3. Not read above it: "Report,,".',
      "Süd.csv: Read as Windows-1252, since it is no valid UTF-8.",
      '2023/invoices.csv has no column "channel", which is read of others: it counts as empty there',
      'Empty.csv has no column "channel", which is read of others: it counts as empty there',
      'Süd.csv has no column "channel", which is read of others: it counts as empty there',
      'columns 5 and 6 have the same name, "next step": none of them is read',
      "2 rows have the Number of a row in another of the files, such as line 2 of 2024.csv.gz that of line 8 of 2023/invoices.csv: the exports overlap, and of each Number the first row counts, in order of the files' names",
    ]);
    expect(inputs.histories.map(({ clientId, revenue }) => [clientId, revenue])).toEqual([
      ["B", 40],
      ['B "x"\nB', 7.25],
      ["Ä", 11.5],
    ]);
    expect(await read([...names].reverse())).toEqual(inputs);
  });

  it("says which of them lacks a column, is not there, or is named twice", async () => {
    const other = { "b.csv": "client_id,date,total\nA,2024-01-01,1\n", "a.csv": "client_id,date,amount\n" };
    expect(await refusal({ ...other, "targeting.yaml": listed(["a.csv", "b.csv"]) })).toContain(
      'b.csv, line 1, column "amount": required column "amount" is missing',
    );
    expect(await refusal({ ...other, "targeting.yaml": listed(["a.csv", "c.csv"]) })).toContain(
      "files.transactions.path: c.csv: there is no such file",
    );
    expect(await refusal({ ...other, "targeting.yaml": listed(["a.csv", "a.csv"]) })).toContain(
      "each file once",
    );
  });

  it("is told of where a file beside it is called so", async () => {
    const csv = "client_id,date,amount\nA,2024-01-01,1\n";
    const inputs = await readFolder({ "transactions.csv": csv, "transactions-2023.csv": csv });
    expect(await refusal({ "transactions_2022.csv": csv, "transactions-2023.csv": csv })).toContain(
      "to read transactions from all of their files, write files: { transactions: { path: [transactions-2023.csv, transactions_2022.csv] } } in targeting.yaml",
    );
    expect(inputs.quality.warnings[0]).toContain(
      "if it holds further transactions, write files: { transactions: { path: [transactions.csv, transactions-2023.csv] } } in targeting.yaml",
    );
  });
});

describe("rows that are split over files", () => {
  const row = fc.record({
    id: fc.integer({ min: 1, max: 30 }),
    client: fc.constantFrom("A", " B", '"C, ""c"""', ""),
    day: fc.integer({ min: 1, max: 28 }),
    amount: fc.constantFrom("10.00", "-3.5", "€ 7.25", "1e3", ""),
  });
  const shown = ({ quality, ...inputs }: Inputs) => {
    const [file] = quality.files;
    return {
      inputs,
      rows: file?.rows,
      money: file?.money,
      exclusions: file?.exclusions,
      reasons: file?.rejects.map(({ column, value, money }) => JSON.stringify([column, value, money])).sort(),
    };
  };

  it("come to what they come to in one file", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 3, maxLength: 40 }), fc.integer(), async (rows, seed) => {
        const lines = [
          "I0,Z,2024-01-01,1.00",
          ...rows.map(({ id, client, day, amount }) => `I${id},${client},2024-01-${day},${amount}`),
        ];
        const parts = ["c.csv", "a.csv", "b.csv"].map((name, index) => ({
          name,
          lines: lines.filter((_, at) => at % 3 === index),
        }));
        const header = "transaction_id,client_id,date,amount\n";
        const inOrder = [...parts].sort((a, b) => (a.name < b.name ? -1 : 1));
        const one = await readFolder({
          "targeting.yaml": "currency: EUR\nasOf: 2024-12-31\n",
          "transactions.csv": header + inOrder.flatMap((part) => part.lines).join("\n"),
        });
        const order = shuffler(randomLcg(seed))(parts.map(({ name }) => name));
        const several = await readFolder({
          "targeting.yaml": `currency: EUR\nasOf: 2024-12-31\nfiles: { transactions: [${order.join(", ")}] }\n`,
          ...Object.fromEntries(parts.map((part) => [part.name, header + part.lines.join("\n")])),
        });
        expect(shown(several)).toEqual(shown(one));
      }),
      { numRuns: 5, seed: 4 },
    );
  });
});
