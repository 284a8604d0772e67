import { describe, expect, it } from "vitest";
import { defaultState, stateFrom, stateToQuery } from "../../src/components/prospects/prospect-state.js";
import { prospectsPage } from "./prospect-fixture.js";

const page = prospectsPage({
  howWeSold: { fields: ["region"], sentence: "" },
  facets: [
    { field: "industry", values: [] },
    { field: "q", values: [] },
  ],
});

describe("the state of the page of prospects in its address", () => {
  it("is empty as long as nothing differs from the default", () => {
    expect(stateToQuery(defaultState(page), page)).toBe("");
    expect(stateFrom("", page)).toEqual(defaultState(page));
  });

  it("opens on the prospects of the kind to avoid from a link", () => {
    const state = stateFrom("?avoid=yes&within=false", page);
    expect(state.within).toBe(false);
    expect(state.chosen.avoid).toEqual(["yes"]);
  });

  it("comes back whole", () => {
    const state = {
      length: 250,
      without: true,
      within: false,
      text: "a & b",
      chosen: {
        tier: ["A", "B"],
        segment: [],
        icp: ["yes"],
        avoid: ["no"],
        confidence: [],
        industry: ["Food, drink"],
        q: ["x"],
      },
      sort: { key: "expectedClv", descending: true },
      id: "P2",
    };
    expect(stateFrom(stateToQuery(state, page), page)).toEqual(state);
  });

  it("keeps a closed detail closed", () => {
    const closed = { ...defaultState(page), id: "" };
    expect(stateFrom(stateToQuery(closed, page), page).id).toBe("");
  });

  it.each(["n=0", "n=-3", "n=2.5", "n=abc", "n=1001", "n=Infinity"])("ignores %s", (query) => {
    expect(stateFrom(`?${query}`, page).length).toBe(100);
  });

  it("ignores keys it does not know and keeps them for others", () => {
    expect(stateFrom("?utm=1&is-nothing=2", page)).toEqual(defaultState(page));
    expect(stateToQuery({ ...defaultState(page), text: "x" }, page, "?utm=1")).toBe("?utm=1&q=x");
  });

  it("never makes the list longer than the ranking, nor empty", () => {
    expect(defaultState(prospectsPage({ ranked: 7 })).length).toBe(7);
    expect(defaultState(prospectsPage({ capacity: 0 })).length).toBe(100);
    expect(defaultState(prospectsPage({ ranked: 0, top: [] })).length).toBe(1);
  });
});
