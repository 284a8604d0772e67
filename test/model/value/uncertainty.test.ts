import { deviation, median, randomLcg, randomNormal, randomPoisson } from "d3";
import { describe, expect, it } from "vitest";
import { studentDeviationsOf80, studentQuantile } from "../../../src/model/numerics/student-quantile.js";
import { decileCalibration } from "../../../src/model/value/accuracy/decile-calibration.js";
import { predictiveScore } from "../../../src/model/value/accuracy/predictive-score.js";
import { expansionDraws } from "../../../src/model/value/expansion/expansion-draws.js";
import { type ExpansionFit, fitExpansion } from "../../../src/model/value/expansion/fit-expansion.js";
import { portfolioInterval } from "../../../src/model/value/portfolio-interval.js";
import type { RenewalFit } from "../../../src/model/value/renewal-fit.js";
import { cumulativeRenewals } from "../../../src/model/value/renewal-schedule.js";
import { repeatModel } from "../../../src/model/value/repeat/repeat-models.js";
import { commonShock, type TotalOutcome } from "../../../src/model/value/uncertainty/common-shock.js";
import { parameterDraws } from "../../../src/model/value/uncertainty/parameter-draws.js";
import { paretoPortfolio } from "../../../src/model/value/uncertainty/pareto-draws.js";
import { renewalDraws } from "../../../src/model/value/uncertainty/renewal-draws.js";
import { shaken, shockFactors } from "../../../src/model/value/uncertainty/shaken.js";
import { intervalOfTotal, simulateTotals } from "./simulate-totals.js";

describe("Student's t", () => {
  it("gives tabled 90th percentiles", () => {
    for (const [degrees, expected] of [
      [1, 3.0777],
      [2, 1.8856],
      [3, 1.6377],
      [4, 1.5332],
      [6, 1.4398],
      [30, 1.3104],
    ] as const) {
      expect(Math.abs(studentDeviationsOf80(degrees) - expected)).toBeLessThan(0.004);
    }
    expect(() => studentDeviationsOf80(0)).toThrow("whole number from 1");
    for (const [degrees, expected] of [
      [1, 12.706],
      [2, 4.3027],
      [3, 3.1824],
      [5, 2.5706],
    ] as const) {
      expect(Math.abs(studentQuantile(0.975, degrees) / expected - 1)).toBeLessThan(0.01);
      expect(studentQuantile(0.025, degrees)).toBeCloseTo(-studentQuantile(0.975, degrees), 6);
    }
    expect(() => studentQuantile(1, 3)).toThrow("between 0 and 1");
  });
});

describe("the common shock", () => {
  const total = (actual: number): TotalOutcome => ({
    origin: "2024-01-01",
    predicted: 100,
    actual,
    deviation: 2,
  });

  it("is worked by hand", () => {
    const shock = commonShock([total(110), total(90), total(100)]);
    const sigma = Math.sqrt((Math.log(1.1) ** 2 + Math.log(0.9) ** 2) / 3 - 0.02 ** 2);
    expect(shock?.logDeviation).toBeCloseTo(sigma, 12);
    expect(shock?.halfWidth80).toBeCloseTo(1.6377 * sigma, 3);
  });

  it("is not calibrated on fewer than three origins", () => {
    expect(commonShock([total(110), total(90)])).toBeNull();
    expect(commonShock([total(110), total(90), total(0)])).toBeNull();
  });

  it("widens what is still expected, not what is earned", () => {
    const clients = [{ value: 150, low: 110, high: 190, earned: 50 }];
    const alone = portfolioInterval(clients, null);
    const shaken = portfolioInterval(clients, { origins: 4, logDeviation: 0.2, halfWidth80: 0.3 });
    expect(alone.low).toBeCloseTo(110, 12);
    expect(alone.high).toBeCloseTo(190, 12);
    // Of the client's half width, 40 % of the 100 that are not earned, the shock takes 30 % already.
    const halfWidth = Math.hypot(0.3, Math.sqrt(0.4 ** 2 - 0.3 ** 2));
    expect(shaken.low).toBeCloseTo(50 + 100 * Math.exp(-halfWidth), 12);
    expect(shaken.high).toBeCloseTo(50 + 100 * Math.exp(halfWidth), 12);
    expect(portfolioInterval([], null)).toEqual({ value: 0, low: 0, high: 0 });
  });

  it.each([3, 4, 6])(
    "told from %i origins holds 80 % of portfolio totals over 2,000 replications",
    (origins) => {
      const random = randomLcg(17);
      let covered = 0;
      for (let replication = 0; replication < 2000; replication += 1) {
        const { shock, came } = simulateTotals(origins, random);
        const { low, high } = intervalOfTotal(shock);
        if (low <= came && came <= high) covered += 1;
      }
      expect(covered / 2000).toBeGreaterThan(0.76);
      expect(covered / 2000).toBeLessThan(0.84);
    },
  );
});

