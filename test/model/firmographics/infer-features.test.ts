import { describe, expect, it } from "vitest";
import type { Account, Firmographics } from "../../../src/model/account.js";
import { inferFeatures } from "../../../src/model/firmographics/infer-features.js";

function accounts(count: number, of: (index: number) => Firmographics): Account[] {
  return Array.from({ length: count }, (_, index) => {
    return { accountId: `${index}`, name: `N${index}`, firmographics: of(index) };
  });
}

const firmographics = (index: number): Firmographics => ({
  industry: ["Retail", "Logistics", "Health"][index % 3] ?? null,
  employees: Math.round(10 * 1.2 ** (index % 40)),
  founded_year: 1960 + (index % 50),
  planet: "Earth",
  tax_number: `T-${index}`,
  fax_machine: index % 30 === 0 ? "yes" : null,
  nps: index % 10,
  territory: index % 2 === 0 ? "North" : "South",
  employee_id: index % 7,
});

describe("inferFeatures", () => {
  const clients = accounts(100, (index) => ({ ...firmographics(index), wallet: index % 5 }));
  const prospects = accounts(200, (index) => ({ ...firmographics(index), list_price_seen: index % 4 }));
  const inferred = inferFeatures(clients, prospects);

  it("tells sizes, numbers and categories, and marks how accounts were sold to", () => {
    expect(inferred.features).toEqual([
      { name: "employees", kind: "size", role: "firmographic" },
      { name: "founded_year", kind: "number", role: "firmographic" },
      { name: "industry", kind: "category", role: "firmographic" },
      { name: "territory", kind: "category", role: "how-we-sold" },
    ]);
  });

  it("leaves out the rest, each with its reason", () => {
    const reasons = Object.fromEntries(inferred.leftOut.map(({ name, reason }) => [name, reason]));
    expect(reasons).toEqual({
      employee_id: "identifies an account",
      fax_machine: expect.stringMatching(/missing for 96 %/),
      list_price_seen: "empty for every client",
      nps: expect.stringMatching(/after the sale/),
      planet: "the same for every client",
      tax_number: expect.stringMatching(/its own value/),
      wallet: "known of clients only",
    });
  });

  it("takes the fields of clients where prospects are known by none of them, and flags each", () => {
    const strangers = accounts(900, (index) => ({ address: `Street ${index}`, planet: "Earth" }));
    const alone = inferFeatures(clients, strangers, { banned: ["wallet"] });
    expect(alone.ofClientsOnly).toBe(true);
    expect(alone.features).toEqual(inferred.features);
    expect(alone.flagged.map(({ name }) => name)).toEqual(alone.features.map(({ name }) => name));
    expect(alone.flagged[0]?.reason).toContain("known of clients only");
    expect(alone.leftOut.find(({ name }) => name === "wallet")?.reason).toBe("banned in settings");
    expect(inferred.ofClientsOnly).toBe(false);
    expect(inferFeatures(clients, []).ofClientsOnly).toBe(false);
  });

  it("lets settings ban, restrict and, with a written reason, overrule; the doubt is kept", () => {
    const { features, leftOut, flagged } = inferFeatures(clients, prospects, {
      use: ["nps", "industry", "territory"],
      howWeSold: ["industry"],
      banned: ["territory"],
      allowed: { nps: "asked of everybody at a trade fair" },
    });
    expect(features).toEqual([
      { name: "industry", kind: "category", role: "how-we-sold" },
      { name: "nps", kind: "number", role: "firmographic" },
    ]);
    expect(flagged).toEqual([
      {
        name: "nps",
        reason: expect.stringMatching(/after the sale/),
        allowed: expect.stringMatching(/trade fair/),
      },
    ]);
    expect(inferFeatures(clients, prospects, { use: ["nps"], allowed: { nps: " " } }).features).toEqual([]);
    expect(leftOut.find(({ name }) => name === "territory")?.reason).toBe("banned in settings");
  });

  it("flags a field whose presence tells clients, and refuses one that gives them away", () => {
    const known = (share: number) => (index: number) => ({
      industry: index % 100 < share ? (["Retail", "Health"][index % 2] ?? null) : null,
    });
    expect(inferFeatures(accounts(100, known(100)), accounts(100, known(60))).flagged[0]?.reason).toMatch(
      /100 % of clients and 60 % of prospects/,
    );
    expect(inferFeatures(accounts(100, known(100)), accounts(100, known(5))).features).toEqual([]);
  });

  it("refuses what is dated after the sale, and flags a name that sounds of today", () => {
    const dated = (day: string) => (index: number) => ({
      employees: Math.round(10 * 1.2 ** (index % 40)),
      employees_as_of: day,
      is_growing: index % 2 === 0 ? "yes" : "no",
    });
    const saleDates = new Map(Array.from({ length: 100 }, (_, index) => [`${index}`, "2020-06-01"]));
    const infer = (day: string) =>
      inferFeatures(accounts(100, dated(day)), accounts(100, dated(day)), { saleDates });
    expect(infer("2020-05-31").features.map(({ name }) => name)).toEqual(["employees", "is_growing"]);
    expect(infer("2020-05-31").flagged).toEqual([
      { name: "is_growing", allowed: null, reason: expect.stringMatching(/state of today/) },
    ]);
    const late = infer("2024-01-01");
    expect(late.features.map(({ name }) => name)).toEqual(["is_growing"]);
    expect(late.leftOut.find(({ name }) => name === "employees")?.reason).toMatch(
      /dated after the sale for 100 %/,
    );
  });

  it("has an answer without clients, without prospects and for hostile names", () => {
    expect(inferFeatures([], []).features).toEqual([]);
    expect(inferFeatures([], prospects).features).toEqual([]);
    expect(inferFeatures(clients, []).features.map(({ name }) => name)).toContain("industry");
    const hostile = accounts(50, (index) => ({ constructor: index % 2 === 0 ? "a" : "b", "<b>": index % 3 }));
    expect(inferFeatures(hostile, hostile).features.map(({ name }) => name)).toEqual(["<b>", "constructor"]);
  });
});
