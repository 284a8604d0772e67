import { describe, expect, it } from "vitest";
import { blockRatioRange } from "../../../src/model/economics/channels/block-ratio-range.js";
import { saturatingCurve } from "../../../src/model/economics/spend-response/response-curve.js";
import type { FlowCell } from "../../../src/model/economics/what-if/flow-cell.js";
import { undiscounted } from "../../../src/model/economics/what-if/flow-value.js";
import { investmentOutcome } from "../../../src/model/economics/what-if/investment.js";
import { investmentEstimate } from "../../../src/model/economics/what-if/investment-interval.js";
import {
  campaignFlows,
  channelFlows,
  educationFlows,
  hireFlows,
  lifeByMonth,
} from "../../../src/model/economics/what-if/investments.js";
import { drawLever, type LeverRange } from "../../../src/model/economics/what-if/lever-range.js";
import { type Levers, unchanged } from "../../../src/model/economics/what-if/levers.js";
import { planGroups, type SalesPlan } from "../../../src/model/economics/what-if/sales-plan.js";
import { leverIndices, tornado } from "../../../src/model/economics/what-if/sensitivity.js";
import type { WhatIfModel } from "../../../src/model/economics/what-if/what-if.js";
import { substream } from "../../../src/model/numerics/substream.js";

const base = unchanged(0);

/** A year of life that brings half at once and half over the year; nothing is discounted. */
const life: readonly FlowCell[] = [
  { kind: "first deals", group: "all", margins: [0.5], revenues: [1], days: [0], years: [0], stays: [1] },
  { kind: "renewals", group: "all", margins: [0.5], revenues: [1], days: [182.6], years: [0], stays: [1] },
];
const plan: SalesPlan = {
  ...planGroups(
    Array.from({ length: 30 }, () => ({ pWin: 0.5, clv: 240 })),
    10,
    5,
    2,
  ),
  costPerProspect: 7,
  life,
  salesCycleMonths: 2,
};
const client: FlowCell = {
  kind: "renewals",
  group: "contracts",
  margins: [0, 100, 100],
  revenues: [0, 100, 100],
  days: [15, 45, 75],
  years: [0, 1, 1],
  stays: [1, 0.5, 0.5],
};
const model: WhatIfModel = { discountRateAnnual: 0, residual: [client], lifetime: [client], plan };

describe("whether an investment pays back, by hand", () => {
  it("finds the month in which what came back covers what was paid, for good", () => {
    expect(investmentOutcome({ costs: [100], margins: [0, 40, 40, 40] }, 0)).toEqual({
      value: 120,
      cost: 100,
      net: 20,
      ratio: 1.2,
      paybackMonths: 4,
    });
    // Covered in month 1, owing again in month 2, covered for good in month 3.
    expect(investmentOutcome({ costs: [10, 30], margins: [15, 0, 40] }, 0).paybackMonths).toBe(3);
    expect(investmentOutcome({ costs: [100], margins: [50] }, 0).paybackMonths).toBeNull();
  });

  it("divides by no cost of nothing", () => {
    expect(investmentOutcome({ costs: [], margins: [5] }, 0.1)).toMatchObject({
      ratio: null,
      paybackMonths: 0,
    });
    expect(investmentOutcome({ costs: [], margins: [] }, 0.1)).toMatchObject({
      value: 0,
      net: 0,
      ratio: null,
    });
  });

  it("discounts from the middle of each month", () => {
    const { value } = investmentOutcome({ costs: [], margins: [...new Array<number>(6).fill(0), 121] }, 0.21);
    expect(value).toBeCloseTo(121 * 1.21 ** (-6.5 / 12), 9);
  });
});

