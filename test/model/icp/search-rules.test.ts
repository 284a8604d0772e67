import { describe, expect, it } from "vitest";
import type { Account } from "../../../src/model/account.js";
import { matches } from "../../../src/model/icp/rule.js";
import { ruleTable } from "../../../src/model/icp/rule-table.js";
import { searchExcess } from "../../../src/model/icp/search-excess.js";
import {
  MAX_DEPTH,
  matchingRows,
  minimumSupport,
  ruleOf,
  searchRules,
} from "../../../src/model/icp/search-rules.js";
import { PLANTED_FEATURES, plantedClients } from "./planted-clients.js";

describe("searchRules", () => {
  it("scores a hand-worked case: one category of two, 10 rows of 20 worth 3 against 1", () => {
    const accounts: Account[] = Array.from({ length: 20 }, (_, index) => {
      return { accountId: `${index}`, name: "", firmographics: { kind: index < 10 ? "good" : "bad" } };
    });
    const table = ruleTable(accounts, [{ name: "kind", kind: "category", role: "firmographic" }]);
    const rows = Int32Array.from(accounts.keys());
    const excess = Float64Array.from(accounts, (_, index) => (index < 10 ? 1 : -1));
    const [best] = searchRules(table, rows, excess);
    expect(best && ruleOf(table, best)).toEqual({ all: [{ field: "kind", in: ["good"] }] });
    expect(best?.count).toBe(10);
    // Σ excess·√n/(n + 20) = 10·√10/30
    expect(best?.score).toBeCloseTo((10 * Math.sqrt(10)) / 30, 12);
  });

  it("finds rules whose rows are those that the rule matches, within depth and support", () => {
    const clients = plantedClients(71, 200, 0.5);
    const table = ruleTable(clients, PLANTED_FEATURES);
    const rows = Int32Array.from(clients.keys());
    const excess = searchExcess(
      clients.map(({ clv }) => clv),
      rows,
      1,
    );
    const candidates = searchRules(table, rows, excess);
    expect(candidates.length).toBeGreaterThan(50);
    for (const candidate of candidates) {
      const matched = rows.filter((row) => {
        const client = clients[row];
        return client !== undefined && matches(ruleOf(table, candidate), client);
      });
      expect(matchingRows(table, candidate.conditions, rows)).toEqual(matched);
      expect(candidate.count).toBe(matched.length);
      expect(candidate.count).toBeGreaterThanOrEqual(minimumSupport(200));
      expect(candidate.excess).toBe(matched.reduce((sum, row) => sum + (excess[row] ?? 0), 0));
      expect(candidate.conditions.length).toBeLessThanOrEqual(MAX_DEPTH);
    }
  });
});

describe("searchExcess", () => {
  it("centres whole numbers that are the same in any currency and turned by the direction", () => {
    const clv = [1, 2, 3, 4, 100];
    const rows = Int32Array.from(clv.keys());
    const excess = searchExcess(clv, rows, 1);
    expect(excess.every(Number.isInteger)).toBe(true);
    expect(Math.abs(excess.reduce((sum, value) => sum + value, 0))).toBeLessThan(5);
    expect(
      searchExcess(
        clv.map((value) => value * 8),
        rows,
        1,
      ),
    ).toEqual(excess);
    expect(searchExcess(clv, rows, -1)[4]).toBe(-(excess[4] ?? 0));
  });
});
