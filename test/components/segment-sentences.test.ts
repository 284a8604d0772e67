import { describe, expect, it } from "vitest";
import { segmentCast } from "../../src/components/prospects/segment-cast.js";
import { segmentCentres } from "../../src/components/segments/account-map.js";
import { numberInWords, rangeOf } from "../../src/components/segments/segment-numbers.js";
import {
  byWorth,
  choiceTitle,
  mapTitle,
  meanClv,
  profileTitle,
  segmentListTitle,
  segmentsAnswer,
} from "../../src/components/segments/segment-sentences.js";
import { formatter } from "../../src/components/words/format.js";
import type { SegmentRow, SegmentsPage } from "../../src/data/published/segments.js";

const f = formatter({ currency: "EUR", locale: "en-GB" });
const level = (name: string, value: number, low: number) => ({
  field: "industry",
  level: name,
  shareInSegment: 0.5,
  shareOfClients: 0.2,
  index: { value, low, high: value * 1.3 },
});
const segment = (id: string, mean: number, changes: Partial<SegmentRow> = {}): SegmentRow => ({
  segmentId: id,
  colour: 0,
  name: `Segment ${id}`,
  description: "",
  clients: 50,
  highValueClients: 10,
  prospects: 100,
  clv: { total: 50 * mean, mean: { value: mean, low: mean * 0.8, high: mean * 1.2 }, median: mean },
  shareOfClv: 0.5,
  largestShare: 0.1,
  shareOfClients: 0.5,
  profile: [],
  numbers: [],
  typicalMembers: [],
  topProspects: [],
  portrait: {
    products: [],
    productClients: 0,
    rhythm: { clients: 50, repeating: 0, daysBetween: null, underContract: 0, termMonths: null },
    cycle: { won: null, lost: null, open: 0 },
    cycleOfAll: { won: null, lost: null },
    needs: [],
    tellingClients: 0,
    signals: [],
  },
  isNew: null,
  ...changes,
});
const page: SegmentsPage = {
  status: "ready",
  highValueClients: 20,
  clients: 100,
  segments: [
    segment("a", 100, { shareOfClv: 0.25 }),
    segment("b", 300, { shareOfClv: 0.75, prospects: 300 }),
  ],
  choice: {
    chosen: 2,
    natural: true,
    reason: "",
    candidates: [{ k: 2, meanJaccard: 0.81, minJaccard: 0.7, nullMeanJaccard: 0.5 }],
  },
  agreement: 0.9,
  differInValue: { p: 0.01, holds: true, sentence: "" },
  map: { xMeans: "", yMeans: "", clients: [], prospectCells: [] },
};
const none: SegmentsPage = { ...page, segments: [], choice: { ...page.choice, chosen: null } };

describe("sentences of the page of segments", () => {
  it("answers with the kinds and the one worth most", () => {
    expect(meanClv(page.segments)).toBe(200);
    expect(segmentsAnswer(page, f)).toBe(
      "Our 20 best clients come in 2 kinds. “Segment b” is worth most, €300 (€240 to €360) a client, 1.5× the average.",
    );
  });

  it("takes segments that are worth the same for descriptions only", () => {
    const alike = { ...page, differInValue: { p: 0.4, holds: false, sentence: "" } };
    expect(segmentsAnswer(alike, f)).toContain("This describes them and no more");
    expect(segmentsAnswer(alike, f)).not.toContain("worth most");
  });

  it("takes no segments for an answer", () => {
    expect(segmentsAnswer(none, f)).toContain("are of no particular kinds");
    expect(choiceTitle(none, f)).toContain("not sure enough");
    expect(mapTitle(none, f)).toBe("Clients by likeness, the best ones filled");
    expect(meanClv([])).toBe(0);
  });

  it("orders by worth without changing what it is given", () => {
    expect(byWorth(page.segments).map(({ segmentId }) => segmentId)).toEqual(["b", "a"]);
    expect(page.segments.map(({ segmentId }) => segmentId)).toEqual(["a", "b"]);
  });

  it("titles charts with their findings", () => {
    expect(segmentListTitle(page.segments, f)).toBe(
      "“Segment b” brings 75% of lifetime value with 50% of clients",
    );
    expect(mapTitle(page, f)).toBe("75% of prospects belong to “Segment b”, worth most a client");
    expect(choiceTitle(page, f)).toContain("the same 2 groups come back with 81% of their clients");
  });

  it("names in a profile only what is clearly more common", () => {
    const profile = [level("Logistics", 4, 2), level("Retail", 2, 0.9)];
    expect(profileTitle(segment("a", 1, { profile }), f)).toBe(
      "“Segment a”: Logistics (industry) is 4× as common as among all clients",
    );
    expect(profileTitle(segment("a", 1), f)).toContain("Nothing sets");
  });
});

describe("numbers of a segment", () => {
  it("writes years as years and large amounts in millions", () => {
    expect(numberInWords("founded_year", 1987, f)).toBe("1987");
    expect(numberInWords("employees", 1987.4, f)).toBe("1,987");
    expect(numberInWords("annual_revenue", 32_440_000, f)).toBe("32.4 million");
    expect(numberInWords("satisfaction", 7.25, f)).toBe("7.25");
  });

  it("draws a field on one scale for all segments, also when all values are alike", () => {
    const row = (median: number) => ({
      field: "employees",
      median,
      medianAllClients: null,
      q25: null,
      q75: null,
    });
    const [low, high] = rangeOf("employees", [
      segment("a", 1, { numbers: [row(10)] }),
      segment("b", 1, { numbers: [row(110)] }),
    ]);
    expect(low).toBeLessThan(10);
    expect(high).toBeGreaterThan(110);
    const [from, to] = rangeOf("employees", [segment("a", 1, { numbers: [row(10)] })]);
    expect(to).toBeGreaterThan(from);
  });
});

describe("segmentCast", () => {
  it("knows segments by name and leaves strangers grey", () => {
    const cast = segmentCast({ segments: [{ name: "Logistics", colour: 2 }] });
    expect(cast.names).toEqual(["Logistics"]);
    expect(cast.colour("Logistics")).toBe("var(--bw-segment-3)");
    expect(cast.colour("other")).toBe("var(--bw-context)");
    expect(segmentCast({}).names).toEqual([]);
  });
});

describe("segmentCentres", () => {
  it("stands at the median of the members, and nowhere without any", () => {
    const client = (x: number, y: number, segmentId: string) => ({
      clientId: "",
      name: "",
      x,
      y,
      clv: 1,
      highValue: true,
      segmentId,
    });
    const clients = [client(0, 5, "a"), client(1, 6, "a"), client(90, 7, "a")];
    const centres = segmentCentres(clients, page.segments);
    expect(centres.map(({ segment: { segmentId }, x, y }) => [segmentId, x, y])).toEqual([["a", 1, 6]]);
  });
});
