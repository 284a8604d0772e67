// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { marketAlertNote } from "../../src/components/answer/market-alert-note.js";
import { marketDriftTable } from "../../src/components/market/market-drift-table.js";
import { marketLevelChart } from "../../src/components/market/market-level-chart.js";
import { marketRefitTable, refitSentence } from "../../src/components/market/market-refit-table.js";
import { marketSegments } from "../../src/components/market/market-segments.js";
import {
  driftTitle,
  fieldTitle,
  liftTitle,
  marketBasis,
  marketHeadline,
} from "../../src/components/market/market-sentences.js";
import type { MarketPage } from "../../src/data/published/market.js";
import { report } from "./report-fixture.js";

const level = { before: 60, after: 40, further: null, clear: true };
const field = {
  field: "industry",
  from: "2022-07",
  p: 0.03,
  claimed: true,
  levels: [
    { ...level, level: "Energy", deal: { value: 1.4, low: 1.2, high: 1.6 }, t: 3.3 },
    { ...level, level: "Logistics", deal: { value: 0.7, low: 0.6, high: 0.8 }, t: -3 },
  ],
};
const market: MarketPage = {
  status: "ready",
  level: 0.1,
  source: "deals",
  accounts: 1320,
  followed: 356,
  unknownDeals: 96,
  tested: ["employees", "industry"],
  fields: [field],
  segments: null,
  current: null,
  proposed: {
    sentence: "industry is Energy",
    years: [
      {
        cohort: "2020",
        clients: 50,
        matching: 9,
        lift: { value: 1.2, low: 0.9, high: 1.5 },
        difference: { value: 1, low: 0, high: 2 },
        hasMultiples: true,
      },
      { cohort: "2021", clients: 50, matching: 0, lift: null, difference: null, hasMultiples: true },
      {
        cohort: "2023",
        clients: 50,
        matching: 9,
        lift: { value: 2, low: 1.5, high: 2.5 },
        difference: { value: 1, low: 0, high: 2 },
        hasMultiples: true,
      },
    ],
  },
  drift: {
    from: "2022-07",
    clients: [
      { field: "industry", index: 0.2, byChance: 0.04, most: { level: "Retail", before: 0.3, after: 0.2 } },
    ],
    prospects: [],
  },
  refits: [
    {
      until: "2021",
      clients: 140,
      sentence: "industry is Energy",
      after: 210,
      lift: { value: 1.5, low: 1.2, high: 1.9 },
      samePicked: 0.4,
      scoreAgreement: 0.71,
    },
    {
      until: "2022",
      clients: 200,
      sentence: null,
      after: 150,
      lift: null,
      samePicked: null,
      scoreAgreement: null,
    },
  ],
  alert: { sentence: "The market has moved since July 2022.", strength: "clear" },
};

