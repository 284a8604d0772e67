import { randomLcg } from "d3";
import { describe, expect, it } from "vitest";
import type { Feature } from "../../../src/model/feature.js";
import {
  type AccountTable,
  tableSlice,
  tabulateAccounts,
} from "../../../src/model/lookalike/encoding/account-table.js";
import { nearestAccounts, similarityIndex } from "../../../src/model/lookalike/similarity/similarity.js";

const FEATURES: readonly Feature[] = [
  { name: "industry", kind: "category", role: "firmographic" },
  { name: "employees", kind: "size", role: "firmographic" },
  { name: "founded", kind: "number", role: "firmographic" },
  { name: "constant", kind: "number", role: "firmographic" },
  { name: "empty", kind: "size", role: "firmographic" },
  { name: "code", kind: "category", role: "firmographic" },
  { name: "skewed", kind: "number", role: "firmographic" },
];

function accounts(count: number, seed: number) {
  const random = randomLcg(seed);
  const known = <Value>(value: Value): Value | null => (random() < 0.12 ? null : value);
  return Array.from({ length: count }, () => ({
    firmographics: {
      industry: known(`industry ${Math.floor(6 * random())}`),
      employees: known(Math.round(Math.exp(9 * random()))),
      founded: known(1950 + Math.floor(70 * random())),
      constant: 7,
      empty: null,
      code: known(`code ${Math.floor(3000 * random())}`),
      skewed: known(Math.exp(14 * random())),
    },
  }));
}

function tables(clients: number, prospects: number): readonly [AccountTable, AccountTable] {
  const [a, b] = tabulateAccounts(FEATURES, [accounts(clients, 1), accounts(prospects, 2)]);
  if (a === undefined || b === undefined) throw new Error("two lists give two tables");
  return [a, b];
}

describe("the nearest accounts", () => {
  it("are the same whether all are compared in full or most are passed over", () => {
    const [clients, prospects] = tables(301, 900);
    const weights = Float64Array.from([3, 4, 1, 1, 1, 2, 2]);
    const index = similarityIndex(clients, weights);
    const together = nearestAccounts(index, prospects, 3);
    for (let start = 0; start < 900; start += 100) {
      // So few comparisons are made in full.
      const few = nearestAccounts(index, tableSlice(prospects, start, start + 100), 3);
      expect(few.rows).toEqual(together.rows.slice(3 * start, 3 * (start + 100)));
      expect(few.similarities).toEqual(together.similarities.slice(3 * start, 3 * (start + 100)));
    }
  });

  it("are all alike, in order, when nothing tells accounts apart", () => {
    const [clients, prospects] = tables(260, 900);
    const blank = (table: AccountTable): AccountTable => ({
      ...table,
      columns: table.columns.map((column) => ({ ...column, values: column.values.map(() => 1) })),
    });
    const nearest = nearestAccounts(
      similarityIndex(blank(clients), new Float64Array(7).fill(1)),
      blank(prospects),
      3,
    );
    expect([...nearest.rows.slice(0, 3)]).toEqual([0, 1, 2]);
    expect(Math.min(...nearest.similarities)).toBe(1);
  });
});
