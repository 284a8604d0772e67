import { describe, expect, it } from "vitest";
import type { Account } from "../../../src/model/account.js";
import { matchingRows, ruleOf } from "../../../src/model/icp/candidate.js";
import { tellingFields } from "../../../src/model/icp/field-evidence.js";
import { matches } from "../../../src/model/icp/rule.js";
import { minimumSupport } from "../../../src/model/icp/rule-beam.js";
import { ruleTable } from "../../../src/model/icp/rule-table.js";
import { searchExcess } from "../../../src/model/icp/search-excess.js";
import { bestRule, MAX_DEPTH, searchRules } from "../../../src/model/icp/search-rules.js";
import { PLANTED_FEATURES, plantedClients } from "./planted-clients.js";

describe("searchRules", () => {
  it("scores a hand-worked case: one category of two, 10 rows of 20 worth 3 against 1", () => {
    const accounts: Account[] = Array.from({ length: 20 }, (_, index) => {
      return { accountId: `${index}`, name: "", firmographics: { kind: index < 10 ? "good" : "bad" } };
    });
    const table = ruleTable(accounts, [{ name: "kind", kind: "category", role: "firmographic" }]);
    const rows = Int32Array.from(accounts.keys());
    const excess = Float64Array.from(accounts, (_, index) => (index < 10 ? 1 : -1));
    const [best] = searchRules(table, rows, excess, new Float64Array(table.fields.length));
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
    const candidates = searchRules(table, rows, excess, new Float64Array(table.fields.length));
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

describe("bestRule", () => {
  const clients = plantedClients(72, 150, 0.4);
  const table = ruleTable(clients, PLANTED_FEATURES);
  const rows = Int32Array.from(clients.keys());
  const excess = searchExcess(
    clients.map(({ clv }) => clv),
    rows,
    1,
  );
  const prices = new Float64Array(table.fields.length).fill(0.5);
  const [best] = searchRules(table, rows, excess, prices);
  const score = best?.score ?? Number.NaN;

  it("is at least as good as the best of the whole search", () => {
    expect(bestRule(table, rows, excess, prices)?.score).toBeGreaterThanOrEqual(score);
  });

  it("says whether a target is reached", () => {
    expect(bestRule(table, rows, excess, prices, 0.9 * score)?.score).toBeGreaterThanOrEqual(0.9 * score);
    expect(bestRule(table, rows, excess, prices, 1.5 * score)).toBeNull();
  });

  it("names a field whose conditions are dear only where they earn it", () => {
    const dear = Float64Array.from(prices, () => 100);
    const [cheap = 0] = best?.conditions.map(({ field }) => field) ?? [];
    dear[cheap] = 0;
    expect(bestRule(table, rows, excess, dear)?.conditions.map(({ field }) => field)).toEqual([cheap]);
  });
});

describe("tellingFields", () => {
  const telling = (seed: number, count: number, signal: number) => {
    const clients = plantedClients(seed, count, signal);
    const table = ruleTable(clients, PLANTED_FEATURES);
    const rows = Int32Array.from(clients.keys());
    const clv = clients.map((client) => client.clv);
    const fields = tellingFields(table, rows, searchExcess(clv, rows, 1), 1);
    return [...fields].map((field) => table.fields[field]?.conditions[0]?.field).sort();
  };

  it("finds the planted fields, and seldom any other", () => {
    const found = Array.from({ length: 20 }, (_, world) => telling(500 + world, 300, 1));
    expect(found.filter((fields) => fields.includes("industry")).length).toBe(20);
    expect(found.filter((fields) => fields.includes("erp")).length).toBeGreaterThan(10);
    const others = found.flat().filter((field) => field !== "industry" && field !== "erp");
    expect(others.length).toBeLessThanOrEqual(3);
  });

  it("finds none in most worlds without any", () => {
    const found = Array.from({ length: 60 }, (_, world) => telling(600 + world, 120, 0));
    expect(found.filter((fields) => fields.length > 0).length).toBeLessThanOrEqual(7);
  });

  it("counts copies of one parent once", () => {
    const clients = plantedClients(700, 60, 0.35);
    const copies = Array.from({ length: 10 }, () => clients).flat();
    const table = ruleTable(copies, PLANTED_FEATURES);
    const rows = Int32Array.from(copies.keys());
    const excess = searchExcess(
      copies.map(({ clv }) => clv),
      rows,
      1,
    );
    const once = tellingFields(table, rows, excess, 0.1);
    expect(once.size).toBeLessThan(tellingFields(table, rows, excess, 1).size);
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
