import iconv from "iconv-lite";
import { beforeAll, describe, expect, it } from "vitest";
import type { Inputs } from "../../../src/warehouse/inputs.js";
import { fileOf, readFolder, refusal } from "../read-folder.js";
import { BOOKS, meaning } from "./same-inputs.js";

let plain: Inputs;
beforeAll(async () => {
  plain = await readFolder({ "transactions.csv": BOOKS });
});

describe("a file in another encoding than UTF-8", () => {
  it.each([
    [
      "Windows-1252",
      iconv.encode(BOOKS, "windows-1252"),
      "Read as Windows-1252, since it is no valid UTF-8.",
    ],
    [
      "UTF-16, little end first",
      iconv.encode(`\ufeff${BOOKS}`, "utf-16le"),
      "Read as UTF-16LE, since its byte order mark.",
    ],
    [
      "UTF-16, big end first",
      iconv.encode(`\ufeff${BOOKS}`, "utf-16be"),
      "Read as UTF-16BE, since its byte order mark.",
    ],
    [
      "UTF-16 without a mark",
      iconv.encode(BOOKS, "utf-16le"),
      "Read as UTF-16LE, since every other byte of its header is NUL.",
    ],
    [
      "UTF-16 without a mark, big end first",
      iconv.encode(BOOKS, "utf-16be"),
      "Read as UTF-16BE, since every other byte of its header is NUL.",
    ],
  ])("gives what UTF-8 gives: %s", async (_, bytes, warning) => {
    const inputs = await readFolder({ "transactions.csv": bytes });
    expect(meaning(inputs)).toEqual(meaning(plain));
    const file = fileOf(inputs, "transactions");
    expect(file.warnings[0]).toBe(warning);
    expect(file.bytes).toBe(bytes.length);
  });

  it("is known by one byte a megabyte below its head", async () => {
    const filler = Array.from({ length: 60_000 }, (_, index) => `C1,2024-01-01,${index}.00,\n`).join("");
    const text = `client_id,date,amount,product\n${filler}Süd,2024-01-02,7.00,10 €\n`;
    const inputs = await readFolder({ "transactions.csv": iconv.encode(text, "windows-1252") });
    expect(inputs.histories.map(({ clientId }) => clientId)).toEqual(["C1", "Süd"]);
    const whole = await readFolder({ "transactions.csv": text });
    expect(meaning(inputs)).toEqual(meaning(whole));
    expect(fileOf(whole, "transactions").warnings).toEqual([]);
  });

  it("may be joined from two encodings: each line is read in its own, and told", async () => {
    const bytes = Buffer.concat([
      Buffer.from("client_id,date,amount\nMüller,2024-01-01,1\n"),
      iconv.encode("Søren,2024-01-02,2\nZoë,2024-01-03,3\n", "windows-1252"),
    ]);
    const inputs = await readFolder({ "transactions.csv": bytes });
    expect(inputs.histories.map(({ clientId }) => clientId)).toEqual(["Müller", "Søren", "Zoë"]);
    expect(fileOf(inputs, "transactions").warnings[0]).toContain(
      "2 lines are no valid UTF-8, the first line 3, and read as Windows-1252",
    );
  });

  it("is refused when it is none that is read, or ends inside a character", async () => {
    const unknown = Buffer.concat([Buffer.from("client_id,date,amount\nA"), Buffer.from([0x81, 0x0a])]);
    expect(await refusal({ "transactions.csv": unknown })).toBe(
      "transactions.csv, line 2: the text here is neither UTF-8 nor Windows-1252; save the file as “CSV UTF-8”",
    );
    const wide = iconv.encode(`\ufeff${BOOKS}`, "utf-16le");
    expect(await refusal({ "transactions.csv": wide.subarray(0, wide.length - 1) })).toContain(
      "transactions.csv: the UTF-16 file ends inside a character",
    );
  });
});
