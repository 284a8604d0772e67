import { describe, expect, it } from "vitest";
import { searchRows, sortRows } from "../../src/components/tables/table-order.js";

const rows = [
  { name: "Müller 10", worth: 3 },
  { name: "Müller 9", worth: null },
  { name: "Ångström", worth: -1 },
];
const columns = [
  { key: "name", label: "Name" },
  { key: "worth", label: "Worth" },
];
const names = (sorted: readonly { name: string }[]) => sorted.map(({ name }) => name);

describe("sortRows", () => {
  it("puts missing values last either way", () => {
    expect(names(sortRows(rows, columns, { key: "worth", descending: true })).at(-1)).toBe("Müller 9");
    expect(names(sortRows(rows, columns, { key: "worth", descending: false })).at(-1)).toBe("Müller 9");
  });

  it("orders words as people do, and leaves the input alone", () => {
    const before = [...rows];
    expect(names(sortRows(rows, columns, { key: "name", descending: false }))).toEqual([
      "Ångström",
      "Müller 9",
      "Müller 10",
    ]);
    expect(rows).toEqual(before);
    expect(sortRows(rows, columns, { key: "nothing", descending: true })).toBe(rows);
  });
});

describe("searchRows", () => {
  it("finds every word without regard to case or accents", () => {
    expect(names(searchRows(rows, [{ key: "name", label: "Name" }], "MULLER 9"))).toEqual(["Müller 9"]);
    expect(searchRows(rows, [{ key: "name", label: "Name" }], "  ")).toBe(rows);
    expect(searchRows(rows, [{ key: "name", label: "Name" }], ".*")).toEqual([]);
  });

  it.each([
    ["reuss", "Reuß Drives SE"],
    ["REUẞ", "Reuß Drives SE"],
    ["reuß", "Reuss Cargo"],
    ["moller", "Møller Spedition"],
    ["møller", "Moller Ltd"],
    ["Orlowska", "Orłowska sp. z o.o."],
    ["Orłowska", "Orlowska"],
    ["aero oeuvre", "Ærø Œuvre"],
  ])("finds %s in %s, whichever of the two has the special letter", (query, name) => {
    const found = searchRows([{ name }], [{ key: "name", label: "Name" }], query);
    expect(found).toHaveLength(1);
  });
});
