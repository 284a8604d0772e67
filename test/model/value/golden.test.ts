import { describe, expect, it } from "vitest";
import { bgNbdLogLikelihood } from "../../../src/model/value/bg-nbd/bg-nbd-log-likelihood.js";
import type { BgNbdParameters } from "../../../src/model/value/bg-nbd/bg-nbd-parameters.js";
import { bgNbdSample } from "../../../src/model/value/bg-nbd/bg-nbd-sample.js";
import { expectedPurchases } from "../../../src/model/value/bg-nbd/expected-purchases.js";
import { fitBgNbd } from "../../../src/model/value/bg-nbd/fit-bg-nbd.js";
import { probabilityAlive } from "../../../src/model/value/bg-nbd/probability-alive.js";
import { expectedOrderValue } from "../../../src/model/value/gamma-gamma/expected-order-value.js";
import { fitNbd } from "../../../src/model/value/nbd/fit-nbd.js";
import { orderExposureOf, purchaseHistoryOf } from "../../../src/model/value/order-history.js";
import { fitOrderValue } from "../../../src/model/value/order-value.js";
import { cdnow, SHARED_PRESENT, sharedCsv } from "./cdnow.js";

const BG_PINS: BgNbdParameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const GG_PINS = { p: 6.25, q: 3.74, v: 15.44 };

function expectRelative(actual: number | undefined, expected: number, tolerance: number): void {
  expect(Math.abs((actual ?? Number.NaN) / expected - 1)).toBeLessThan(tolerance);
}

describe.skipIf(!SHARED_PRESENT)("CDNOW, against other programs (needs the shared folder)", () => {
  const { histories } = SHARED_PRESENT ? cdnow("sample") : { histories: [] };
  const purchases = histories.map((history) => purchaseHistoryOf(history.orders));

  it("counts the sample as published", () => {
    const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
    expect(histories).toHaveLength(2357);
    expect(sum(purchases.map((history) => history.repeats))).toBe(2457);
    expect(sum(purchases.map((history) => history.recency))).toBeCloseTo(16_135.5714, 4);
    expect(sum(purchases.map((history) => history.age))).toBeCloseTo(77_111.2857, 4);
  });

  it("fits BG/NBD to the precise maximum with its standard errors", () => {
    const fit = fitBgNbd(purchases);
    expect(fit?.logLikelihood).toBeCloseTo(-9582.4292, 3);
    expectRelative(fit?.parameters.r, 0.242595, 1e-5);
    expectRelative(fit?.parameters.alpha, 4.41363, 1e-4);
    expectRelative(fit?.parameters.a, 0.79294, 1e-3);
    expectRelative(fit?.parameters.b, 2.426, 1e-3);
    expectRelative(fit?.standardErrors?.r, 0.012557, 1e-3);
    expectRelative(fit?.standardErrors?.alpha, 0.37822, 1e-3);
    expectRelative(fit?.standardErrors?.a, 0.18573, 1e-3);
    expectRelative(fit?.standardErrors?.b, 0.70541, 1e-3);
    expect(fit).toMatchObject({ weakPriors: false, warnings: [], observations: 2357 });
  });

  it("fits gamma-gamma to the precise maximum with its standard errors", () => {
    const { gammaGamma } = fitOrderValue(histories) ?? {};
    expect(gammaGamma?.logLikelihood).toBeCloseTo(-4055.9177, 3);
    expectRelative(gammaGamma?.parameters.p, 6.24935, 1e-3);
    expectRelative(gammaGamma?.parameters.q, 3.74426, 1e-3);
    expectRelative(gammaGamma?.parameters.v, 15.44431, 1e-3);
    expectRelative(gammaGamma?.standardErrors?.p, 1.19, 1e-3);
    expectRelative(gammaGamma?.standardErrors?.q, 0.2901, 1e-3);
    expectRelative(gammaGamma?.standardErrors?.v, 4.16, 1e-3);
    expect(gammaGamma?.observations).toBe(946);
  });

  it("fits the negative binomial rate to the precise maximum", () => {
    const fit = fitNbd(histories.map((history) => orderExposureOf(history.orders)));
    expect(fit?.logLikelihood).toBeCloseTo(-9763.6576, 3);
    expectRelative(fit?.parameters.r, 0.384766, 1e-4);
    expectRelative(fit?.parameters.alpha, 12.07201, 1e-4);
  });

  it("gives all 2,357 customers the pinned likelihood, P(alive), expected purchases and order value", () => {
    const rows = sharedCsv("golden/clv/cdnow_percustomer_pinned.csv");
    expect(rows).toHaveLength(2357);
    const worst = { likelihood: 0, alive: 0, purchases: 0, orderValue: 0 };
    for (const row of rows) {
      const number = (name: string): number => Number(row[name]);
      const history = { repeats: number("x"), recency: number("t_x"), age: number("T") };
      const miss = (measure: keyof typeof worst, actual: number, expected: number): void => {
        worst[measure] = Math.max(worst[measure], Math.abs(actual - expected));
      };
      miss("likelihood", bgNbdLogLikelihood(BG_PINS, history), number("bg_ll"));
      miss("alive", probabilityAlive(BG_PINS, history), number("bg_palive"));
      miss("purchases", expectedPurchases(BG_PINS, history, 39), number("bg_cet39"));
      const orders = number("m_x") > 0 ? number("x") : 0;
      miss("orderValue", expectedOrderValue(GG_PINS, orders, number("m_x")), number("gg_mean"));
    }
    expect(worst.likelihood).toBeLessThan(1e-8);
    expect(worst.alive).toBeLessThan(1e-8);
    expect(worst.purchases).toBeLessThan(1e-7);
    expect(worst.orderValue).toBeLessThan(1e-6);
  });

  it("collapses identical histories without changing the likelihood", () => {
    const one = purchases.reduce((sum, history) => sum + bgNbdLogLikelihood(BG_PINS, history), 0);
    expect(bgNbdSample(purchases)(BG_PINS).logLikelihood).toBeCloseTo(one, 7);
  });

  it("fits the master file of 23,570 customers to other programs' maximum", () => {
    const master = cdnow("master").histories;
    const fit = fitBgNbd(master.map((history) => purchaseHistoryOf(history.orders)));
    expect(master).toHaveLength(23_570);
    expect(fit?.logLikelihood).toBeCloseTo(-95_368.4439, 3);
    expectRelative(fit?.parameters.r, 0.251624, 1e-4);
    expectRelative(fit?.parameters.b, 2.16108, 1e-4);
    const { gammaGamma } = fitOrderValue(master) ?? {};
    expect(gammaGamma?.logLikelihood).toBeCloseTo(-40_763.4763, 3);
    expectRelative(gammaGamma?.parameters.v, 14.98371, 1e-4);
  });
});
