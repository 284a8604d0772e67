import { mean, randomGamma, randomLcg, randomPoisson, sum } from "d3";
import { describe, expect, it } from "vitest";
import { orderRateOf } from "../../../src/model/value/nbd/expected-order-rate.js";
import { fitNbd } from "../../../src/model/value/nbd/fit-nbd.js";
import { fitRecentNbd } from "../../../src/model/value/nbd/fit-recent-nbd.js";
import type { OrderExposure } from "../../../src/model/value/nbd/nbd-parameters.js";

const YEAR = 52;

/** Clients at gamma rates a week; in the last year everybody's is `pace` times what it was. */
function clients(count: number, pace: number, seed: number): { exposures: OrderExposure[]; rates: number[] } {
  const random = randomLcg(seed);
  const draw = randomGamma.source(random)(2, 1 / 40);
  const rates: number[] = [];
  const exposures = Array.from({ length: count }, () => {
    const rate = draw();
    rates.push(rate * pace);
    const before = 150 * random();
    const old = randomPoisson.source(random)(rate * before)();
    const recent = randomPoisson.source(random)(rate * pace * YEAR)();
    return {
      orders: old + recent,
      exposure: before + YEAR,
      lastYear: { orders: recent, exposure: YEAR },
    };
  });
  return { exposures, rates };
}

describe("order rates under contract", () => {
  it("count the last 12 months once and what came before once more by the memory", () => {
    const exposure = { orders: 9, exposure: 100, lastYear: { orders: 4, exposure: 50 } };
    const { shape, rate } = orderRateOf({ r: 1, alpha: 10, memory: 0.5 }, exposure);
    expect(shape).toBeCloseTo(1 + 0.5 * 4 + 0.25 * 5, 12);
    expect(rate).toBeCloseTo(10 + 0.5 * 50 + 0.25 * 50, 12);
    expect(orderRateOf({ r: 1, alpha: 10, memory: 1 }, exposure)).toEqual({ shape: 10, rate: 110 });
    expect(orderRateOf({ r: 1, alpha: 10, memory: 1 }, { orders: 9, exposure: 100 })).toEqual({
      shape: 10,
      rate: 110,
    });
  });

  it("stay those of all the time where clients keep their pace", () => {
    for (const seed of [0.1, 0.2]) {
      const { exposures } = clients(200, 1, seed);
      expect(fitRecentNbd(exposures)).toEqual(fitNbd(exposures));
    }
  });

  it("follow a pace that doubled a year ago, which all the time taken together misses", () => {
    const { exposures, rates } = clients(300, 2, 0.4);
    const expected = (fit: ReturnType<typeof fitNbd>): number =>
      mean(exposures, (one) => {
        const { shape, rate } = orderRateOf(fit?.parameters ?? { r: 0, alpha: 1, memory: 1 }, one);
        return shape / rate;
      }) ?? 0;
    const truth = sum(rates) / rates.length;
    const recent = fitRecentNbd(exposures);
    expect(Math.abs(expected(recent) / truth - 1)).toBeLessThan(0.12);
    expect(expected(fitNbd(exposures)) / truth).toBeLessThan(0.85);
    expect(recent?.parameters.memory).toBeLessThan(1);
    expect(recent?.standardErrors?.r).toBeGreaterThan(0);
    expect(recent?.warnings.join()).toMatch(/faster or slower in the last 12 months than before/);
  });

  it("are left to all the time where too few clients tell", () => {
    const { exposures } = clients(20, 3, 0.5);
    expect(fitRecentNbd(exposures)).toEqual(fitNbd(exposures));
    expect(fitRecentNbd([])).toBeNull();
  });
});
