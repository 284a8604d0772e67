import { describe, expect, it } from "vitest";
import { fileOf, readFolder, refusal } from "./read-folder.js";

const ROWS = [
  ["client_id", "date", "amount"],
  ["00123", "2025-01-01", "10.00"],
  ["Ünal & Söhne", "2025-02-01", "20.00"],
];

function table(rows: readonly (readonly string[])[], delimiter: string, end: string): string {
  return rows.map((row) => row.join(delimiter) + end).join("");
}

describe("a folder without books", () => {
  it("is refused with all that is in it, and what to do with it", async () => {
    expect(await refusal({ "transactions.xlsx": "PK", "notes.docx": "PK" })).toContain(
      "(found: notes.docx, transactions.xlsx); save transactions.xlsx as “CSV UTF-8”, then rename the one",
    );
    const deals =
      'opportunity_id,Stage,account_id,created_on,closed_on,amount\n1,Closed Won,A,2024-01-01,2024-02-01,5\n2,"Lost, not won",A,2024-01-01,2024-02-01,7\n';
    const folder = { "opportunities.csv": deals, "clients.csv": "client_id\nA\n" };
    const message = await refusal(folder);
    expect(message).toContain(
      "(found: clients.csv, opportunities.csv); to take won deals for revenue, write ",
    );
    const [, files = "", columns = ""] =
      /write (files: .*?) and (columns: .*?) in targeting/.exec(message) ?? [];
    expect(files).toBe(
      'files: { transactions: { path: opportunities.csv, only: { stage: ["Closed Won"] } } }',
    );
    const inputs = await readFolder({ ...folder, "targeting.yaml": `${files}\n${columns}\n` });
    expect(inputs.histories).toMatchObject([{ clientId: "A", revenue: 5 }]);
  });
});

describe("a delimited file", () => {
  it.each([
    ["comma and LF", table(ROWS, ",", "\n")],
    ["semicolon and CRLF", table(ROWS, ";", "\r\n")],
    ["tab", table(ROWS, "\t", "\n")],
    ["pipe", table(ROWS, "|", "\n")],
    ["byte order mark", `\ufeff${table(ROWS, ",", "\r\n")}`],
    [
      "byte order mark and quotes",
      `\ufeff${table(ROWS, '","', "\n").replaceAll(/^|$/gm, '"').replace(/"$/, "")}`,
    ],
    ["mixed line ends", table(ROWS, ",", "\n").replace("10.00\n", "10.00\r\n")],
    ["old line ends", table(ROWS, ",", "\r")],
    ["no final line end", table(ROWS, ",", "\n").trimEnd()],
    ["empty lines", `\n${table(ROWS, ",", "\n\n")}\n`],
    ["empty rows", `${table(ROWS, ",", "\n")},,\n,,\n`],
  ])("is read with %s", async (_, content) => {
    const inputs = await readFolder({ "transactions.csv": content });
    expect(inputs.histories.map(({ clientId, revenue }) => [clientId, revenue])).toEqual([
      ["00123", 10],
      ["Ünal & Söhne", 20],
    ]);
  });

  it("may quote delimiters, quotes and line ends, and its rejects keep their physical lines", async () => {
    const csv =
      'client_id,date,amount,product\n"\nA",2025-01-01,1,"two\nlines, ""quoted"""\n\nB,never,1,x\r\nC,2025-01-03,x,"a\r\nb"\n';
    const inputs = await readFolder({ "transactions.csv": csv });
    expect(inputs.histories.map(({ clientId }) => clientId)).toEqual(["A"]);
    expect(fileOf(inputs, "transactions").rejects.map(({ line, value }) => [line, value])).toEqual([
      [6, "never"],
      [7, "x"],
    ]);
  });

  it.each(["\n", "\r\n"])(
    "with lines that end in %j is read whatever line ends its first row holds",
    async (end) => {
      for (const inside of ["\n", "\r\n", "\r"]) {
        const rows = ["client_id,date,amount,product", `A,2025-01-01,1,"a${inside}b"`, "B,2025-01-02,2,x"];
        const clients = ["client_id,name,address", `A,Alpha,"Main St 1${inside}Berlin"`, "B,Beta,x"];
        const { histories, decisions } = await readFolder({
          "transactions.csv": rows.map((row) => row + end).join(""),
          "clients.csv": clients.map((row) => row + end).join(""),
        });
        expect(histories.map(({ clientId, revenue }) => [clientId, revenue])).toEqual([
          ["A", 1],
          ["B", 2],
        ]);
        expect(decisions.purchases.map(({ product }) => product)).toEqual([`a${inside}b`, "x"]);
      }
    },
  );

  it("with rows too short or too long rejects these", async () => {
    const csv =
      'client_id,date,amount\nA,2025-01-01,1\nA,2025-01-02\nA,2025-01-03,1,2\n"A"x,2025-01-04,1\nA,2025-01-05,\u00001\nA,x,1\n';
    const file = fileOf(await readFolder({ "transactions.csv": csv }), "transactions");
    expect(file.rows).toEqual({ read: 6, accepted: 1, rejected: 5, excluded: 0 });
    expect(file.rowsWithoutAmount).toBe(4);
    expect(file.rejects.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      "3: the row has 2 cells, the header has 3",
      "4: the row has 4 cells, the header has 3",
      "5: text follows a closing quote",
      "6: the row holds a NUL byte",
      "7: not a date",
    ]);
  });

  it("is refused when a quote is never closed, with its line", async () => {
    const csv = 'client_id,date,amount\nA,2025-01-01,1\n"B,2025-01-02,1\nC,2025-01-03,1\n';
    expect(await refusal({ "transactions.csv": csv })).toContain("transactions.csv, line 3");
    const swallowing = 'client_id,date,amount\n"B,2025-01-02,1\n"C",2025-01-03,1\n';
    expect(await refusal({ "transactions.csv": swallowing })).toContain("transactions.csv, line 2");
  });

  it("is refused when it is empty or has no rows", async () => {
    expect(await refusal({ "transactions.csv": "" })).toContain("transactions.csv: the file is empty");
    expect(await refusal({ "transactions.csv": "client_id,date,amount\n" })).toContain("header and no rows");
  });
});

