// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { segmentApproach } from "../../src/components/segments/segment-approach.js";
import { approachSentence } from "../../src/components/segments/segment-approach-sentence.js";
import { segmentList } from "../../src/components/segments/segment-list.js";
import { segmentMembers } from "../../src/components/segments/segment-members.js";
import { formatter } from "../../src/components/words/format.js";
import type { SegmentRow } from "../../src/data/published/segments.js";

type Portrait = SegmentRow["portrait"];

const f = formatter({ currency: "EUR", locale: "en-GB" });
const middle = (median: number, low: number, high: number) => ({
  count: 30,
  median,
  low,
  high,
  q25: low - 5,
  q75: high + 5,
});
const silent: Portrait = {
  products: [],
  productClients: 0,
  rhythm: { clients: 40, repeating: 0, daysBetween: null, underContract: 0, termMonths: null },
  cycle: { won: null, lost: null, open: 0 },
  cycleOfAll: { won: null, lost: null },
  needs: [],
  tellingClients: 0,
  signals: [],
};
const telling: Portrait = {
  products: [
    {
      product: "Core",
      shareOfRevenue: 0.6,
      shareOfAllRevenue: 0.5,
      index: { value: 1, low: 0.9, high: 1.1 },
    },
    {
      product: "Plus",
      shareOfRevenue: 0.2,
      shareOfAllRevenue: 0.1,
      index: { value: 2, low: 1.4, high: 2.8 },
    },
  ],
  productClients: 38,
  rhythm: {
    clients: 40,
    repeating: 30,
    daysBetween: middle(63, 57, 83),
    underContract: 20,
    termMonths: middle(12, 12, 12),
  },
  cycle: { won: middle(120, 110, 130), lost: middle(90, 80, 100), open: 3 },
  cycleOfAll: { won: middle(90, 85, 95), lost: null },
  needs: [
    { need: "Halve late deliveries", clients: 6, share: 0.5, index: { value: 1.1, low: 0.8, high: 1.5 } },
  ],
  tellingClients: 12,
  signals: [{ measure: "satisfaction", clients: 10, mean: { value: 8, low: 7.8, high: 8.2 }, allClients: 7 }],
};
const segment = (id: string, mean: number, portrait: Portrait): SegmentRow => ({
  segmentId: id,
  colour: 0,
  name: `Kind ${id}`,
  description: "",
  clients: 40,
  highValueClients: 10,
  prospects: 100,
  clv: { total: 40 * mean, mean: { value: mean, low: mean * 0.8, high: mean * 1.2 }, median: mean },
  shareOfClv: 0.5,
  largestShare: 0.1,
  shareOfClients: 0.5,
  profile: [],
  numbers: [],
  typicalMembers: [{ clientId: "C1", name: "Alpha & Co", clv: 900 }],
  topProspects: [{ prospectId: "P1", name: "Beta", rank: 4, expectedClv: 800 }],
  portrait,
  isNew: null,
});

describe("how to approach a segment", () => {
  it("says only what is clearly unlike all clients", () => {
    expect(approachSentence({ portrait: telling }, f)).toBe(
      "Against all clients they buy Plus more often (2× (1.4× to 2.8×) as many of them) and take longer to win (120 days against 90).",
    );
    expect(approachSentence({ portrait: silent }, f)).toContain("much like all clients");
  });

  it("shows mix, rhythm, cycle, needs and signals", () => {
    const words = segmentApproach(segment("a", 100, telling), f).textContent ?? "";
    for (const part of [
      "Core60%",
      "every 63 days",
      "50% under contract",
      "120 days to win",
      "Halve late deliveries 6",
      "satisfaction",
    ])
      expect(words.replace(/\s+/g, " ").toLowerCase()).toContain(part.toLowerCase());
  });

  it("names the file that would tell what is not known", () => {
    const words = segmentApproach(segment("a", 100, silent), f).textContent ?? "";
    for (const file of ["opportunities.csv", "plans.csv", "judgements.csv"]) expect(words).toContain(file);
    expect(words).not.toMatch(/NaN|undefined|null/);
  });
});

describe("choosing a segment", () => {
  it("gives the id of the one that the reader picks, worth most first", () => {
    const list = segmentList([segment("a", 100, silent), segment("b", 300, silent)], { f, value: "a" });
    const inputs = [...list.querySelectorAll("input")];
    expect(inputs.map(({ value }) => value)).toEqual(["b", "a"]);
    expect(list.value).toBe("a");
    inputs[0]?.click();
    expect(list.value).toBe("b");
  });

  it("leads to its clients and prospects", () => {
    const links = [...segmentMembers(segment("a", 100, silent), f).querySelectorAll("a")];
    expect(links.map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
      ["Alpha & Co", "./value.html?client=C1"],
      ["4. Beta", "./prospects.html?segment=Kind+a&within=false&id=P1"],
      ["100 prospects belong to this segment", "./prospects.html?segment=Kind+a&within=false"],
    ]);
  });
});
