import { describe, expect, it } from "vitest";
import { mapCoordinates } from "../../../src/model/segments/map-coordinates.js";
import { nameSegments } from "../../../src/model/segments/name-segments.js";
import { CLUSTERED_FEATURES, clusteredAccounts } from "./clustered-accounts.js";

describe("mapCoordinates", () => {
  const clients = clusteredAccounts(1, 120, 3);

  it("puts size on the first axis where size is what differs most, and says so", () => {
    const map = mapCoordinates(clients, clients.slice(0, 3), CLUSTERED_FEATURES);
    expect(map.x.positive).toContain("more employees");
    expect(map.x.negative).not.toContain("more employees");
    expect(map.x.explained).toBeGreaterThan(map.y.explained);
    expect(map.x.explained + map.y.explained).toBeLessThanOrEqual(1);
    expect(map.prospects).toEqual(map.clients.slice(0, 3));
    const mean = map.clients.reduce((sum, { x }) => sum + x, 0) / map.clients.length;
    expect(mean).toBeCloseTo(0, 9);
  });

  it("is defined without accounts, with one, and where nothing is known", () => {
    expect(mapCoordinates([], clients.slice(0, 1), CLUSTERED_FEATURES).prospects[0]).toEqual({
      accountId: "account-0000",
      x: 0,
      y: 0,
    });
    const one = mapCoordinates(clients.slice(0, 1), clients, CLUSTERED_FEATURES);
    expect(one.x).toEqual({ explained: 0, positive: [], negative: [] });
    const unknown = clients.map((client) => ({ ...client, firmographics: {} }));
    expect(
      mapCoordinates(unknown, unknown, CLUSTERED_FEATURES).clients.every(({ x, y }) => x === 0 && y === 0),
    ).toBe(true);
  });
});

describe("nameSegments", () => {
  it("gives distinct names where nothing tells segments apart", () => {
    const clients = clusteredAccounts(1, 30, 1);
    const nothing = { members: [], traits: [] };
    expect(nameSegments([nothing, nothing], clients, CLUSTERED_FEATURES)).toEqual([
      "Mixed companies",
      "Mixed companies (2)",
    ]);
    // No field is one that only companies have.
    expect(nameSegments([nothing], clients, [])).toEqual(["Mixed clients"]);
  });
});
