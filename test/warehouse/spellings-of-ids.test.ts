import { describe, expect, it } from "vitest";
import { fileOf, readFolder } from "./read-folder.js";

const CAFE = "Caf\u00e9";
const CAFE_APART = "Cafe\u0301";
const GA_APART = "\u304b\u3099"; // か and its mark; が in one
const HEADER = "client_id,date,amount";

describe("ids", () => {
  it("are one with accents joined to their letters or apart, and with spaces of any kind", async () => {
    const written = [
      [CAFE, CAFE, CAFE_APART],
      ["\u304c", "\u304c", GA_APART],
      ["A B", "A\u00a0B", "A  B", "A \u2009 B", " A B", "\u200bA\u200b B\ufeff"],
    ];
    const rows = written.flatMap((ids) => ids.map((id) => `${id},2024-01-01,10`));
    // Typed while the file is read, and as text for its selection of rows.
    for (const all of ["", "\nfiles: { transactions: { only: { all: [k] } } }"]) {
      const inputs = await readFolder({
        "targeting.yaml": `currency: EUR${all}\n`,
        "transactions.csv": `${HEADER},all\n${rows.map((row) => `${row},k`).join("\n")}\n`,
        "clients.csv": `client_id,name,parent_id\n${CAFE_APART},Coffee,A  B\nA B,Ab,\n${GA_APART},Ga,\n`,
      });
      expect(inputs.histories.map(({ clientId, revenue }) => [clientId, revenue])).toEqual([
        ["A B", 60],
        [CAFE, 30],
        ["\u304c", 30],
      ]);
      expect(inputs.clients.map(({ accountId, parentId }) => [accountId, parentId])).toEqual([
        ["A B", null],
        [CAFE, "A B"],
        ["\u304c", null],
      ]);
    }
  });

  it("are known again where they follow their number, however they are written", async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `N\u00b0 ${index + 1}`);
    const again = ["N\u00b0  7", "N\u00b0\u00a09", "N\u200b\u00b0 11", "N\u00b0 12\u0301"];
    const rows = [...ids, ...again].map((id, index) => `${id},A,2024-01-01,${index}`);
    const file = fileOf(
      await readFolder({ "transactions.csv": `transaction_id,${HEADER}\n${rows.join("\n")}\n` }),
      "transactions",
    );
    expect(file.rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [202, "used before with other content on line 8"],
      [203, "used before with other content on line 10"],
      [204, "used before with other content on line 12"],
    ]);
  });

  it("are found where only the end of a long file is written otherwise", async () => {
    const many = Array.from({ length: 40_000 }, (_, index) => `${CAFE},2024-01-01,${index}.5,services`);
    const csv = `${HEADER},product\n${many.join("\n")}\n${CAFE_APART},2024-01-01,1,services\n`;
    const { histories } = await readFolder({ "transactions.csv": csv });
    expect(histories.map(({ clientId, revenue }) => [clientId, revenue])).toEqual([
      [CAFE, (40_000 * 39_999) / 2 + 20_001],
    ]);
  });

  it("that differ in case or spaces only are told, and kept apart", async () => {
    const csv = `${HEADER}\nA1,2024-01-01,10\na1,2024-01-01,10\nA 1,2024-01-01,10\nB,2024-01-01,10\n`;
    const alone = await readFolder({ "transactions.csv": csv });
    expect(alone.histories).toHaveLength(4);
    expect(alone.quality.warnings).toContain(
      'client_id: 3 ids differ from another in case or spaces only, such as "A 1" and "a1"; each counts as an account of its own',
    );
    const listed = await readFolder({
      "transactions.csv": csv,
      "clients.csv": "client_id,name\nA1,One\nB,Two\nb,Three\n",
    });
    expect(fileOf(listed, "transactions").warnings).toEqual([
      'client_id: 2 rejected rows name an account in another spelling, such as "A 1" where "A1" is listed; write ids alike in all files',
    ]);
    expect(fileOf(listed, "clients").warnings).toEqual([
      'client_id: 2 ids differ from another in case or spaces only, such as "B" and "b"; each counts as an account of its own',
    ]);
  });

  it("and names in the settings are one with accents apart, too", async () => {
    const inputs = await readFolder({
      "targeting.yaml": `margin: { byProduct: { "${CAFE_APART}": 0.25 } }\n`,
      "transactions.csv": `${HEADER},product\nA,2024-01-01,100,${CAFE}\nA,2024-01-01,100,${CAFE_APART}\n`,
    });
    expect(inputs.histories).toMatchObject([{ historicMargin: { initial: 50 } }]);
  });
});
