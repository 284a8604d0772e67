import { describe, expect, it } from "vitest";
import {
  facetValue,
  filterProspects,
  isFiltered,
  type ProspectQuery,
} from "../../src/components/prospects/prospect-query.js";
import { prospect } from "./prospect-fixture.js";

const everything: ProspectQuery = { within: false, text: "", chosen: {} };
const rows = [
  prospect(1, { name: "Møller Spedition", firmographics: { industry: "Logistics", country: "DK" } }),
  prospect(2, { name: '=HYPERLINK("x")', tier: "B", segment: "s1", icpMatch: true }),
  prospect(3, { name: "<img src=x onerror=alert(1)>", icpMatch: false, confidence: "low" }),
  prospect(4, { name: "Delta", firmographics: {}, avoid: true }),
];
const ranks = (query: Partial<ProspectQuery>, length = 2) =>
  filterProspects(rows, { ...everything, ...query }, length).map(({ rank }) => rank);

describe("filterProspects", () => {
  it("lets all through without a query, in the order given", () => {
    expect(ranks({})).toEqual([1, 2, 3, 4]);
  });

  it("keeps to the list when asked", () => {
    expect(ranks({ within: true }, 3)).toEqual([1, 2, 3]);
  });

  it("takes any of a facet's values and all of the facets", () => {
    expect(ranks({ chosen: { industry: ["Logistics", "Retail"] } })).toEqual([1, 2, 3]);
    expect(ranks({ chosen: { industry: ["Retail"], tier: ["B"] } })).toEqual([2]);
    expect(ranks({ chosen: { industry: ["Retail"], tier: [] } })).toEqual([2, 3]);
  });

  it("finds what is unknown, and the prospects of no segment", () => {
    expect(ranks({ chosen: { industry: ["unknown"] } })).toEqual([4]);
    expect(ranks({ chosen: { segment: ["none"] } })).toEqual([1, 3, 4]);
    expect(ranks({ chosen: { icp: ["yes"] } })).toEqual([2]);
    expect(ranks({ chosen: { avoid: ["yes"] } })).toEqual([4]);
    expect(ranks({ chosen: { avoid: ["no"] } })).toEqual([1, 2, 3]);
  });

  it("searches names and ids without regard to case", () => {
    expect(ranks({ text: "SPEDITION" })).toEqual([1]);
    expect(ranks({ text: "p3" })).toEqual([3]);
    expect(ranks({ text: "<img" })).toEqual([3]);
    expect(ranks({ text: "no such company" })).toEqual([]);
  });

  it("does not change what it is given", () => {
    const before = structuredClone(rows);
    ranks({ text: "a", chosen: { tier: ["A"] } });
    expect(rows).toEqual(before);
  });
});

describe("isFiltered", () => {
  it("sees text and chosen values, not the length of the list", () => {
    expect(isFiltered({ ...everything, within: true })).toBe(false);
    expect(isFiltered({ ...everything, text: "  " })).toBe(false);
    expect(isFiltered({ ...everything, text: "a" })).toBe(true);
    expect(isFiltered({ ...everything, chosen: { tier: ["A"] } })).toBe(true);
  });
});

describe("facetValue", () => {
  it("tells a prospect that no profile was set for from one outside the profile", () => {
    expect(rows.map((row) => facetValue(row, "icp"))).toEqual(["no profile", "yes", "no", "no profile"]);
  });
});
