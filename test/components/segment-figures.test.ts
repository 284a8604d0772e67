// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { accountMapFigure, segmentChoiceFigure } from "../../src/components/segments/segment-figures.js";
import { formatter } from "../../src/components/words/format.js";
import type { Report } from "../../src/data/published/report.js";
import type { SegmentsPage } from "../../src/data/published/segments.js";

const f = formatter({ currency: "EUR", locale: "en-GB" });
const report = { company: "Odd Ltd", highValueShare: 0.2 } as Report;
const client = (x: number) => ({
  clientId: `C${x}`,
  name: "",
  x,
  y: 0,
  clv: 1,
  highValue: true,
  segmentId: null,
});
const few: SegmentsPage = {
  status: "ready",
  highValueClients: 2,
  clients: 2,
  segments: [],
  choice: {
    chosen: null,
    natural: false,
    reason: "2 high-value clients are too few to split",
    candidates: [],
  },
  agreement: null,
  differInValue: { p: null, holds: false, sentence: "" },
  map: { xMeans: "", yMeans: "", clients: [client(1), client(2)], prospectCells: [] },
};

describe("figures of the page of segments with few clients", () => {
  it("say that there is too little data instead of drawing empty axes", () => {
    const choice = segmentChoiceFigure(few, report, f).textContent;
    expect(choice).toContain("Too little data to tell");
    expect(choice).toContain("2 high-value clients are too few to split.");
    const map = accountMapFigure(few, report, f, "").textContent;
    expect(map).toContain("Too little data to tell");
    expect(map).toContain("The clients differ too little in what is known of them for a map.");
  });
});