describe("a client shaken by the common shock", () => {
  it("meets factors of the shock's own spread, in the middle none", () => {
    const factors = shockFactors({ origins: 4, logDeviation: 0.1, halfWidth80: 0.15 }, 500, randomLcg(3));
    const logs = factors.map(Math.log).sort((one, other) => one - other);
    expect(logs[449]).toBeCloseTo(0.1 * studentDeviationsOf80(4), 2);
    expect((logs[0] ?? 0) + (logs[499] ?? 0)).toBeCloseTo(0, 6);
    expect(shockFactors(null, 3, randomLcg(3))).toEqual([1, 1, 1]);
  });

  it("orders faster by the factor, and as many more of its contracts live, at most all", () => {
    const { orders, renewals } = shaken(
      {
        orders: { alive: 1, shape: 2, rate: 10, leave: 0, stay: 1 },
        renewals: [
          {
            days: [1, 2, 3],
            probabilities: [0.9, 0.5, 0.5],
            revenue: 1,
            expansion: fitExpansion([]),
            expansionWeights: [1, 1, 1],
            overdue: false,
          },
        ],
      },
      1.25,
    );
    expect(orders?.rate).toBe(8);
    const [schedule] = renewals;
    if (schedule === undefined) throw new Error("no schedule");
    expect(cumulativeRenewals(schedule)).toEqual([1, 0.5625, 0.28125]);
  });
});

describe("draws of renewals and of what they change", () => {
  it("spread pools as their posterior does, and move those of few contracts with the average", () => {
    const fit: RenewalFit = {
      parameters: { alpha: 1, beta: 4, shape: 1 },
      standardErrors: null,
      logLikelihood: 0,
      observations: 100,
      weakPriors: false,
      warnings: [],
      logCovariance: [
        [0.04, 0, 0],
        [0, 0.0001, 0],
        [0, 0, 0.09],
      ],
      covariateWeights: [-0.5],
      poolDeviation: 0.5,
      pools: {
        many: { contracts: 900, logOdds: 1, logOddsDeviation: 0.05 },
        few: { contracts: 1, logOdds: 0.1, logOddsDeviation: 0.49 },
      },
    };
    const draw = renewalDraws(fit, randomLcg(5));
    const drawn = Array.from({ length: 4000 }, draw);
    const spread = (of: (one: RenewalFit) => number): number => deviation(drawn, of) ?? 0;
    const average = ({ parameters: { alpha, beta } }: RenewalFit): number => Math.log(alpha / beta);
    expect(spread(average)).toBeCloseTo(0.2, 1);
    expect(spread(({ covariateWeights: [weight = 0] }) => weight)).toBeCloseTo(0.3, 1);
    expect(spread((one) => average(one) + (one.pools.many?.logOdds ?? 0))).toBeLessThan(0.06);
    expect(spread((one) => average(one) + (one.pools.few?.logOdds ?? 0))).toBeGreaterThan(0.48);
    expect(drawn.every(({ parameters }) => parameters.shape === 1)).toBe(true);
  });

  it("change revenue around what was seen, the less the more was seen", () => {
    const seen = (times: number): ExpansionFit =>
      fitExpansion(
        Array.from({ length: times }, () => ({
          flat: 5,
          up: { count: 4, sum: 0.8, squares: 0.2 },
          down: { count: 0, sum: 0, squares: 0 },
        })),
      );
    const ratios = (fit: ExpansionFit): number[] => {
      const draw = expansionDraws(fit, randomLcg(6));
      return Array.from({ length: 2000 }, () => draw().expectedRatio);
    };
    const [some, many] = [seen(5), seen(100)];
    expect(median(ratios(many))).toBeCloseTo(many.expectedRatio, 2);
    expect(deviation(ratios(many)) ?? 9).toBeLessThan((deviation(ratios(some)) ?? 0) / 3);
    expect(expansionDraws(fitExpansion([]), randomLcg(1))().expectedRatio).toBe(1);
    expect(expansionDraws(some, randomLcg(1))().down.share).toBe(0);
  });
});

