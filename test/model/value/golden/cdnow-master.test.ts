import { describe, expect, it } from "vitest";
import { fitGammaGamma } from "../../../../src/model/value/gamma-gamma/fit-gamma-gamma.js";
import { purchaseHistoryOf } from "../../../../src/model/value/orders/order-history.js";
import { repeatModel } from "../../../../src/model/value/repeat/repeat-models.js";
import { cdnow, SHARED_PRESENT } from "../cdnow.js";
import { repeatSpend, spendLikelihoodAt } from "./order-value.js";
import { asPrinted, farthestFrom, likelihoodAt } from "./printed.js";

describe.skipIf(!SHARED_PRESENT)("all 23,570 customers of CDNOW (need the shared folder)", () => {
  const { histories, holdoutOrderDays } = SHARED_PRESENT
    ? cdnow("master")
    : { histories: [], holdoutOrderDays: 0 };
  const purchases = histories.map((history) => purchaseHistoryOf(history.orders));

  it("are counted as published", () => {
    expect(purchases).toHaveLength(23_570);
    expect(purchases.reduce((sum, { repeats }) => sum + repeats, 0)).toBe(24_337);
    expect(holdoutOrderDays).toBe(19_684);
  });

  // No likelihood of MBG/NBD is published: this one is ours.
  it.each([
    ["bg-nbd", "-95368.4439", { r: "0.251624", alpha: "4.78894", a: "0.72343", b: "2.16108" }, 1e-5],
    ["pareto-nbd", "-95415.1186", { r: "0.59741", alpha: "11.5851", s: "0.52217", beta: "8.8260" }, 3e-4],
    ["mbg-nbd", "-95336.9583", { r: "0.63713", alpha: "7.31023", a: "0.80749", b: "1.22844" }, 5e-5],
  ] as const)(
    "are fitted by %s at the precise maximum: other programs' parameters are no likelier",
    (name, logLikelihood, parameters, tolerance) => {
      const fit = repeatModel(name).fit(purchases);
      expect(asPrinted([logLikelihood], [fit?.logLikelihood ?? 0])).toEqual([logLikelihood]);
      expect(farthestFrom(parameters, fit?.parameters)).toBeLessThan(tolerance);
      expect(fit).toMatchObject({ model: name, weakPriors: false, warnings: [], observations: 23_570 });
      expect(likelihoodAt(name, parameters, purchases)).toBeLessThan((fit?.logLikelihood ?? 0) + 1e-6);
    },
  );

  it("have order values that gamma-gamma fits at the precise maximum: other programs' parameters are no likelier", () => {
    const spend = repeatSpend(histories);
    const parameters = { p: "6.27534", q: "3.62444", v: "14.98371" };
    const fit = fitGammaGamma(spend);
    expect(fit?.logLikelihood.toFixed(4)).toBe("-40763.4763");
    expect(farthestFrom(parameters, { ...fit?.parameters })).toBeLessThan(1e-5);
    expect(spendLikelihoodAt(parameters, spend)).toBeLessThan(fit?.logLikelihood ?? 0);
  });
});
