import { describe, expect, it } from "vitest";
import { fileOf, readFolder } from "./read-folder.js";

describe("the list of clients", () => {
  it("is asked about where many bring nothing, or share what one company has to itself", async () => {
    const rows = Array.from({ length: 60 }, (_, at) => {
      const phone = at < 12 ? `555-${at % 6}` : at < 40 ? "000" : `777-${at}`;
      return `C${at},Company ${at},${phone}`;
    });
    const books = Array.from({ length: 40 }, (_, at) => `C${at},2024-01-0${1 + (at % 9)},10`);
    const inputs = await readFolder({
      "transactions.csv": `client_id,date,amount\n${books.join("\n")}\n`,
      "clients.csv": `client_id,name,Phone\n${rows.join("\n")}\n`,
    });
    expect(fileOf(inputs, "clients").warnings).toEqual([
      '20 of 60 clients, such as "C40", have neither a transaction nor a contract and take part in no figure: are books missing, or do they belong into prospects?',
      '12 of 60 clients, such as "C0", share their name or Phone with another, and each counts as a client of its own: is one listed several times? Then write one client_id in all of its rows',
    ]);
    const few = await readFolder({
      "transactions.csv": `client_id,date,amount\n${books.slice(0, 3).join("\n")}\n`,
      "clients.csv": `client_id,name,Phone\n${rows.slice(0, 9).join("\n")}\n`,
    });
    expect(fileOf(few, "clients").warnings).toEqual([]);
    expect(few.quality.warnings).toEqual([
      "the report's currency is taken to be EUR, since the books name none without a rate: write currency: EUR, or the code of yours, in targeting.yaml",
    ]);
  });
});