describe("what can be invested in", () => {
  it("a life is spread over its months", () => {
    expect(lifeByMonth(life, base, 0)[0]).toBeCloseTo(0.5 + 0.5 / 12, 12);
    expect(lifeByMonth(life, { ...base, newClientValue: 2 }, 0)[11]).toBeCloseTo(1 / 12, 12);
  });

  it("a campaign brings its prospects' worth, a sales cycle later", () => {
    const flows = campaignFlows(plan, { cost: 300, accounts: 4, winIndex: 1 }, base, 0);
    expect(flows.worked).toMatchObject({ prospects: 4, wins: 2 });
    expect(flows.margins.slice(0, 2)).toEqual([0, 0]);
    expect(flows.margins[2]).toBeCloseTo(480 * (0.5 + 0.5 / 12), 9);
    const { value, net, ratio } = investmentOutcome(flows, 0);
    expect([value, net, ratio].map((one) => Number(one?.toFixed(6)))).toEqual([480, 180, 1.6]);
  });

  it("a rep works more each month until the ramp is over, as far as the list goes", () => {
    const hire = { costAYear: 1200, years: 2, rampMonths: 12, accountsAYear: 12, winIndex: 1.5 };
    const flows = hireFlows(plan, hire, base, 0);
    // Half a year's work in the first year, a whole one in the second.
    expect(flows.worked.prospects).toBeCloseTo(18, 9);
    expect(flows.worked.wins).toBeCloseTo(13.5, 9);
    expect(investmentOutcome(flows, 0)).toMatchObject({ cost: 2400 });
    expect(investmentOutcome(flows, 0).value).toBeCloseTo(13.5 * 240, 6);
    expect(hireFlows(plan, { ...hire, accountsAYear: 1000 }, base, 0).worked.prospects).toBe(20);
    expect(hireFlows(plan, { ...hire, accountsAYear: 0 }, base, 0).margins.every((one) => one === 0)).toBe(
      true,
    );
  });

  it("more spend on a channel brings the difference on its curve", () => {
    const curve = saturatingCurve(1000, Math.LN2 / 10);
    const flows = channelFlows(plan, { today: 10, more: 10, curve }, base, 0);
    expect(investmentOutcome(flows, 0)).toMatchObject({ cost: 120 });
    expect(investmentOutcome(flows, 0).value).toBeCloseTo(12 * 250, 6);
    expect(investmentOutcome(channelFlows(plan, { today: 10, more: 0, curve }, base, 0), 0).net).toBe(0);
  });

  it("all of them are hit by what forecasts miss for all clients together", () => {
    const hire = { costAYear: 1200, years: 1, rampMonths: 0, accountsAYear: 4, winIndex: 1 };
    const education = { costAYear: 12, monthsToWork: 0, reach: 0.5, leaving: 0.5, frequency: 1 };
    const curve = saturatingCurve(1000, 0.1);
    const investments = [
      (levers: Levers) => hireFlows(plan, hire, levers, 0),
      (levers: Levers) => campaignFlows(plan, { cost: 300, accounts: 4, winIndex: 1 }, levers, 0),
      (levers: Levers) => channelFlows(plan, { today: 10, more: 10, curve }, levers, 0),
      (levers: Levers) => educationFlows(undiscounted(model.residual, 0), education, levers),
    ];
    for (const flows of investments) {
      const [expected, hit] = [base, { ...base, unforeseen: 0.5 }].map((one) =>
        investmentOutcome(flows(one), 0),
      );
      expect(hit?.value).toBeCloseTo(0.5 * (expected?.value ?? 0), 9);
      expect(hit?.cost).toBe(expected?.cost);
    }
  });

  it("education keeps some of those who would leave, among those reached, after some months", () => {
    const education = { costAYear: 12, monthsToWork: 0, reach: 0.5, leaving: 0.5, frequency: 1 };
    const today = undiscounted(model.residual, model.discountRateAnnual);
    // Half of those who leave stay: 0.75 / 0.5 of the margin of months 2 and 3, for half of the clients.
    expect(educationFlows(today, education, base)).toEqual({ costs: [1, 1, 1], margins: [0, 25, 25] });
    expect(educationFlows(today, { ...education, monthsToWork: 1 }, base).margins).toEqual([0, 0, 25]);
  });
});

const range = (lever: LeverRange["lever"], low: number, high: number): LeverRange => ({
  lever,
  low,
  high,
  source: "",
  isAssumption: false,
});

