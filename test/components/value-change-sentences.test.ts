import { describe, expect, it } from "vitest";
import {
  bridgeSteps,
  bridgeTitle,
  comparisonCautions,
  moveReason,
  settingsSentence,
} from "../../src/components/quality/value-change-sentences.js";
import { startsAwayFromZero } from "../../src/components/quality/waterfall.js";
import type { ReadyValueChange, ValueMove } from "../../src/data/published/value-change.js";
import { report } from "./report-fixture.js";

const bridge = {
  previous: 1_000_000,
  newClients: 150_000,
  lostClients: -20_000,
  newHistory: 60_000,
  changedSettings: -40_000,
  now: 1_150_000,
  nowInterval: { value: 1_150_000, low: 1_000_000, high: 1_300_000 },
  clients: { previous: 10, new: 3, lost: 1, inBoth: 9, now: 12 },
  moves: [],
};
const change: ReadyValueChange = {
  status: "ready",
  previous: { asOf: "2025-06-30", version: report.version },
  separated: true,
  settingChanges: [],
  readingChanged: false,
  sameName: 0,
  clv: bridge,
  totalValue: bridge,
};
const move: ValueMove = {
  clientId: "a",
  name: "A",
  previous: 100,
  now: 160,
  change: 60,
  newHistory: 60,
  changedSettings: 0,
  earnedSince: 1200,
  pActiveBefore: 0.9,
  pActiveNow: 0.92,
};

describe("the change of client value in words", () => {
  it("says which way it went, how far, and through what above all", () => {
    expect(bridgeTitle(change, "clv", report)).toBe(
      "Lifetime value of all clients rose by €150k (15%) to €1.15M, above all through new clients",
    );
    const fallen = { ...bridge, newClients: 0, newHistory: -330_000, now: 610_000 };
    expect(bridgeTitle({ ...change, totalValue: fallen }, "totalValue", report)).toBe(
      "Total value of all clients fell by €390k (39%) to €610k, above all through new history",
    );
  });

  it("calls a standstill one, whether nothing moved or gains and losses cancel", () => {
    const still = {
      ...bridge,
      newClients: 0,
      lostClients: 0,
      newHistory: 0,
      changedSettings: 0,
      now: 1_000_000,
    };
    expect(bridgeTitle({ ...change, clv: still }, "clv", report)).toMatch(
      /is what it was in the previous report/,
    );
    const cancelled = { ...bridge, newHistory: -85_000, now: 1_005_000 };
    expect(bridgeTitle({ ...change, clv: cancelled }, "clv", report)).toMatch(
      /stands at €1\.01M, much as before: €150k gained, €150k lost/,
    );
  });

  it("steps from total to total, and shows together what cannot be parted", () => {
    const sum = (steps: ReturnType<typeof bridgeSteps>) =>
      steps.filter(({ isTotal }) => !isTotal).reduce((all, { amount }) => all + amount, 0);
    const parted = bridgeSteps(change, "clv", report);
    expect(parted.map(({ label }) => label)).toEqual([
      "30 June 2025",
      "1 lost client",
      "3 new clients",
      "New history",
      "Changed settings",
      "31 December 2025",
    ]);
    expect(sum(parted)).toBe(150_000);
    const nobody = { ...bridge, clients: { ...bridge.clients, lost: 0 } };
    expect(bridgeSteps({ ...change, clv: nobody }, "clv", report)[1]?.label).toBe("No lost client");
    const together = bridgeSteps({ ...change, separated: false }, "clv", report);
    expect(together).toHaveLength(5);
    expect(sum(together)).toBe(150_000);
    expect(settingsSentence({ ...change, separated: false }, report)).toMatch(/shown together/);
    const sameDay = { ...change, previous: { ...change.previous, asOf: report.asOf } };
    expect(bridgeSteps(sameDay, "clv", report)[0]?.label).toBe("Previous report");
  });

  it("names every setting that changed, as exactly as it was written", () => {
    expect(settingsSentence(change, report)).toBe("No setting that value depends on has changed.");
    const settingChanges = [
      { setting: "discountRate", before: 0.1, now: 0.125 },
      { setting: "exchangeRates.GBP", before: null, now: 1.17 },
      { setting: "horizonMonths", before: 60, now: 36 },
      { setting: "margin.byKind.renewal", before: 0.57, now: 0.8 },
      { setting: "margin.byProduct.Core 2.0", before: 0.5, now: null },
      { setting: "margin.default", before: 1, now: 0.6 },
    ];
    expect(settingsSentence({ ...change, settingChanges }, report)).toBe(
      "Changed settings: the discount rate from 10% to 12.5%, the exchange rate of GBP from not set to 1.17, the horizon from 60 months to 36 months, the margin on renewal from 57% to 80%, the margin on the product Core 2.0 from 50% to not set and the margin from 100% to 60%.",
    );
  });

  it("doubts that a client was lost whose name is there under another id", () => {
    expect(comparisonCautions({ ...change, sameName: 2 }, report)).toEqual([
      "2 lost clients bear the name of a new one: the ids may have changed, and then nobody was lost or won there.",
    ]);
  });

  it("names another version, other reading and a later day", () => {
    expect(comparisonCautions(change, report)).toEqual([]);
    const other = { ...change, previous: { asOf: "2026-03-31", version: "0.0.9" }, readingChanged: true };
    const cautions = comparisonCautions(other, report).join("\n");
    expect(cautions).toMatch(/version 0\.0\.9 of the program, this one by 0\.1\.0/);
    expect(cautions).toMatch(/files are read/);
    expect(cautions).toMatch(/later day, 31 March 2026/);
  });

  it("gives the reason of each move", () => {
    const reason = (part: Partial<ValueMove>, separated = true) =>
      moveReason({ ...move, ...part }, separated, report);
    expect(reason({ previous: null })).toBe("New client");
    expect(reason({ now: null })).toBe("No longer in the books");
    expect(reason({ newHistory: 10, changedSettings: -70 })).toBe("Changed settings");
    expect(reason({})).toBe("€1.2k earned since");
    expect(reason({ earnedSince: 0, pActiveNow: 0.3 })).toBe(
      "Nothing earned since; less likely a client still (90% → 30%)",
    );
    expect(reason({ change: -40, newHistory: -40 })).toBe("Only €1.2k earned since");
    expect(reason({}, false)).toBe("€1.2k earned since; settings may have changed too");
  });
});

describe("a waterfall", () => {
  it("starts at zero unless the steps would be too small to see", () => {
    expect(startsAwayFromZero(bridgeSteps(change, "clv", report))).toBe(false);
    const total = (amount: number) => ({ label: String(amount), amount, isTotal: true });
    expect(
      startsAwayFromZero([total(1000), { label: "step", amount: 20, isTotal: false }, total(1020)]),
    ).toBe(true);
    expect(startsAwayFromZero([total(-5), { label: "step", amount: 6, isTotal: false }, total(1)])).toBe(
      false,
    );
  });
});
