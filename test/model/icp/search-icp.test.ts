import { randomLcg } from "d3";
import { describe, expect, it } from "vitest";
import type { ValuedAccount } from "../../../src/model/account.js";
import type { Feature } from "../../../src/model/feature.js";
import { accountGroups } from "../../../src/model/icp/account-groups.js";
import { findRule } from "../../../src/model/icp/find-rule.js";
import { ruleTable } from "../../../src/model/icp/rule-table.js";
import { type IcpOptions, searchIcp } from "../../../src/model/icp/search-icp.js";
import { PLANTED_FEATURES, plantedClients } from "./planted-clients.js";

const CHEAP: IcpOptions = { seed: 1, shuffles: 59, repeats: 2, folds: 10, resamples: 20 };

function finiteEverywhere(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (value === undefined) return false;
  return typeof value !== "object" || value === null || Object.values(value).every(finiteEverywhere);
}

describe("searchIcp", { timeout: 60_000 }, () => {
  it("names the planted rule, with a cross-fitted lift below the apparent one", () => {
    const clients = plantedClients(11, 300, 0.35);
    const { proposed, avoid } = searchIcp(clients, plantedClients(12, 1000, 0), PLANTED_FEATURES, CHEAP);
    expect(proposed.status).toBe("named");
    const industry = proposed.evidence?.rule.all.find(({ field }) => field === "industry");
    expect(industry).toEqual({
      field: "industry",
      in: expect.arrayContaining(["Logistics", "Manufacturing"]),
    });
    const { lift, apparentLift, p, prospects } = proposed.evidence ?? {};
    expect(lift?.estimate).toBeGreaterThan(1.1);
    expect(lift?.estimate).toBeLessThan(apparentLift ?? 0);
    expect(lift?.low).toBeLessThanOrEqual(lift?.estimate ?? 0);
    expect(p).toBe(1 / 60);
    expect(prospects?.total).toBe(1000);
    expect(
      proposed.evidence?.conditions.find(({ condition }) => condition.field === "industry")?.returnShare,
    ).toBeGreaterThan(0.5);
    expect(avoid.evidence?.apparentLift).toBeLessThan(1);
  });

  it("names a rule in few worlds without signal", { timeout: 60_000 }, () => {
    const effort = { direction: 1, shuffles: 39, repeats: 1, folds: 5, resamples: 0 } as const;
    const statuses = Array.from({ length: 16 }, (_, world) => {
      const clients = plantedClients(300 + world, 80, 0);
      const groups = accountGroups(clients);
      const table = ruleTable(clients, PLANTED_FEATURES);
      return findRule(clients, [], groups, table, effort, randomLcg(world)).status;
    });
    expect(statuses.filter((status) => status === "named").length).toBeLessThanOrEqual(3);
  });

  it("does not depend on the order of clients or on the currency, and repeats itself", () => {
    const clients = plantedClients(21, 150, 0.5);
    const found = searchIcp(clients, [], PLANTED_FEATURES, CHEAP);
    expect(searchIcp([...clients].reverse(), [], PLANTED_FEATURES, CHEAP)).toEqual(found);
    const scaled = clients.map((client) => ({ ...client, clv: client.clv * 1024 }));
    const inOtherMoney = searchIcp(scaled, [], PLANTED_FEATURES, CHEAP);
    expect(inOtherMoney.proposed.evidence?.rule).toEqual(found.proposed.evidence?.rule);
    const lift = found.proposed.evidence?.lift;
    if (!lift) throw new Error("no lift");
    const { value, low, high } = lift.difference;
    expect(inOtherMoney.proposed.evidence?.lift).toEqual({
      ...lift,
      difference: { value: 1024 * value, low: 1024 * low, high: 1024 * high },
    });
    expect(inOtherMoney.proposed.evidence?.p).toBe(found.proposed.evidence?.p);
  });

  it("measures the current ICP by the same yardstick and says who moves", () => {
    const clients = plantedClients(31, 400, 0.6);
    const prospects = plantedClients(32, 500, 0);
    const currentRule = { all: [{ field: "country", in: ["Germany"] }] };
    const { current, change, proposed } = searchIcp(clients, prospects, PLANTED_FEATURES, {
      ...CHEAP,
      currentRule,
    });
    expect(proposed.status).toBe("named");
    const matched = clients.filter(({ firmographics }) => firmographics.country === "Germany");
    expect(current?.clients.matched).toBe(matched.length);
    const total = clients.reduce((sum, { clv }) => sum + clv, 0);
    expect(current?.clvShare).toBeCloseTo(matched.reduce((sum, { clv }) => sum + clv, 0) / total, 12);
    expect(current?.lift?.low).toBeLessThan(1);
    expect((change?.clients.leave.count ?? 0) + (change?.clients.stay.count ?? 0)).toBe(matched.length);
    expect(change?.clients.leave.accountIds).toHaveLength(change?.clients.leave.count ?? -1);
    expect((change?.prospects.enter ?? 0) + (change?.prospects.stay ?? 0)).toBe(
      proposed.evidence?.prospects.matched,
    );
  });

  it("never puts how an account was sold to into a rule", () => {
    const clients = plantedClients(41, 300, 0.8);
    const features = PLANTED_FEATURES.map((feature) =>
      feature.name === "industry" ? { ...feature, role: "how-we-sold" as const } : feature,
    );
    const { proposed, avoid, commonTraits } = searchIcp(clients, [], features, CHEAP);
    expect(JSON.stringify([proposed, avoid])).not.toContain('"industry"');
    expect(commonTraits.traits.some(({ role }) => role === "how-we-sold")).toBe(true);
  });

  it("keeps clients of one parent together: copies of a client do not make evidence", () => {
    const originals = plantedClients(51, 40, 0);
    const copies = originals.flatMap((client) =>
      Array.from({ length: 8 }, (_, copy) => ({ ...client, accountId: `${client.accountId}-${copy}` })),
    );
    expect(searchIcp(copies, [], PLANTED_FEATURES, CHEAP).proposed.status).toBe("not enough evidence");
  });
});

