import { describe, expect, it } from "vitest";
import { fileOf, readFolder } from "./read-folder.js";

const HEADER = "client_id,date,amount";

describe("rows that the settings select", () => {
  const invoices = [
    "client_id,date,amount,Status,Voided At",
    "A,2024-01-01,10,paid,",
    "A,2024-02-01,20,Open,",
    "A,2024-03-01,40,paid,2024-03-02",
    "A,2024-04-01,80,draft,",
  ].join("\n");

  it("are so whatever the case of letters, by empty cells too, and a value that no row has is told", async () => {
    const inputs = await readFolder({
      "targeting.yaml":
        'currency: EUR\nfiles: { transactions: { only: { Status: [Paid, open, settled], Voided At: [""] } } }\n',
      "transactions.csv": invoices,
    });
    expect(inputs.histories.map(({ revenue }) => revenue)).toEqual([30]);
    const file = fileOf(inputs, "transactions");
    expect(file.exclusions).toEqual([
      {
        reason: 'Status is not "Paid" or "open" or "settled", or Voided At is not empty',
        rows: 2,
        money: 120,
      },
    ]);
    expect(file.warnings).toContain(
      'targeting.yaml, files.transactions.only: no row has "settled" as "Status"',
    );
  });
});

describe("columns", () => {
  it("of two by one name are passed over where nothing reads them, and told", async () => {
    const inputs = await readFolder({
      "targeting.yaml": "currency: EUR\n",
      "transactions.csv": `${HEADER},Next step,Next Step\nA,2024-01-01,10,call,mail\n`,
      "clients.csv": "client_id,name,seats,Seats,tools\nA,Alpha,3,4,CRM\n",
    });
    expect(inputs.histories.map(({ revenue }) => revenue)).toEqual([10]);
    expect(Object.keys(inputs.clients[0]?.firmographics ?? {})).not.toContain("seats");
    expect(inputs.clients[0]?.firmographics.tools).toBe("CRM");
    expect(fileOf(inputs, "transactions").warnings).toContain(
      'columns 4 and 5 have the same name, "Next Step": none of them is read',
    );
    expect(fileOf(inputs, "clients").unusedColumns).toEqual(["seats", "Seats"]);
  });

  it("that the settings map to nothing are not read, and one that must be read is asked for", async () => {
    const files = {
      "transactions.csv": `${HEADER},kind,currency\nA,2024-01-01,10,renewal,Local\n`,
      "clients.csv": "client_id,name,status\nA,Alpha,Working\n",
    };
    const inputs = await readFolder({
      ...files,
      "targeting.yaml":
        "currency: EUR\ncolumns: { transactions: { currency: null }, clients: { status: null } }\n",
    });
    expect(inputs.histories.map(({ revenue }) => revenue)).toEqual([10]);
    expect(inputs.clients[0]?.firmographics).not.toHaveProperty("status");
    await expect(
      readFolder({ ...files, "targeting.yaml": "columns: { transactions: { amount: null } }\n" }),
    ).rejects.toThrow(/columns\.transactions\.amount.*must be read/s);
  });

  it("of currencies hold names or symbols, too", async () => {
    const rows = [
      "A,2024-01-01,10,Euro",
      "A,2024-02-01,10,US Dollar",
      "A,2024-03-01,kr 100,",
      "A,2024-04-01,US$10,",
    ];
    const inputs = await readFolder({
      "targeting.yaml": "currency: EUR\nexchangeRates: { USD: 0.5, SEK: 0.1 }\n",
      "transactions.csv": `${HEADER},currency\n${rows.join("\n")}\n`,
    });
    expect(inputs.histories.map(({ revenue }) => revenue)).toEqual([10 + 5 + 10 + 5]);
  });
});

