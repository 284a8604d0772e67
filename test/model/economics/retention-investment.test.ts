import { describe, expect, it } from "vitest";
import {
  type MeasuredDecision,
  measuresOfLeaving,
} from "../../../src/model/economics/what-if/reachable-improvement.js";
import {
  leavingInReach,
  retentionInvestment,
  standingOf,
  tellingMeasure,
} from "../../../src/model/economics/what-if/retention-investment.js";
import { substream } from "../../../src/model/numerics/substream.js";

/** `count` decisions of as many clients with one reading each, of which the first `left` were to leave. */
function decisions(stratum: string, reading: number, count: number, left: number): MeasuredDecision[] {
  return Array.from({ length: count }, (_, at) => ({
    clientId: `${stratum} ${reading} ${at}`,
    stratum,
    stayed: at >= left,
    readings: new Map([["satisfaction", reading]]),
  }));
}

describe("what goes with leaving", () => {
  const twice = [...decisions("a", 5, 40, 20), ...decisions("a", 9, 40, 10)];

  it("is how much less like clients leave that do well, drawn towards nothing", () => {
    const [measure] = measuresOfLeaving(twice);
    // ln RR = ln 2 with variance (30·40·40/80² − 20·10/80) / (10·5) = 0.1; weight (ln 2)² / ((ln 2)² + 0.1) = 0.8277.
    expect(measure).toMatchObject({ betterIs: "higher", middle: 7, poor: { left: 20 }, well: { left: 10 } });
    expect(measure?.avoidable.value).toBeCloseTo(1 - Math.exp(-0.8277 * Math.LN2), 4);
    const half = 1.28155 * Math.sqrt(0.8277 * 0.1);
    expect(measure?.avoidable.low).toBeCloseTo(1 - Math.exp(half - 0.8277 * Math.LN2), 4);
    expect(measure?.p).toBeCloseTo(0.02838, 4);
  });

  it("knows that fewer support tickets are better", () => {
    const turned = twice.map((one) => ({
      ...one,
      readings: new Map([["support", 10 - (one.readings.get("satisfaction") ?? 0)]]),
    }));
    expect(measuresOfLeaving(turned)[0]).toMatchObject({ betterIs: "lower", poor: { left: 20 } });
  });

  it("compares like with like: what only sorts clients by their terms goes with nothing", () => {
    const sorted = [
      ...decisions("one year", 5, 80, 40),
      ...decisions("one year", 9, 20, 10),
      ...decisions("three years", 5, 20, 2),
      ...decisions("three years", 9, 80, 8),
    ];
    const [measure] = measuresOfLeaving(sorted);
    expect(measure?.p).toBeCloseTo(1, 9);
    expect(tellingMeasure(measuresOfLeaving(sorted))).toBeNull();
  });

  it("is seldom found where readings are by chance", () => {
    const claims = Array.from({ length: 80 }, (_, world) => {
      const random = substream(3, `world ${world}`);
      const rows = Array.from({ length: 120 }, (_, at) => ({
        clientId: `c${at}`,
        stratum: random() < 0.5 ? "a" : "b",
        stayed: random() < 0.8,
        readings: new Map(["satisfaction", "engagement", "support"].map((name) => [name, random()])),
      }));
      return tellingMeasure(measuresOfLeaving(rows));
    }).filter((claim) => claim !== null);
    expect(claims.length).toBeLessThanOrEqual(8);
  });

  it("counts a client that ends five contracts at once as one that left", () => {
    const [alone] = measuresOfLeaving(twice);
    const [together] = measuresOfLeaving(Array.from({ length: 5 }, () => twice).flat());
    expect(together?.poor).toEqual({ decisions: 200, left: 100 });
    expect(together?.p).toBeCloseTo(alone?.p ?? 0, 9);
    expect(together?.avoidable).toEqual({
      value: expect.closeTo(alone?.avoidable.value ?? 0, 9),
      low: expect.closeTo(alone?.avoidable.low ?? 0, 9),
      high: expect.closeTo(alone?.avoidable.high ?? 0, 9),
    });
    const five = [...decisions("a", 5, 5, 5), ...decisions("a", 9, 5, 2)];
    expect(measuresOfLeaving(Array.from({ length: 10 }, () => five).flat())).toEqual([]);
  });

  it("is found by chance no more often where clients hold several contracts", () => {
    const worlds = 200;
    const claims = Array.from({ length: worlds }, (_, world) => {
      const random = substream(5, `world ${world}`);
      const rows = Array.from({ length: 80 }, (_, at) => {
        const stayed = random() > 0.25;
        const readings = new Map([["satisfaction", random()]]);
        return Array.from({ length: 4 }, () => ({ clientId: `c${at}`, stratum: "a", stayed, readings }));
      });
      return tellingMeasure(measuresOfLeaving(rows.flat()));
    }).filter((claim) => claim !== null);
    // 5 % and three standard errors of 200 worlds; with every contract a decision of its own it is a third of them.
    expect(claims.length / worlds).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / worlds));
  });

  it("is left out where it cannot be told", () => {
    expect(measuresOfLeaving([])).toEqual([]);
    expect(measuresOfLeaving([...decisions("a", 5, 15, 10), ...decisions("a", 9, 15, 5)])).toEqual([]);
    expect(measuresOfLeaving([...decisions("a", 5, 30, 15), ...decisions("a", 9, 30, 0)])).toEqual([]);
    expect(measuresOfLeaving(decisions("a", 5, 100, 40))).toEqual([]);
  });
});

describe("what keeping an account is worth", () => {
  const [measure = null] = measuresOfLeaving([...decisions("a", 5, 40, 20), ...decisions("a", 9, 40, 10)]);

  it("is value at risk × reach × share, with the interval of the reach", () => {
    const reach = leavingInReach(measure, "poor");
    const worth = retentionInvestment(100_000, reach, 0.5);
    expect(worth.value).toBeCloseTo(50_000 * reach.value, 6);
    expect(worth.low).toBeLessThan(worth.value);
    expect(worth.high).toBeGreaterThan(worth.value);
  });

  it("is nothing where an account does well already, and between where nothing was measured", () => {
    expect(leavingInReach(measure, "well").value).toBe(0);
    const [poor, unknown] = [leavingInReach(measure, "poor"), leavingInReach(measure, "unknown")];
    expect(unknown.value).toBeCloseTo((poor.value * 20) / 30, 9);
    expect(leavingInReach(null, "unknown")).toEqual({ value: 1, low: 1, high: 1 });
    if (measure === null) throw new Error("no measure");
    expect([7.1, 7, null].map((reading) => standingOf(reading, measure))).toEqual([
      "well",
      "poor",
      "unknown",
    ]);
  });

  it("refuses what is no value at risk and no share", () => {
    const reach = leavingInReach(null, "unknown");
    expect(() => retentionInvestment(-1, reach, 0.5)).toThrow(/value at risk -1/);
    expect(() => retentionInvestment(Number.NaN, reach, 0.5)).toThrow(RangeError);
    expect(() => retentionInvestment(1, reach, 1.1)).toThrow(/share 1.1/);
  });
});
