import { describe, expect, it } from "vitest";
import type { RepeatForecaster } from "../../../../src/model/value/repeat/repeat-model.js";
import { repeatModel } from "../../../../src/model/value/repeat/repeat-models.js";
import { asPrinted, printed } from "./printed.js";

const BG = repeatModel("bg-nbd").at({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 });
const PARETO = repeatModel("pareto-nbd").at({ r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 });
const MBG = repeatModel("mbg-nbd").at({ r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 });

describe("purchases expected of new clients are those of other programs", () => {
  const expected = (model: RepeatForecaster, weeks: readonly number[]): number[] =>
    weeks.map(model.expectedPurchasesOfNewClient);

  it.each([
    ["Pareto/NBD", PARETO, "0.05097984 0.19066383 0.53116951 0.90857479 1.21300284 1.47299680 1.90939813"],
    [
      "BG/NBD (at 13 weeks 0.53443954: what is printed, 0.53443955, is 9e-9 above the value of 40 digits)",
      BG,
      "0.05326789 0.19606817 0.53443954 0.90263690 1.19672319 1.44605060 1.86051906",
    ],
    [
      "MBG/NBD (from 39 weeks on those of 40 digits: the other program stops its sum at 99 purchases)",
      MBG,
      "0.05308480 0.19626391 0.53535686 0.89863483 1.18295367 1.41972376 1.80475758",
    ],
  ])("%s", (_, model, line) => {
    const published = printed(line);
    expect(asPrinted(published, expected(model, [1, 4, 13, 26, 39, 52, 78]))).toEqual(published);
  });

  it("MBG/NBD, summed to 99 purchases as the other program does", () => {
    const published = printed("0.53535686 0.89863483 1.18295349 1.41971736 1.80447275");
    const upTo99 = [13, 26, 39, 52, 78].map((weeks) =>
      Array.from({ length: 99 }, (_, index) => index + 1).reduce(
        (sum, count) => sum + count * MBG.probabilityOfCount(count, weeks),
        0,
      ),
    );
    expect(asPrinted(published, upTo99)).toEqual(published);
  });

  it("BG/NBD at its maximum on CDNOW (at 78 weeks 1.85796: the spreadsheet's 1.8576 stops its series at 150 terms)", () => {
    const best = repeatModel("bg-nbd").at({ r: 0.242595, alpha: 4.41363, a: 0.79294, b: 2.426 });
    const published = printed("0.0078 0.0532 0.1506 1.0405 1.0437");
    expect(asPrinted(published, expected(best, [0.1429, 1, 3, 31.8571, 32]))).toEqual(published);
    const [late = 0] = expected(best, [78]);
    expect(late).toBeCloseTo(1.857955774565, 11);
    expect(Math.abs(late - 1.8576)).toBeLessThan(1e-3);
  });
});

describe("counts of new clients are as likely as other programs have them", () => {
  it.each([
    ["BG/NBD", BG, 39, 0, "0.57378635 0.19939528 0.08542976 0.04586035 0.02767145 0.01796549"],
    ["Pareto/NBD", PARETO, 39, 0, "0.59362503 0.16556295 0.08248718 0.04903995 0.03169571 0.02148483"],
    ["BG/NBD", BG, 39, 0, "0.5737864"],
    [
      "BG/NBD",
      BG,
      30,
      11,
      "0.0019995214 0.0015170236 0.0011633150 0.0009003148 0.0007023638 0.0005517902 0.0004361913 0.0003467171 0.0002769613 0.0002222260",
    ],
  ] as const)("%s", (_, model, weeks, from, line) => {
    const published = printed(line);
    const values = published.map((__, index) => model.probabilityOfCount(from + index, weeks));
    expect(asPrinted(published, values)).toEqual(published);
  });

  it("BG/NBD, ten purchases in two weeks", () => {
    expect(BG.probabilityOfCount(10, 2).toExponential(5)).toBe("1.07869e-7");
  });
});
