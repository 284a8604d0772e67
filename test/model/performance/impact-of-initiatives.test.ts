import { randomLcg } from "d3";
import { describe, expect, it } from "vitest";
import { quarterName, quarterNumber } from "../../../src/model/numerics/quarter.js";
import { impactAccounts } from "../../../src/model/performance/impact-accounts.js";
import { impactOfInitiatives } from "../../../src/model/performance/impact-of-initiatives.js";
import type { Initiative } from "../../../src/model/performance/initiative-reach.js";
import { quarterlyPanel } from "../../../src/model/performance/quarterly-panel.js";

const FIRST = quarterNumber("2019-Q1");
const START = quarterNumber("2023-Q2");
const LAST = quarterNumber("2025-Q4");

/** 80 clients that order every quarter; those of the south order `gain` times as much from April 2023. */
function world(gain: number, north = 40) {
  const random = randomLcg(11);
  const clients = Array.from({ length: 80 }, (_, at) => ({
    clientId: `c${at}`,
    firstOn: `${2019 + (at % 3)}-01-15`,
    columns: { area: at < north ? "North" : "South " },
  }));
  const purchases = clients.flatMap(({ clientId, firstOn, columns }) =>
    Array.from({ length: LAST - FIRST + 1 }, (_, at) => FIRST + at)
      .filter((quarter) => quarter >= quarterNumber(`${firstOn.slice(0, 4)}-Q1`))
      .map((quarter) => ({
        clientId,
        quarter: quarterName(quarter),
        kind: "other",
        margin: 100 * (0.5 + random()) * (quarter >= START && columns.area === "South " ? gain : 1),
        orders: 1,
      })),
  );
  return { clients, panel: quarterlyPanel(clients, purchases, [], "2025-12-31") };
}

const south: Initiative = {
  name: "Reviews",
  startsOn: "2023-04-01",
  endsOn: null,
  field: "area",
  values: ["south"],
};

const judge = (initiatives: readonly Initiative[], { clients, panel }: ReturnType<typeof world>) =>
  impactOfInitiatives(initiatives, panel, clients, "2025-12-31", 7);

describe("whether initiatives worked", () => {
  it("finds one that did, in money, and does not claim one that did nothing", () => {
    const [worked, idle] = judge([south, { ...south, name: "Earlier", startsOn: "2021-07-01" }], world(1.5));
    expect(worked?.verdict).toBe("worked");
    expect(worked?.method).toBe("untouched clients");
    const margin = worked?.outcomes.find(({ outcome }) => outcome === "margin");
    expect(margin?.effect.value).toBeGreaterThan(170);
    expect(margin?.effect.value).toBeLessThan(230);
    expect(margin?.claimed).toBe(true);
    expect(idle?.outcomes.length).toBeGreaterThan(0);
    expect(judge([south], world(1))[0]?.verdict).toBe("not visible");
  });

  it("sets touched clients against their own past where nobody is left untouched", () => {
    const [one] = judge([{ ...south, field: null, values: [] }], world(1.5, 0));
    expect(one?.method).toBe("own past");
    expect(one?.verdict).toBe("worked");
    expect(one?.outcomes[0]?.rates.untouched).toBeNull();
    expect(judge([{ ...south, field: null, values: [] }], world(1, 0))[0]?.verdict).toBe("not visible");
  });

  it.each<[string, Partial<Initiative>, RegExp]>([
    ["has not begun", { startsOn: "2026-03-01" }, /had not begun/],
    ["began lately", { startsOn: "2025-06-01" }, /less than a year of it/],
    ["began with the books", { startsOn: "2019-04-01" }, /less than a year of business/],
    ["names an unknown column", { field: "colour" }, /column “colour”/],
    ["names no value", { values: [] }, /does not say which/],
    ["names values that no client has", { values: ["East"] }, /touched 0 of those/],
  ])("says why one that %s cannot be judged, and goes on", (_, change, reason) => {
    const [one, other] = judge([{ ...south, ...change }, south], world(1.5));
    expect(one?.obstacle).toMatch(reason);
    expect(one?.verdict).toBe("not judged");
    expect(one?.outcomes).toEqual([]);
    expect(other?.verdict).toBe("worked");
  });

  it("names the values that no client has", () => {
    expect(judge([{ ...south, values: ["South", "East"] }], world(1.5))[0]?.unknownValues).toEqual(["East"]);
  });

  it("counts a client's years before from its first quarter on, and what it brought in them", () => {
    const client = {
      clientId: "a",
      entered: 2,
      margin: [0, 0, 40, 0, 30, 30, 30, 30],
      expansion: new Array<number>(8).fill(0),
      orders: new Array<number>(8).fill(0),
      due: new Array<number>(8).fill(0),
      renewed: new Array<number>(8).fill(0),
      busy: new Array<boolean>(8).fill(true),
    };
    const [account] = impactAccounts([client], new Set(["a"]), { from: 0, start: 4, end: 8 });
    expect(account).toMatchObject({ touched: true });
    expect(account?.outcomes).toContainEqual({
      before: { amount: 40, base: 0.5 },
      after: { amount: 120, base: 1 },
    });
  });

  it("begins with its quarter in the first half of the first month, else with the next", () => {
    const at = (startsOn: string) =>
      judge([{ ...south, startsOn }], world(1.5))[0]?.outcomes[0]?.rates.touched;
    expect(at("2023-04-15")).toEqual(at("2023-04-01"));
    expect(at("2023-04-16")).toEqual(at("2023-07-01"));
    expect(at("2023-04-16")).not.toEqual(at("2023-04-15"));
  });

  it("says so where no business was seen", () => {
    const empty = quarterlyPanel([], [], [], "2025-12-31");
    expect(impactOfInitiatives([south], empty, [], "2025-12-31", 1)[0]?.verdict).toBe("not judged");
  });
});