describe("parameter draws", () => {
  const fit = {
    model: "nbd" as const,
    parameters: { r: 0.5, alpha: 10 },
    standardErrors: null,
    logLikelihood: 0,
    observations: 100,
    weakPriors: false,
    warnings: [],
  };

  it("have the covariance of the logarithms that the fit has", () => {
    const logCovariance = [
      [0.04, 0.03],
      [0.03, 0.09],
    ];
    const draws = parameterDraws({ ...fit, logCovariance }, 20_000, randomLcg(4)) ?? [];
    const logs = draws.map(({ r = 0, alpha = 0 }) => [Math.log(r / 0.5), Math.log(alpha / 10)] as const);
    const mean = (of: (one: readonly [number, number]) => number): number =>
      logs.reduce((sum, one) => sum + of(one), 0) / logs.length;
    expect(Math.abs(mean(([r]) => r))).toBeLessThan(0.01);
    expect(Math.abs(mean(([r]) => r * r) - 0.04)).toBeLessThan(0.002);
    expect(Math.abs(mean(([r, alpha]) => r * alpha) - 0.03)).toBeLessThan(0.002);
    expect(Math.abs(mean(([, alpha]) => alpha * alpha) - 0.09)).toBeLessThan(0.004);
  });

  it("are refused without a proper covariance", () => {
    expect(parameterDraws({ ...fit, logCovariance: null }, 10, randomLcg(1))).toBeNull();
    const flat = [
      [1, 1],
      [1, 1],
    ];
    expect(parameterDraws({ ...fit, logCovariance: flat }, 10, randomLcg(1))).toBeNull();
  });
});

describe("Pareto/NBD of a whole portfolio", () => {
  it.each([
    { r: 0.55, alpha: 10.6, s: 0.6, beta: 11.7 },
    { r: 2, alpha: 3, s: 1, beta: 40 },
  ])("is that of each client, at %o", (parameters) => {
    const days = [0, 1, 3, 20, 100, 199, 230, 272];
    const histories = days.flatMap((recency) =>
      [0, 1, 2, 30, 400].flatMap((repeats) =>
        repeats > 0 === recency > 0
          ? [200, 272, 273].flatMap((age) =>
              recency <= age ? [{ repeats, recency: recency / 7, age: age / 7 }] : [],
            )
          : [],
      ),
    );
    const dense = Array.from({ length: 273 }, (_, day) => ({ repeats: 1, recency: (day + 1) / 7, age: 39 }));
    const { alive, purchases } = paretoPortfolio([...histories, ...dense], 52)(parameters);
    const { probabilityAlive, expectedPurchases } = repeatModel("pareto-nbd").at(parameters);
    [...histories, ...dense].forEach((history, index) => {
      expect(alive[index]).toBeCloseTo(probabilityAlive(history), 7);
      expect(purchases[index]).toBeCloseTo(expectedPurchases(history, 52), 5);
    });
  });
});

describe("a predictive score", () => {
  it("covers what it says where counts are few and futures are right", () => {
    const random = randomLcg(9);
    const means = Array.from({ length: 3000 }, () => 2 * random() ** 3);
    const draw = (mean: number): number => randomPoisson.source(random)(mean)();
    const score = predictiveScore(means.map(draw), (index) =>
      Float64Array.from({ length: 200 }, () => draw(means[index] ?? 0)),
    );
    for (const { nominal, measured } of score?.coverage ?? []) {
      expect(Math.abs(measured - nominal)).toBeLessThan(0.03);
    }
  });

  it("covers less where futures are too narrow, and scores a point by its absolute error", () => {
    const random = randomLcg(2);
    const normal = randomNormal.source(random)(100, 10);
    const actual = Array.from({ length: 500 }, normal);
    const narrow = predictiveScore(actual, () =>
      Float64Array.from({ length: 100 }, () => 100 + (normal() - 100) / 3),
    );
    expect(narrow?.coverage[1]?.measured).toBeLessThan(0.5);
    expect(predictiveScore([3, 7], () => Float64Array.of(4, 4))?.crps).toBeCloseTo(2, 12);
    expect(predictiveScore([], () => new Float64Array(0))).toBeNull();
  });

  it("compares tenths", () => {
    const predicted = Array.from({ length: 20 }, (_, index) => 20 - index);
    const deciles = decileCalibration(
      predicted,
      predicted.map((value) => 2 * value),
    );
    expect(deciles).toHaveLength(10);
    expect(deciles[0]).toEqual({ decile: 1, clients: 2, predicted: 1.5, actual: 3 });
    expect(() => decileCalibration([1], [])).toThrow("1 predictions for 0 actual values");
  });
});