describe("a wide export", () => {
  it("of six hundred columns is read whole, each column as a field of its own", async () => {
    const names = Array.from({ length: 600 }, (_, index) => `attribute ${index + 1}`);
    const rows = ["A", "B", "C"].map((id, row) => [id, ...names.map((_, index) => `v${(row + index) % 3}`)]);
    const inputs = await readFolder({
      "transactions.csv": "client_id,date,amount\nA,2024-01-02,10\nB,2024-01-03,20\nC,2024-01-04,30\n",
      "clients.csv": [["client_id", ...names], ...rows].map((cells) => cells.join(",")).join("\n"),
    });
    expect(
      inputs.clients.map(
        ({ firmographics }) => Object.values(firmographics).filter((value) => value !== null).length,
      ),
    ).toEqual([600, 600, 600]);
    expect(inputs.clients[1]?.firmographics["attribute 600"]).toBe("v0");
    expect(fileOf(inputs, "clients").rows).toEqual({ read: 3, accepted: 3, rejected: 0, excluded: 0 });
  });
});

describe("headers", () => {
  const CSV = "Client ID;DATE; Amount \nA;2025-01-01;1\n";

  it("are found without regard to case, spaces and underscores", async () => {
    expect((await readFolder({ "transactions.csv": CSV })).histories).toHaveLength(1);
  });

  it("that are missing are told with the nearest one there is, for all files at once", async () => {
    const message = await refusal({
      "transactions.csv": "client,date,amuont\nA,2025-01-01,1\n",
      "clients.csv": "id\nA\n",
    });
    expect(message).toContain('required column "client_id" is missing; did you mean "client"?');
    expect(message).toContain('required column "amount" is missing; did you mean "amuont"?');
    expect(message).toContain("columns.transactions.amount");
    expect(message).toContain("clients.csv, line 1");
  });

  it("that occur twice are refused", async () => {
    const message = await refusal({ "transactions.csv": "client_id,date,amount,Amount\nA,2025-01-01,1,2\n" });
    expect(message).toContain('column "Amount": columns 3 and 4 have the same name');
  });

  it("of foreign exports are mapped by the settings", async () => {
    const files = {
      "exports/deals.csv":
        "Record ID,Company,Close Date,Amount in €,Stage\n1,Acme,2025-01-01,7,won\n2,Acme,2025-01-02,9,Lost\n",
      "targeting.yaml": `
files: { transactions: { path: exports/deals.csv, only: { stage: [won] } } }
columns: { transactions: { client_id: company, date: Close Date, amount: Amount in €, transaction_id: Record ID } }`,
    };
    const inputs = await readFolder(files);
    const file = fileOf(inputs, "transactions");
    expect(inputs.histories).toMatchObject([{ clientId: "Acme", revenue: 7 }]);
    expect(file.exclusions).toEqual([{ reason: 'stage is not "won"', rows: 1, money: 9 }]);
    expect(file.file).toBe("exports/deals.csv");
    const wrong = files["targeting.yaml"].replace("Close Date", "Closing Date");
    expect(await refusal({ ...files, "targeting.yaml": wrong })).toContain(
      'columns.transactions.date: exports/deals.csv has no column "Closing Date"; did you mean "Close Date"?',
    );
  });
});

describe("a data folder", () => {
  it("without transactions and contracts is refused, and told what looks like them", async () => {
    expect(await refusal({ "transaction.csv": "a\n" })).toContain("rename transaction.csv");
    expect(await refusal({})).toMatch(
      /neither transactions\.csv nor contracts\.csv.*; rename .*, or name it under files\.transactions\.path/,
    );
  });

  it("whose settings name a missing file is refused", async () => {
    const message = await refusal({ "targeting.yaml": "files: { clients: { path: customers.csv } }" });
    expect(message).toContain("files.clients.path: customers.csv: there is no such file");
  });

  it("with a file of an unknown name warns", async () => {
    const inputs = await readFolder({ "transactions.csv": table(ROWS, ",", "\n"), "client.csv": "a\n" });
    expect(inputs.quality.warnings).toContain(
      'client.csv is not read: no table of that name; did you mean "clients"?',
    );
  });
});
