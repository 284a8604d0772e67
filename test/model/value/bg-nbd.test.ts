import { describe, expect, it } from "vitest";
import { bgNbdLogLikelihood } from "../../../src/model/value/bg-nbd/bg-nbd-log-likelihood.js";
import type { PurchaseHistory } from "../../../src/model/value/bg-nbd/bg-nbd-parameters.js";
import { bgNbdSample } from "../../../src/model/value/bg-nbd/bg-nbd-sample.js";
import {
  expectedPurchases,
  expectedPurchasesOfNewClient,
} from "../../../src/model/value/bg-nbd/expected-purchases.js";
import { fitBgNbd } from "../../../src/model/value/bg-nbd/fit-bg-nbd.js";
import { probabilityAlive } from "../../../src/model/value/bg-nbd/probability-alive.js";

const PINS = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

// BTYD 2.4.3 at the pins, T = 39 weeks: x, tₓ, log-likelihood, P(alive), purchases expected in 52 weeks.
const BTYD = [
  [0, 0, -0.55549816, 1, 0.25135803],
  [1, 9.75, -5.18425207, 0.43190534, 0.52764941],
  [2, 9.75, -8.43593424, 0.25941516, 0.55505072],
  [7, 9.75, -16.57756428, 0.00317435, 0.02071669],
  [2, 31.2, -9.47710303, 0.73480011, 1.57219543],
  [7, 31.2, -21.9973113, 0.71683739, 4.67828354],
  [26, 31.2, -41.27431119, 0.16059295, 3.66757087],
  [26, 39, -43.07468955, 0.97189837, 22.1959073],
] as const;

describe("BG/NBD", () => {
  it.each(BTYD)("agrees with BTYD for x = %d, tx = %d", (repeats, recency, likelihood, alive, purchases) => {
    const history = { repeats, recency, age: 39 };
    expect(bgNbdLogLikelihood(PINS, history)).toBeCloseTo(likelihood, 7);
    expect(probabilityAlive(PINS, history)).toBeCloseTo(alive, 7);
    expect(expectedPurchases(PINS, history, 52)).toBeCloseTo(purchases, 7);
  });

  it("does not overflow for 200 purchases in 40 weeks", () => {
    const parameters = { r: 0.25, alpha: 4, a: 0.8, b: 2.5 };
    const heavy = { repeats: 200, recency: 38, age: 40 };
    expect(bgNbdLogLikelihood(parameters, heavy)).toBeCloseTo(100.795693, 5);
    expect(bgNbdLogLikelihood(parameters, { repeats: 0, recency: 0, age: 40 })).toBeCloseTo(-0.5994738, 6);
    expect(expectedPurchases(parameters, heavy, 40)).toBeGreaterThan(0);
    expect(probabilityAlive(PINS, { repeats: 5000, recency: 1, age: 5000 })).toBe(0);
  });

  it("expects of a new client what BTYD expects", () => {
    const expected = [0.05326789, 0.19606817, 0.53443955, 0.9026369, 1.19672319, 1.4460506, 1.86051906];
    [1, 4, 13, 26, 39, 52, 78].forEach((weeks, index) => {
      expect(expectedPurchasesOfNewClient(PINS, weeks)).toBeCloseTo(expected[index] ?? 0, 7);
    });
  });

  it("passes a = 1 without a jump", () => {
    const at = (a: number): number =>
      expectedPurchases({ ...PINS, a }, { repeats: 2, recency: 30, age: 39 }, 52);
    expect(at(1)).toBeCloseTo((at(1 - 1e-6) + at(1 + 1e-6)) / 2, 9);
    expect(at(1 - 1e-6)).toBeGreaterThan(at(1 + 1e-6));
  });

  it("expects fewer purchases of a client that bought often and then stopped", () => {
    const at = (repeats: number): number => expectedPurchases(PINS, { repeats, recency: 20, age: 39 }, 52);
    const values = [5, 10, 15, 20].map(at);
    expect(values).toEqual([...values].sort((one, other) => other - one));
    expect(values.at(-1)).toBeLessThan(0.01);
  });

  it("grows with the time ahead, from 0, at most at the client's own rate", () => {
    const history = { repeats: 3, recency: 20, age: 30 };
    let before = 0;
    for (const ahead of [0, 1, 10, 100, 1000, 10_000]) {
      const value = expectedPurchases(PINS, history, ahead);
      expect(value).toBeGreaterThanOrEqual(before);
      expect(value).toBeLessThanOrEqual((ahead * (PINS.r + 3)) / (PINS.alpha + 30) + 1e-12);
      before = value;
    }
  });

  it("has the slopes that differences show", () => {
    const histories: PurchaseHistory[] = BTYD.map(([repeats, recency]) => ({ repeats, recency, age: 39 }));
    const sample = bgNbdSample(histories);
    const at = (shift: readonly number[]): number => {
      const [r = 0, alpha = 0, a = 0, b = 0] = Object.values(PINS).map(
        (value, index) => value * Math.exp(shift[index] ?? 0),
      );
      return sample({ r, alpha, a, b }).logLikelihood;
    };
    const { slopes } = sample(PINS);
    slopes.forEach((slope, index) => {
      const shift = (by: number): number[] => slopes.map((_, other) => (other === index ? by : 0));
      expect(slope).toBeCloseTo((at(shift(1e-5)) - at(shift(-1e-5))) / 2e-5, 5);
    });
  });

  it("leans on weak priors, and says so, when few bought again", () => {
    const histories = Array.from({ length: 12 }, (_, index) => ({
      repeats: index < 3 ? 2 : 0,
      recency: index < 3 ? 20 : 0,
      age: 50,
    }));
    const fit = fitBgNbd(histories);
    expect(fit?.weakPriors).toBe(true);
    expect(fit?.warnings[0]).toMatch(/Only 3 of 12 clients bought again/);
    const ofNew = expectedPurchasesOfNewClient(fit?.parameters ?? PINS, 50);
    expect(ofNew).toBeGreaterThan(0.2);
    expect(ofNew).toBeLessThan(1.2);
  });

  it("stays finite when clients do not differ at all", () => {
    const same = Array.from({ length: 200 }, () => ({ repeats: 4, recency: 48, age: 52 }));
    const fit = fitBgNbd(same);
    expect(fit?.weakPriors).toBe(true);
    expect(fit?.warnings).toHaveLength(1);
    expect(Object.values(fit?.parameters ?? {}).every((value) => value > 0 && Number.isFinite(value))).toBe(
      true,
    );
  });

  it("says nothing of repeat business when nobody bought twice", () => {
    expect(fitBgNbd([{ repeats: 0, recency: 0, age: 30 }])).toBeNull();
    expect(fitBgNbd([])).toBeNull();
  });
});