describe("statuses", () => {
  it("of contracts: trials are none, not renewing is an end, and unknown words are told", async () => {
    const contracts = ["active", "non_renewing", "In Trial", "Archived"].map(
      (status, index) => `C${index},2024-01-01,2024-12-31,12,${status}`,
    );
    const inputs = await readFolder({
      "targeting.yaml": "currency: EUR\nasOf: 2024-06-30\n",
      "contracts.csv": ["client_id,start,end,amount,status", ...contracts].join("\n"),
    });
    const lines = inputs.histories.flatMap(({ clientId, contractLines }) =>
      contractLines.map(({ noticeGiven }) => [clientId, noticeGiven]),
    );
    expect(lines).toEqual([
      ["C0", false],
      ["C1", true],
      ["C3", false],
    ]);
    const file = fileOf(inputs, "contracts");
    expect(file.exclusions).toEqual([{ reason: "a trial or a draft", rows: 1, money: 12 }]);
    expect(file.warnings.join()).toContain('it is not known whether "Archived" (1) end a contract');
  });

  it("of deals and leads in other languages are read by the words of the settings", async () => {
    const inputs = await readFolder({
      "targeting.yaml": "currency: EUR\noutcomes: { won: [gewonnen], lost: [Verloren, Kein Bedarf] }\n",
      "transactions.csv": `${HEADER}\nA,2024-01-01,10\nA,2024-12-31,10\n`,
      "clients.csv": "client_id,name\nA,Alpha\n",
      "opportunities.csv": [
        "opportunity_id,created_on,amount,stage,account_id,closed_on",
        ...["Gewonnen", "verloren", "Verhandlung", "Closed Won"].map(
          (stage, index) => `O${index},2024-01-01,5,${stage},A,2024-03-01`,
        ),
      ].join("\n"),
      "leads.csv": "lead_id,account_id,score,outcome\nL1,A,1,kein Bedarf\nL2,A,1,Gewonnen\nL3,A,1,offen\n",
    });
    expect(inputs.opportunities.map(({ won }) => won)).toEqual([true, false, null, true]);
    expect(inputs.decisions.leads.map(({ won }) => won)).toEqual([false, true, null]);
  });
});

describe("terms, days and ids", () => {
  it("of a term are read from the words of billing systems", async () => {
    const rows = ["A,2024-01-01,,1200,year", "B,2024-01-01,,100,Monthly", "C,2024-01-01,,300,3"];
    const inputs = await readFolder({
      "targeting.yaml":
        "currency: EUR\nasOf: 2024-02-15\ncolumns: { contracts: { term_months: Interval } }\n",
      "contracts.csv": ["client_id,start,end,amount,Interval", ...rows].join("\n"),
    });
    const months = inputs.histories.map(({ contractLines }) => contractLines[0]?.termMonths);
    expect(months).toEqual([12, 1, 3]);
  });

  it("are read with the times that databases write, and refused with the reason", async () => {
    const days = ["2023-01-03 10:22:11.123456+00", "2023-01-04T08:00:00 PST", "4/25/2023, 3:20 PM"];
    const odd = ["03-JAN-23", "3. Mai 2023", "3. März 2023"];
    const file = fileOf(
      await readFolder({
        "targeting.yaml": "currency: EUR\n",
        "transactions.csv": `client_id;date;amount\n${[...days, ...odd].map((day) => `A;${day};10`).join("\n")}\n`,
      }),
      "transactions",
    );
    expect(file.rows.accepted).toBe(3);
    expect(file.rejects.map(({ reason }) => reason)).toEqual([
      "not a date: the year has two digits",
      "not a date: names of months are read in English only",
      "not a date: names of months are read in English only",
    ]);
  });

  it.each([
    ["0000100001", "100001"],
    ["100001.0", "100001"],
    ["0015g00000ABCDEAA4", "0015g00000ABCDE"],
    ["100001;100002", "100001"],
  ])("%s is told to be another spelling of %s", async (written, listed) => {
    const inputs = await readFolder({
      "targeting.yaml": "currency: EUR\n",
      "transactions.csv": `${HEADER}\n${written},2024-01-01,10\nK,2024-01-01,10\n`,
      "clients.csv": `client_id,name\n${listed},Alpha\nK,Kappa\n`,
    });
    expect(fileOf(inputs, "transactions").warnings).toContain(
      `client_id: 1 rejected row names an account in another spelling, such as "${written}" where "${listed}" is listed; write ids alike in all files`,
    );
  });
});
