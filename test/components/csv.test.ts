import { csvParse, csvParseRows } from "d3";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnName, toCsv } from "../../src/components/tables/csv.js";
import { formatter } from "../../src/components/words/format.js";
import { csvCell, textOfCsvCell } from "../../src/model/csv-cell.js";

describe("csvCell", () => {
  it("leaves numbers as numbers and missing values empty", () => {
    expect([csvCell(-1.5), csvCell(Number.NaN), csvCell(null), csvCell(undefined), csvCell(false)]).toEqual([
      "-1.5",
      "",
      "",
      "",
      "false",
    ]);
  });

  it("disarms text that a spreadsheet would run", () => {
    for (const start of ["=", "+", "-", "@", "\t"]) expect(csvCell(`${start}1+1`)).toBe(`'${start}1+1`);
    // A line's end begins a cell for who parts cells at semicolons, whatever quotes are around it.
    expect(csvCell("\r=1")).toBe(`"'\r'=1"`);
    expect(csvCell('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
  });

  it("disarms what begins within text where cells are parted at semicolons or tabs", () => {
    const cells = ["Acme;=1+1", "Acme\t@x", "Acme\n+x", 'Acme; "=x"', "a;=b;-c", "Acme;Co"].map(csvCell);
    expect(cells).toEqual([
      "Acme;'=1+1",
      "Acme\t'@x",
      `"Acme\n'+x"`,
      `"Acme;' ""=x"""`,
      "a;'=b;'-c",
      "Acme;Co",
    ]);
    const text = fc.string({ unit: fc.constantFrom(..."=+-@;\t\r\n'\"＝ ab,") });
    fc.assert(
      fc.property(text, (value) => {
        const cell = csvCell(value);
        for (const separator of [";", "\t"]) {
          for (const part of cell
            .split(/[\r\n]/)
            .flatMap((line) => line.split(separator))
            .slice(1)) {
            expect(part).not.toMatch(/^["\s]*[=+\-@＝]/);
          }
        }
        expect(textOfCsvCell(csvParseRows(cell)[0]?.join() ?? "")).toBe(value);
      }),
      { seed: 6, numRuns: 1000 },
    );
  });

  it("gives back every text that was put in", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (a, b) => {
        fc.pre(!/^[=+\-@\t\r]/.test(a) && !/^[=+\-@\t\r]/.test(b) && !a.includes("\r") && !b.includes("\r"));
        const [row] = csvParse(
          toCsv(
            [{ a, b, c: 1 }],
            ["a", "b", "c"].map((key) => ({ key, label: key })),
          ),
        );
        expect(row).toEqual({ a, b, c: "1" });
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

describe("toCsv", () => {
  it("leaves what keeps a minus with its amount to the screen", () => {
    const { moneyShort } = formatter({ currency: "EUR", locale: "en-GB" });
    expect(moneyShort(-4180)).toBe("−\u2060€4.2k");
    expect(toCsv([{ change: `up by ${moneyShort(-4180)}` }], [{ key: "change", label: "Change" }])).toBe(
      "change\r\nup by −€4.2k\r\n",
    );
  });

  it("names columns as the exports do, ends lines with CRLF, leaves drawings out", () => {
    const rows = [{ clientId: "C1", clvLow: 2.5, expectedRevenue12m: null, bar: "x" }];
    const text = toCsv(rows, [
      { key: "clientId", label: "Id", only: "file" },
      { key: "clvLow", label: "From" },
      { key: "expectedRevenue12m", label: "Revenue" },
      { key: "bar", label: "Interval", only: "screen" },
    ]);
    expect(text).toBe("client_id,clv_low,expected_revenue_12m\r\nC1,2.5,\r\n");
    expect(columnName("capturedTop10")).toBe("captured_top_10");
  });
});

it("rounds numbers as they may be read, and names what they are in", () => {
  const rows = [{ earned: 50410.3606740501, share: 0.10979613268046212, clients: 3, tiny: 5e-17 }];
  const columns = [
    { key: "earned", label: "Earned", unit: "JPY" },
    { key: "share", label: "Share" },
    { key: "clients", label: "Clients" },
    { key: "tiny", label: "Tiny" },
  ];
  expect(toCsv(rows, columns)).toBe("earned_jpy,share,clients,tiny\r\n50410.36,0.1098,3,0\r\n");
});
