import { describe, expect, it } from "vitest";
import type { ValuedAccount } from "../../../src/model/account.js";
import { assignSegment } from "../../../src/model/segments/assign-segment.js";
import { findSegments, type SegmentOptions } from "../../../src/model/segments/find-segments.js";
import { CLUSTERED_FEATURES, clusteredAccounts } from "./clustered-accounts.js";

const CHEAP: SegmentOptions = { seed: 1, resamples: 15, nulls: 19, nullResamples: 4, starts: 2 };

describe("findSegments", { timeout: 60_000 }, () => {
  const clients = clusteredAccounts(1, 180, 3);
  const found = findSegments(clients, CLUSTERED_FEATURES, CHEAP);

  it("recovers three separate kinds, named by what they are, best first", () => {
    expect(found.status).toBe("segments");
    expect(found.segments.map(({ name }) => name)).toEqual([
      expect.stringMatching(/logistics on SAP/i),
      expect.stringMatching(/^Large financial services on Dynamics/),
      expect.stringMatching(/^Small retail on Oracle/),
    ]);
    const means = found.segments.map(({ clvMean }) => clvMean);
    expect(means).toEqual([...means].sort((a, b) => b - a));
    expect(found.agreement).toBeGreaterThan(0.8);
    const right = found.clients.filter(({ accountId, segmentId }) => {
      const index = clients.findIndex((client) => client.accountId === accountId);
      return segmentId === ["segment-3", "segment-1", "segment-2"][index % 3];
    });
    expect(right.length).toBeGreaterThan(0.95 * clients.length);
  });

  it("accounts for every client and all CLV", () => {
    expect(found.clients).toHaveLength(clients.length);
    expect(found.segments.reduce((sum, { members }) => sum + members, 0)).toBe(clients.length);
    expect(found.segments.reduce((sum, { highValueMembers }) => sum + highValueMembers, 0)).toBe(90);
    expect(found.segments.reduce((sum, { clvShare }) => sum + (clvShare ?? 0), 0)).toBeCloseTo(1, 12);
    for (const { segmentId, typicalMembers } of found.segments) {
      for (const id of typicalMembers) {
        expect(found.clients.find(({ accountId }) => accountId === id)?.segmentId).toBe(segmentId);
      }
    }
  });

  it("finds that worth differs among clients that did not form the segments", () => {
    expect(found.difference?.status).toBe("worth differs");
    const shuffled = clients.map((client, index) => ({
      ...client,
      clv: clients[(index * 7 + 1) % 180]?.clv ?? 0,
    }));
    const blind = shuffled.map((client, index) => ({ ...client, clv: 1000 + ((index * 7919) % 180) }));
    expect(findSegments(blind, CLUSTERED_FEATURES, CHEAP).difference?.status).toBe("description only");
  });

  it("assigns prospects, also with unknown values and unseen categories, with a similarity from 0 to 1", () => {
    const near = assignSegment(found, {
      accountId: "p",
      name: "P",
      firmographics: {
        employees: 400,
        annual_revenue: 2.4e7,
        industry: "Logistics",
        erp: "SAP",
        country: null,
      },
    });
    expect(near?.segmentId).toBe("segment-1");
    const far = assignSegment(found, {
      accountId: "q",
      name: "Q",
      firmographics: { employees: 1e9, annual_revenue: -5, industry: "Astrology", erp: "constructor" },
    });
    expect(far?.similarity).toBeGreaterThan(0);
    expect(far?.similarity).toBeLessThan(near?.similarity ?? 0);
    expect(near?.similarity).toBeLessThanOrEqual(1);
  });

  it("does not depend on the order of clients, the currency or the unit of a measure", () => {
    expect(findSegments([...clients].reverse(), CLUSTERED_FEATURES, CHEAP)).toEqual(found);
    const names = (accounts: readonly ValuedAccount[]) =>
      findSegments(accounts, CLUSTERED_FEATURES, CHEAP).segments.map(({ name, members }) => [name, members]);
    const scaled = clients.map((client) => ({ ...client, clv: 1000 * client.clv }));
    expect(names(scaled)).toEqual(names(clients));
  });

  it("never takes the parts of one stretched cloud for natural groups", () => {
    for (const seed of [2, 3]) {
      const blob = findSegments(clusteredAccounts(seed, 180, 1), CLUSTERED_FEATURES, CHEAP);
      expect(blob.status).not.toBe("segments");
      expect(blob.reason).toMatch(blob.status === "division" ? /no natural groups/ : /no split/);
      expect(blob.segments.length > 0).toBe(blob.status === "division");
    }
  });
});

describe("findSegments on what cannot be split", () => {
  const clients = clusteredAccounts(5, 60, 3);
  const cases: readonly (readonly [string, readonly ValuedAccount[], RegExp])[] = [
    ["no client", [], /^0 high-value clients are too few/],
    ["one client", clients.slice(0, 1), /too few/],
    ["none of high value", clients.map((client) => ({ ...client, highValue: false })), /too few/],
    [
      "all alike",
      clients.map((client) => ({ ...client, firmographics: { industry: "Retail" } })),
      /all alike/,
    ],
    ["nothing known", clients.map((client) => ({ ...client, firmographics: {} })), /all alike/],
    ["CLV not finite", clients.map((client) => ({ ...client, clv: Number.NaN })), /too few/],
  ];
  it.each(cases)("%s", (_, accounts, reason) => {
    const found = findSegments(accounts, CLUSTERED_FEATURES, CHEAP);
    expect(found.status).toBe("no segments");
    expect(found.reason).toMatch(reason);
    expect(found.segments).toEqual([]);
    expect(clients[0] && assignSegment(found, clients[0])).toBeNull();
  });

  it("a category with a level for each, a constant and a field that nobody has", () => {
    const odd = clients.map((client, index) => ({
      ...client,
      firmographics: { ...client.firmographics, serial: `level ${index}`, planet: "Earth", empty: null },
    }));
    const features = ["serial", "planet", "empty"].map(
      (name) => ({ name, kind: "category", role: "firmographic" }) as const,
    );
    const cheap = { ...CHEAP, resamples: 5, nullResamples: 2 };
    const found = findSegments(odd, [...CLUSTERED_FEATURES, ...features], cheap);
    expect(found.segments.map(({ members }) => members)).toEqual(
      findSegments(clients, CLUSTERED_FEATURES, cheap).segments.map(({ members }) => members),
    );
  });

  it("two kinds of distinct points and more clusters asked for", () => {
    const twins = clients.map((client, index) => {
      return { ...client, firmographics: { erp: index % 4 < 2 ? "SAP" : "Oracle", employees: 10 } };
    });
    const found = findSegments(twins, CLUSTERED_FEATURES, { ...CHEAP, resamples: 5 });
    expect(found.tried.every(({ count }) => count === 2)).toBe(true);
    expect(JSON.stringify(found)).not.toContain("null,null");
  });
});