describe("ranges", () => {
  it("are met at the 10th and 90th percentile and left alone at the middle", () => {
    const wide = range("dealSize", 0.5, 3);
    expect(drawLever(base, wide, base, 0.5).dealSize).toBeCloseTo(1, 6);
    expect(drawLever(base, wide, base, 0.1).dealSize).toBeCloseTo(0.5, 3);
    expect(drawLever(base, wide, base, 0.9).dealSize).toBeCloseTo(3, 2);
    expect(
      drawLever(base, range("discountRateAnnual", -0.02, 0.02), base, 0.9).discountRateAnnual,
    ).toBeCloseTo(0.02, 4);
    for (const quantile of [0, 1]) expect(drawLever(base, wide, base, quantile).dealSize).toBeGreaterThan(0);
  });

  it("come from blocks drawn anew, and from nothing where too few tell", () => {
    const random = substream(1, "blocks");
    const alike = Array.from({ length: 8 }, () => ({ numerator: 2, denominator: 4 }));
    expect(blockRatioRange(alike, 4, random)).toEqual({ low: 1, high: 1 });
    const apart = alike.map((block, at) => ({ ...block, numerator: at % 2 === 0 ? 1 : 3 }));
    const { low = 1, high = 1 } = blockRatioRange(apart, 4, random) ?? {};
    expect(low).toBeLessThan(0.8);
    expect(high).toBeGreaterThan(1.2);
    const idle = Array.from({ length: 40 }, () => ({ numerator: 0, denominator: 0 }));
    expect(blockRatioRange([...idle, ...alike], 4, random)).toEqual({ low: 1, high: 1 });
    expect(blockRatioRange(alike.slice(0, 3), 4, random)).toBeNull();
    expect(
      blockRatioRange(
        alike.map(() => ({ numerator: 0, denominator: 0 })),
        4,
        random,
      ),
    ).toBeNull();
  });

  it("turn into bars, the widest first, and into an interval", () => {
    const ranges = [range("winRate", 0.9, 1.1), range("dealSize", 0.8, 1.2)];
    const bars = tornado(model, ranges, base, "ahead");
    expect(bars.map(({ lever }) => lever)).toEqual(["dealSize", "winRate"]);
    expect(bars[0]?.atLow).toBeLessThan(bars[0]?.atHigh ?? 0);
    const estimate = investmentEstimate(
      (levers) => campaignFlows(plan, { cost: 300, accounts: 4, winIndex: 1 }, levers, 0),
      base,
      ranges,
      0,
      200,
      substream(2, "estimate"),
    );
    expect(estimate.expected.value).toBeCloseTo(480, 6);
    expect(estimate.value.low).toBeLessThan(480);
    expect(estimate.value.high).toBeGreaterThan(480);
    expect(estimate.payback.low).toBeGreaterThan(0);
    expect(estimate.pays).toBeGreaterThan(0.9);
  });

  it("give an interval that hangs little on chance, with as few draws as a page can afford", () => {
    const ranges = [range("unforeseen", 0.6, 1 / 0.6), range("winRate", 0.85, 1 / 0.85)];
    const ends = Array.from({ length: 20 }, (_, seed) => {
      const { value } = investmentEstimate(
        (levers) => campaignFlows(plan, { cost: 300, accounts: 4, winIndex: 1 }, levers, 0),
        base,
        ranges,
        0,
        80,
        substream(seed, "draws"),
      );
      return value;
    });
    // The squares of the logarithms add up: √(ln² 0.6 + ln² 0.85) = 0.536.
    for (const { low, high } of ends) {
      expect(Math.abs(Math.log(high / 480) - 0.536)).toBeLessThan(0.1);
      expect(Math.abs(Math.log(low / 480) + 0.536)).toBeLessThan(0.1);
    }
  });

  it("share out the variance of a sum by its parts", () => {
    // The plan alone: value·(newClientValue) − cost·κ, small ranges: an additive result of two lognormals.
    const ranges = [range("newClientValue", 0.98, 1 / 0.98), range("acquisitionCost", 0.5, 2)];
    const indices = leverIndices(model, ranges, "plan", 4096, substream(3, "plan"));
    const variance = (amount: number, high: number): number => {
      const s2 = (Math.log(high) / 1.2815515655446004) ** 2;
      return amount ** 2 * Math.exp(s2) * Math.expm1(s2);
    };
    const parts = [variance(1200, 1 / 0.98), variance(70, 2)];
    const all = parts.reduce((sum, part) => sum + part, 0);
    for (const [at, part] of parts.entries()) {
      expect(Math.abs((indices[at]?.first ?? 0) - part / all)).toBeLessThan(0.05);
      expect(Math.abs((indices[at]?.total ?? 0) - part / all)).toBeLessThan(0.05);
    }
  });
});
