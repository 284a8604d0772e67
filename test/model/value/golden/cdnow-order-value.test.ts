import { describe, expect, it } from "vitest";
import { fitGammaGamma } from "../../../../src/model/value/gamma-gamma/fit-gamma-gamma.js";
import { cdnow, SHARED_PRESENT } from "../cdnow.js";
import { allSpend, repeatSpend, spendLikelihoodAt } from "./order-value.js";
import { asPrinted, farthestFrom } from "./printed.js";

describe.skipIf(!SHARED_PRESENT)(
  "order values of the CDNOW sample, against other programs (need the shared folder)",
  () => {
    const { histories } = SHARED_PRESENT ? cdnow("sample") : { histories: [] };

    it.each([
      ["repeat purchases", repeatSpend, "-4055.9177", { p: "6.24935", q: "3.74426", v: "15.44431" }],
      ["all purchases", allSpend, "-9898.4509", { p: "9.88124", q: "3.39875", v: "7.92859" }],
    ] as const)(
      "are fitted by gamma-gamma to %s at the precise maximum: other programs' parameters are no likelier",
      (_, spendOf, logLikelihood, parameters) => {
        const spend = spendOf(histories);
        const fit = fitGammaGamma(spend);
        expect(asPrinted([logLikelihood], [fit?.logLikelihood ?? 0])).toEqual([logLikelihood]);
        expect(farthestFrom(parameters, { ...fit?.parameters })).toBeLessThan(1e-4);
        expect(spendLikelihoodAt(parameters, spend)).toBeLessThan(fit?.logLikelihood ?? 0);
      },
    );

    it("have standard errors as other programs have them", () => {
      const fit = fitGammaGamma(repeatSpend(histories));
      expect(fit?.observations).toBe(946);
      expect(farthestFrom({ p: "1.190", q: "0.2901", v: "4.160" }, fit?.standardErrors)).toBeLessThan(2e-4);
    });
  },
);