describe("whether the profile holds, in words", () => {
  it("says whether what earlier clients taught held, and that too few were followed", () => {
    expect(refitSentence(market, report)).toMatch(/among those won after it in all 1 case\./);
    const [first] = market.refits;
    if (!first) throw new Error("no refit");
    const missed = { ...first, lift: { value: 0.9, low: 0.7, high: 1.1 } };
    expect(refitSentence({ refits: [missed] }, report)).toMatch(
      /in none of 1\. The order of the prospects .* agrees with that by all clients to 0\.71 up to 2021, where/,
    );
    expect(refitSentence({ refits: [] }, report)).toMatch(/^Too few clients were followed/);
    const words = marketRefitTable(market, report).textContent ?? "";
    expect(words).toContain("1.5× (1.2× to 1.9×)");
    expect(words).toContain("Industry is Energy");
    expect(words).not.toMatch(/NaN|null|undefined/);
  });

  it("leads with the alert, and says how sure it is", () => {
    expect(marketHeadline(market, report)).toBe("The market has moved since July 2022.");
    expect(marketBasis(market, report)).toMatch(/1,320 first deals, won and lost.*356 clients.*3\.0%/);
    expect(fieldTitle(field, report)).toBe(
      "Since July 2022, Energy (1.4×) rose and Logistics (0.7×) fell against the others",
    );
    const [energy, logistics] = field.levels.map((one) => ({ ...one, clear: false }));
    if (!energy || !logistics) throw new Error("no levels");
    expect(fieldTitle({ ...field, levels: [{ ...energy, clear: true }, logistics] }, report)).toBe(
      "Since July 2022, Energy (1.4×) rose against the others",
    );
    expect(fieldTitle({ ...field, levels: [energy, logistics] }, report)).toMatch(
      /none beyond chance on its own/,
    );
    expect(liftTitle(market, report)).toMatch(/2× the average of those won in 2023; 1\.2× in 2020/);
    expect(driftTitle(market, report)).toMatch(/industry: Retail is 20% of them, 30% before/);
    const drift = { ...market.drift, prospects: market.drift.clients };
    const words = marketDriftTable({ ...market, drift }, report).textContent;
    expect(words).toMatch(/Clients before → since July 2022.*some.*Retail: 30% → 20%/);
    expect(words).toContain("Clients → prospects");
    expect(marketAlertNote(market.alert)?.textContent).toMatch(/Look at the profile again/);
  });

  it("lists kinds of account by the number that is drawn", () => {
    const [energy] = field.levels;
    if (!energy) throw new Error("no level");
    const retail = { ...energy, level: "Retail", deal: { value: 1.6, low: 1.4, high: 1.8 }, t: 1 };
    const chart = marketLevelChart({ ...field, levels: [...field.levels, retail] }, market, report);
    expect(chart.textContent).toMatch(/Retail: 1\.6×.*; Energy: 1\.4×.*; Logistics: 0\.7×/);
  });

  it("follows segments by the same table, says what they brought by year, and why there is nothing to follow", () => {
    const year = { clients: 50, matching: 9, difference: { value: 900, low: 100, high: 1700 } };
    const years = ["2021", "2023"].map((cohort, at) => ({
      ...year,
      cohort,
      lift: { value: 1.2 + at, low: 1, high: 3 },
      hasMultiples: true,
    }));
    const lifts = [
      { segmentId: "s1", name: "Mid-size logistics", colour: 0, years },
      { segmentId: "s2", name: "Small retail", colour: 1, years: [] },
    ];
    const moves = {
      ...field,
      field: "segment",
      levels: field.levels.map((one, at) => ({ ...one, level: lifts[at]?.name ?? "" })),
    };
    const words = (segments: MarketPage["segments"]) =>
      marketSegments({ ...market, segments }, report).textContent ?? "";
    const told = words({ moves, lifts });
    expect(told).toContain(
      "Since July 2022, Mid-size logistics (1.4×) rose and Small retail (0.7×) fell against the others",
    );
    expect(told).toContain("Mid-size logistics: 2.2× the average of all won in 2023; 1.2× in 2021");
    const money = years.map((one) => ({ ...one, hasMultiples: false }));
    expect(words({ moves, lifts: lifts.map((one) => ({ ...one, years: money })) })).toMatch(
      /Mid-size logistics: .*900 more than the average of all won in 2023/,
    );
    expect(words({ moves: null, lifts: [] })).toContain("Fewer than two segments have accounts enough");
    expect(words(null)).toContain("No segments are named, so none can be seen to rise or fall");
    expect(told).toContain("Chance alone parts segments as much in 3.0% of cases");
    const calm = { ...market, alert: null, fields: [{ ...field, claimed: false, p: 0.4 }] };
    expect(marketHeadline({ ...calm, segments: { moves, lifts } }, report)).toMatch(
      /Segments moved all the same/,
    );
  });

  it("is calm where nothing is beyond chance", () => {
    const calm = { ...market, alert: null, fields: [{ ...field, claimed: false, p: 0.4 }] };
    expect(marketHeadline(calm, report)).toMatch(/Nothing says.*employees and industry.*40% of cases/);
    expect(fieldTitle({ ...field, claimed: false }, report)).toMatch(/no move beyond chance/);
    expect(marketAlertNote(null)).toBeNull();
    expect(liftTitle({ ...calm, proposed: null }, report)).toMatch(/No year has enough/);
    expect(driftTitle({ ...calm, drift: { ...market.drift, clients: [] } }, report)).toMatch(
      /nothing can be/,
    );
  });
});
