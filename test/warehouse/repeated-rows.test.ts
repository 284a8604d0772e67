import { describe, expect, it } from "vitest";
import { fileOf, readFolder } from "./read-folder.js";

const DAYS = Array.from(
  { length: 40 },
  (_, index) => `2024-0${1 + Math.floor(index / 10)}-${10 + (index % 10)}`,
);

/** Three rows of each day, each of another client and amount. */
const ROWS = DAYS.flatMap((day, index) =>
  [0, 1, 2].map((client) => `C${client},${day},${index + 1}.5${client}`),
);

async function warningsOn(rows: readonly string[], header = "client_id,date,amount"): Promise<string[]> {
  const inputs = await readFolder({ "transactions.csv": `${[header, ...rows].join("\n")}\n` });
  return [...fileOf(inputs, "transactions").warnings];
}

describe("rows without an id that are the same in every cell", () => {
  it("are counted and asked about where a file, or whole days of it, are there twice", async () => {
    const all =
      "120 of 240 rows are the same in every cell as an earlier row, and count, with 2521.20 EUR: was something exported twice? Remove what is there twice, or map transaction_id";
    expect(await warningsOn([...ROWS, ...ROWS])).toEqual([all]);
    // Read as text, for its selection of rows, and by the common forms: with the same words.
    const selected = await readFolder({
      "transactions.csv": `client_id,date,amount,all\n${[...ROWS, ...ROWS].map((row) => `${row},k`).join("\n")}\n`,
      "targeting.yaml": "files: { transactions: { only: { all: [k] } } }\n",
    });
    expect(fileOf(selected, "transactions").warnings).toEqual([all]);
    expect(await warningsOn([...ROWS, ...ROWS.slice(0, 3)])).toEqual([
      "3 of 123 rows are the same in every cell as an earlier row, and count, with 4.53 EUR: was something exported twice? Remove what is there twice, or map transaction_id",
    ]);
  });

  it("are no matter where some rows of a day are alike, a cell tells them apart, or an id names them", async () => {
    expect(await warningsOn([...ROWS, ...ROWS.slice(0, 1), ...ROWS.slice(30, 31)])).toEqual([]);
    expect(await warningsOn(ROWS)).toEqual([]);
    const numbered = [...ROWS, ...ROWS].map((row, index) => `${row},${index}`);
    expect(await warningsOn(numbered, "client_id,date,amount,line")).toEqual([]);
    expect(await warningsOn(numbered, "client_id,date,amount,transaction_id")).toEqual([]);
  });

  it("are asked about in contracts and spend, too", async () => {
    const contracts = ["A,2024-01-01,2024-12-31,1200", "B,2024-01-01,2024-12-31,600"];
    const spend = ["2024-01,Expo,10"];
    const inputs = await readFolder({
      "contracts.csv": `${["client_id,start,end,amount", ...contracts, ...contracts].join("\n")}\n`,
      "spend.csv": `${["month,channel,amount", ...spend, ...spend].join("\n")}\n`,
    });
    expect(fileOf(inputs, "contracts").warnings).toEqual([
      "2 of 4 rows are the same in every cell as an earlier row, and count, with 1800.00 EUR: was something exported twice? Remove what is there twice, or map contract_id",
    ]);
    expect(fileOf(inputs, "spend").warnings.join()).toContain("1 of 2 rows are the same");
  });
});