describe("searchIcp on bad tables", { timeout: 60_000 }, () => {
  const clients = plantedClients(81, 300, 0.8);
  const withField = (value: (index: number) => string | number | null) =>
    clients.map((client, index) => ({
      ...client,
      firmographics: { ...client.firmographics, odd: value(index) },
    }));
  const features = (kind: "category" | "number"): readonly Feature[] => [
    ...PLANTED_FEATURES,
    { name: "odd", kind, role: "firmographic" },
  ];
  const plain = searchIcp(clients, [], PLANTED_FEATURES, CHEAP).proposed.evidence?.rule;

  it.each([
    [
      "a category with thousands of levels",
      "category",
      (index: number) => `level ${(index * 7919) % 10_000}`,
    ],
    ["a constant category", "category", () => "Earth"],
    ["a constant measure", "number", () => 7],
    ["a field that nobody has", "category", () => null],
  ] as const)("%s changes nothing", (_, kind, value) => {
    expect(searchIcp(withField(value), [], features(kind), CHEAP).proposed.evidence?.rule).toEqual(plain);
  });

  it("names a rule where every account lacks some field", () => {
    const names = PLANTED_FEATURES.map(({ name }) => name);
    const gappy = clients.map((client, index) => ({
      ...client,
      firmographics: { ...client.firmographics, [names[index % names.length] ?? ""]: null },
    }));
    const { proposed } = searchIcp(gappy, [], PLANTED_FEATURES, CHEAP);
    expect(proposed.status).toBe("named");
    expect(finiteEverywhere(proposed)).toBe(true);
  });

  it("says that five clients are too few", () => {
    expect(searchIcp(clients.slice(0, 5), [], PLANTED_FEATURES, CHEAP).proposed).toEqual({
      status: "not enough evidence",
      reason: "only 5 clients have a CLV to learn from; a rule needs at least 20",
      evidence: null,
    });
  });
});

describe("searchIcp on what cannot be learnt from", () => {
  const clients = plantedClients(61, 60, 0.5);
  const cases: readonly (readonly [string, readonly ValuedAccount[], RegExp])[] = [
    ["no client", [], /only 0 clients/],
    ["one client", clients.slice(0, 1), /only 1 client has/],
    ["all CLV equal", clients.map((client) => ({ ...client, clv: 5 })), /worth about the same/],
    ["all CLV zero", clients.map((client) => ({ ...client, clv: 0 })), /worth about the same/],
    ["all CLV negative", clients.map((client) => ({ ...client, clv: -client.clv })), /./],
    ["CLV not finite", clients.map((client) => ({ ...client, clv: Number.NaN })), /only 0 clients/],
    [
      "all alike",
      clients.map((client) => ({ ...client, firmographics: clients[0]?.firmographics ?? {} })),
      /./,
    ],
    ["nothing known", clients.map((client) => ({ ...client, firmographics: {} })), /no firmographic/],
    [
      "a category with a level for each",
      clients.map((client, index) => ({ ...client, firmographics: { industry: `level ${index}` } })),
      /no firmographic/,
    ],
  ];
  it.each(cases)("%s", (_, accounts, reason) => {
    const currentRule = { all: [{ field: "constructor", in: ["x"] }] };
    const found = searchIcp(accounts, [], PLANTED_FEATURES, { ...CHEAP, currentRule });
    expect(found.proposed.status).toBe("not enough evidence");
    expect(found.proposed.reason).toMatch(reason);
    expect(finiteEverywhere(found)).toBe(true);
    expect(found.current?.lift).toBeNull();
  });
});
