import { rollup, rollups } from "d3";
import { describe, expect, it } from "vitest";
import { fitNbd } from "../../../../src/model/value/nbd/fit-nbd.js";
import { orderExposureOf, purchaseHistoryOf } from "../../../../src/model/value/orders/order-history.js";
import { repeatForecaster, repeatModel } from "../../../../src/model/value/repeat/repeat-models.js";
import { cdnow, SHARED_PRESENT, sharedText } from "../cdnow.js";
import { asPrinted, farthestFrom, likelihoodAt, printed } from "./printed.js";

const MODELS = ["bg-nbd", "pareto-nbd", "mbg-nbd", "nbd"] as const;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe.skipIf(!SHARED_PRESENT)("the CDNOW sample, against other programs (needs the shared folder)", () => {
  const { histories, holdoutRevenue, holdoutOrderDays } = SHARED_PRESENT
    ? cdnow("sample")
    : { histories: [], holdoutRevenue: new Map<string, number>(), holdoutOrderDays: 0 };
  const purchases = histories.map((history) => purchaseHistoryOf(history.orders));
  const fits = new Map(MODELS.map((name) => [name, repeatModel(name).fit(purchases)]));

  it("is counted as published", () => {
    expect(sharedText("real/cdnow/CDNOW_sample.txt").trim().split("\n")).toHaveLength(6919);
    expect(histories).toHaveLength(2357);
    const repeats = sum(purchases.map((history) => history.repeats));
    expect(repeats).toBe(2457);
    expect(holdoutOrderDays).toBe(1882);
    expect(histories.length + repeats + holdoutOrderDays).toBe(6696);
    const published = printed("16135.5714 77111.2857 173115.55 70976.39");
    const sums = [
      sum(purchases.map((history) => history.recency)),
      sum(purchases.map((history) => history.age)),
      sum(histories.map((history) => history.revenue)),
      sum([...holdoutRevenue.values()]),
    ];
    expect(asPrinted(published, sums)).toEqual(published);
  });

  it.each([
    ["bg-nbd", "-9582.4292", { r: "0.242595", alpha: "4.41363", a: "0.79294", b: "2.4260" }, 5e-5],
    ["pareto-nbd", "-9594.9762", { r: "0.5533", alpha: "10.578", s: "0.6060", beta: "11.66" }, 1e-3],
    ["mbg-nbd", "-9582.1357", { r: "0.52484", alpha: "6.18309", a: "0.89139", b: "1.61405" }, 5e-5],
    ["nbd", "-9763.6576", { r: "0.384766", alpha: "12.07201" }, 5e-6],
  ] as const)(
    "is fitted by %s to the precise maximum: other programs' parameters are no likelier",
    (name, logLikelihood, parameters, tolerance) => {
      const fit = fits.get(name);
      expect(asPrinted([logLikelihood], [fit?.logLikelihood ?? 0])).toEqual([logLikelihood]);
      expect(farthestFrom(parameters, fit?.parameters)).toBeLessThan(tolerance);
      expect(fit).toMatchObject({ model: name, weakPriors: false, warnings: [], observations: 2357 });
      expect(likelihoodAt(name, parameters, purchases)).toBeLessThan((fit?.logLikelihood ?? 0) + 1e-7);
    },
  );

  it.each([
    ["bg-nbd", { r: "0.012557", alpha: "0.37822", a: "0.18573", b: "0.70541" }, 5e-5],
    ["pareto-nbd", { r: "0.04763", alpha: "0.84272", s: "0.18726", beta: "6.2105" }, 5e-4],
  ] as const)("has standard errors under %s as other programs have them", (name, errors, tolerance) => {
    expect(farthestFrom(errors, fits.get(name)?.standardErrors)).toBeLessThan(tolerance);
  });

  it("is fitted alike by the model of orders under contract, which differences and not slopes lead", () => {
    const fit = fitNbd(histories.map((history) => orderExposureOf(history.orders)));
    expect(fit?.logLikelihood.toFixed(4)).toBe("-9763.6576");
    expect(farthestFrom({ r: "0.384766", alpha: "12.07201" }, fit?.parameters)).toBeLessThan(5e-6);
  });

  const clientsByAge = rollups(
    purchases,
    ({ length }) => length,
    ({ age }) => age,
  );
  const expectedCustomers = (name: "bg-nbd" | "pareto-nbd", count: number): number => {
    const fit = fits.get(name);
    if (!fit) throw new Error("no fit");
    const { probabilityOfCount } = repeatForecaster(fit);
    return sum(clientsByAge.map(([age, clients]) => clients * probabilityOfCount(count, age)));
  };

  it("holds as many customers of each count as published", () => {
    const counts = rollup(
      purchases,
      ({ length }) => length,
      ({ repeats }) => Math.min(7, repeats),
    );
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((count) => counts.get(count))).toEqual([
      1411, 439, 214, 100, 62, 38, 29, 64,
    ]);
  });

  // Printed at the other program's own maximum, which is ours up to its digits.
  it.each([
    ["pareto-nbd", "1434.04 396.88 193.50 111.81 69.99 45.86 30.93 73.99"],
    ["bg-nbd", "1407.69 460.32 192.46 101.17 59.85 38.12 25.55"],
  ] as const)("is expected to by %s as by other programs", (name, line) => {
    const expected = [0, 1, 2, 3, 4, 5, 6].map((count) => expectedCustomers(name, count));
    const all = [...expected, purchases.length - sum(expected)];
    printed(line).forEach((value, count) => {
      expect(Math.abs((all[count] ?? 0) - Number(value)), `${count} purchases`).toBeLessThan(0.01);
    });
  });

  it("is expected to by bg-nbd of 7 purchases to 29, the most of any, where other programs' 71.23 ends", () => {
    const counts = Array.from({ length: 23 }, (_, index) => expectedCustomers("bg-nbd", 7 + index));
    expect(sum(counts).toFixed(2)).toBe("71.23");
  });
});
