import { median } from "d3";
import { describe, expect, it } from "vitest";
import { epochDayOf } from "../../../../src/model/numerics/calendar.js";
import { digamma } from "../../../../src/model/numerics/digamma.js";
import type { RepeatHistory } from "../../../../src/model/value/repeat/repeat-history.js";
import { repeatModel } from "../../../../src/model/value/repeat/repeat-models.js";
import { SHARED_PRESENT, sharedCsv } from "../cdnow.js";
import { asPrinted, farthestFrom, likelihoodAt } from "./printed.js";
import { wheatMorrisonRegularity } from "./regularity.js";

/** The grocery log up to the end of 2006, what came after, and all gaps between a customer's purchase days. */
function groceries() {
  const days = new Map<string, Set<number>>();
  for (const row of sharedCsv("real/grocery/btydplus_groceryElog.csv")) {
    const [customer = "", date = ""] = Object.values(row);
    const of = days.get(customer) ?? new Set();
    days.set(customer, of.add(epochDayOf(date)));
  }
  const end = epochDayOf("2006-12-31");
  const ordered = [...days.values()].map((of) => [...of].sort((one, other) => one - other));
  const gapsOf = (of: readonly number[]): number[] => of.slice(1).map((day, index) => day - (of[index] ?? 0));
  const seen = ordered.map((of) => of.filter((day) => day <= end));
  return {
    histories: seen.map((of): RepeatHistory => {
      const first = of[0] ?? end;
      return {
        repeats: of.length - 1,
        recency: ((of.at(-1) ?? first) - first) / 7,
        age: (end - first) / 7,
        logGaps: gapsOf(of).reduce((sum, gap) => sum + Math.log(gap / 7), 0),
      };
    }),
    later: ordered.map((of, index) => of.length - (seen[index]?.length ?? 0)),
    gaps: ordered.map(gapsOf),
  };
}

/** Where ln k − ψ(k), the slope of the Gamma likelihood by its shape k, is as far above 0 as the gaps have it. */
function likeliestShape(gaps: readonly number[]): number {
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const spread = Math.log(mean) - gaps.reduce((sum, gap) => sum + Math.log(gap), 0) / gaps.length;
  let [low, high] = [0.1, 50];
  for (let round = 0; round < 50; round += 1) {
    const middle = (low + high) / 2;
    if (Math.log(middle) - digamma(middle) > spread) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

describe.skipIf(!SHARED_PRESENT)("groceries, against other programs (needs the shared folder)", () => {
  const { histories, later, gaps } = SHARED_PRESENT ? groceries() : { histories: [], later: [], gaps: [] };

  it("are counted as published", () => {
    expect(histories).toHaveLength(1525);
    expect(histories.reduce((sum, { repeats }) => sum + repeats, 0)).toBe(5569);
    expect(later.reduce((sum, value) => sum + value, 0)).toBe(3389);
  });

  it("are bought more regularly than at random (1.8310 is of one shuffle of each customer's two gaps: here the mean over all)", () => {
    expect(Math.abs((wheatMorrisonRegularity(gaps) ?? 0) / 1.831 - 1)).toBeLessThan(2.5e-3);
  });

  it("have a median Gamma shape of customers with ten gaps or more as published, by the digamma function here", () => {
    const shapes = gaps.filter(({ length }) => length >= 10).map(likeliestShape);
    expect(median(shapes)?.toFixed(4)).toBe("3.2629");
  });

  it.each([
    ["nbd", "-16376.864", { r: "0.42032", alpha: "5.24511" }],
    ["bg-nbd", "-15836.566", { r: "0.34859", alpha: "2.58094", a: "0.50383", b: "3.64436" }],
    ["mbg-nbd", "-15781.939", { r: "1.25679", alpha: "6.03848", a: "0.36825", b: "0.71574" }],
    ["pareto-nbd", "-15782.392", { r: "0.78644", alpha: "5.67898", s: "0.38622", beta: "5.71712" }],
    ["bg-cnbd-k", "-15054.173", { k: "2", r: "0.35906", alpha: "1.12939", a: "0.52281", b: "2.78534" }],
    ["mbg-cnbd-k", "-14978.211", { k: "2", r: "1.32920", alpha: "2.81260", a: "0.42472", b: "0.79004" }],
  ] as const)(
    "are fitted by %s at the precise maximum: other programs' parameters are no likelier",
    (name, logLikelihood, parameters) => {
      const fit = repeatModel(name).fit(histories);
      expect(asPrinted([logLikelihood], [fit?.logLikelihood ?? 0])).toEqual([logLikelihood]);
      expect(farthestFrom(parameters, fit?.parameters)).toBeLessThan(3e-4);
      expect(fit?.parameters.k).toBe("k" in parameters ? 2 : undefined);
      expect(likelihoodAt(name, parameters, histories)).toBeLessThan((fit?.logLikelihood ?? 0) + 1e-6);
    },
  );
});
