import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeState, encodeState } from "../../src/components/page/url-state.js";

const defaults = { q: "", size: 100, icp: false, country: [] as readonly string[], sort: "rank" };

describe("url state", () => {
  it("stores only what differs from the defaults", () => {
    expect(encodeState(defaults, defaults)).toBe("");
    expect(encodeState({ ...defaults, size: 50, country: ["DE", "DK"] }, defaults)).toBe(
      "?size=50&country=DE&country=DK",
    );
  });

  it("falls back on bad values and ignores unknown keys", () => {
    expect(decodeState("?size=many&icp=maybe&nothing=1&sort=name", defaults)).toEqual({
      ...defaults,
      sort: "name",
    });
    expect(decodeState("?size=&size=", defaults).size).toBe(100);
    expect(decodeState("?size=Infinity", defaults).size).toBe(100);
  });

  it("keeps the keys of others on the page", () => {
    expect(encodeState({ ...defaults, q: "a&b" }, defaults, "?segment=s1&q=old")).toBe("?segment=s1&q=a%26b");
  });

  it("can empty a list that is not empty by default", () => {
    const some = { country: ["DE"] as readonly string[] };
    const query = encodeState({ country: [] }, some);
    expect(query).toBe("?country=");
    expect(decodeState(query, some)).toEqual({ country: [] });
  });

  it("reproduces every state", () => {
    const state = fc.record({
      q: fc.string(),
      size: fc.integer(),
      icp: fc.boolean(),
      country: fc.array(fc.string({ minLength: 1 })),
      sort: fc.string(),
    });
    fc.assert(
      fc.property(state, (given) => {
        expect(decodeState(encodeState(given, defaults), defaults)).toEqual(given);
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});
