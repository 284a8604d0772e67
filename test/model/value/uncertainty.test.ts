import { deviation, median, quantile, randomLcg, randomNormal, randomPoisson } from "d3";
import { describe, expect, it } from "vitest";
import { studentDeviationsOf80, studentQuantile } from "../../../src/model/numerics/student-quantile.js";
import { decileCalibration } from "../../../src/model/value/accuracy/decile-calibration.js";
import { predictiveScore } from "../../../src/model/value/accuracy/predictive-score.js";
import { expansionDraws } from "../../../src/model/value/expansion/expansion-draws.js";
import {
  type ExpansionFit,
  expansionWeight,
  fitExpansion,
} from "../../../src/model/value/expansion/fit-expansion.js";
import { portfolioInterval } from "../../../src/model/value/portfolio/portfolio-interval.js";
import type { RenewalFit } from "../../../src/model/value/renewals/renewal-fit.js";
import { cumulativeRenewals } from "../../../src/model/value/renewals/renewal-schedule.js";
import { repeatModel } from "../../../src/model/value/repeat/repeat-models.js";
import { businessClock } from "../../../src/model/value/uncertainty/business-clock.js";
import { commonShock } from "../../../src/model/value/uncertainty/common-shock.js";
import { parameterDraws } from "../../../src/model/value/uncertainty/parameter-draws.js";
import { paretoPortfolio } from "../../../src/model/value/uncertainty/pareto-draws.js";
import { renewalDraws } from "../../../src/model/value/uncertainty/renewal-draws.js";
import { shaken, shockDraws } from "../../../src/model/value/uncertainty/shaken.js";
import { shockGrowth, shockLevel, shockOver } from "../../../src/model/value/uncertainty/shock-growth.js";
import { totalOutcome } from "../../../src/model/value/uncertainty/total-outcome.js";
import { intervalOfTotal, outcome, simulateTotals, simulateWalk, WINDOW_MONTHS } from "./simulate-totals.js";

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
  const shockOf = (...actual: readonly number[]) =>
    commonShock(
      actual.map((total) => outcome(total, { deviation: 2, logDeviation: 0.01 })),
      12,
    );

  it("is worked by hand", () => {
    const shock = shockOf(110, 90, 100);
    const sigma = Math.sqrt((Math.log(1.1) ** 2 + Math.log(0.9) ** 2) / 3 - 0.02 ** 2);
    expect(shock?.logDeviation).toBeCloseTo(sigma, 12);
    expect(shock?.halfWidth80).toBeCloseTo(1.6377 * sigma, 3);
  });

  it("is not calibrated on fewer than three origins", () => {
    expect(shockOf(110, 90)).toBeNull();
    expect(shockOf(110, 90, 0)).toBeNull();
  });

  it("is no one client's luck", () => {
    const ordinary = Array.from({ length: 40 }, (_, client) => 10 + (client % 7));
    const total = (luckiest: number) => {
      const actual = ordinary.map((amount, client) => (client === 0 ? luckiest : 1.1 * amount));
      return totalOutcome("2024-01-01", ordinary, actual, 5);
    };
    expect(total(11).logDeviation).toBeLessThan(0.01);
    const [usual, told] = [commonShock([total(11), total(11), total(11)], 12), total(400)];
    const lucky = commonShock([total(11), total(11), told], 12);
    expect(Math.log(told.actual / told.predicted)).toBeGreaterThan(0.6);
    expect(lucky?.logDeviation).toBeLessThan(1.2 * (usual?.logDeviation ?? 0));
    expect(told.effectiveClients).toBeGreaterThan(5);
    // A client worth a billion is the total: nothing is told of the others.
    expect(total(1e9).effectiveClients).toBeCloseTo(1, 5);
    expect(commonShock([total(11), total(11), total(1e9)], 12)).toBeNull();
  });

  it("lets an origin that is sure of little say little", () => {
    const sure = [outcome(105), outcome(95), outcome(104)].map((one) => ({
      ...one,
      deviation: 0.5,
      logDeviation: 0,
    }));
    const unsure = outcome(160, { deviation: 60, logDeviation: 0.6 });
    const [without, and] = [commonShock(sure, 12), commonShock([...sure, unsure], 12)];
    expect((and?.logDeviation ?? 9) / (without?.logDeviation ?? 0)).toBeLessThan(1.1);
  });

  it("is held within a factor of ten, however far a total was missed", () => {
    const shock = commonShock([outcome(1e9), outcome(1), outcome(1e6), outcome(100)], 12);
    expect(shock?.logDeviation).toBeCloseTo(Math.sqrt(0.75) * Math.LN10, 2);
    const draws = shockDraws(shock, 50, randomLcg(1));
    expect(Math.max(...draws)).toBe(Math.LN10);
    expect(Math.min(...draws)).toBe(-Math.LN10);
    expect(shockOver(shock, 600)).toBe(Math.LN10);
    expect(shockLevel(1, 600, 12)).toBe(Math.LN10);
  });

  it("grows with the horizon as the mean of a level that walks at random", () => {
    const levels = Array.from({ length: 6000 }, (_, step) => shockLevel(0.01, (step + 0.5) / 100, 12));
    for (const months of [12, 24, 60]) {
      const mean = levels.slice(0, 100 * months).reduce((sum, level) => sum + level, 0) / (100 * months);
      expect(mean).toBeCloseTo(0.01 * shockGrowth(months, 12), 6);
    }
    expect([shockGrowth(3, 12), shockGrowth(12, 12)]).toEqual([1, 1]);
    expect(shockGrowth(60, 12)).toBeCloseTo(Math.sqrt(5), 12);
  });

  it("takes a mean beyond its interval for a sum that may be much more", () => {
    const rare = Array.from({ length: 100 }, () => ({ value: 1, low: 0, high: 0, deviation: 0, months: 12 }));
    const { low, high } = portfolioInterval(rare, null);
    const half = 1.2815515655446004 * Math.sqrt(Math.log1p(0.3 ** 2));
    expect(low).toBeCloseTo(100 * Math.exp(-half), 8);
    expect(high).toBeCloseTo(100 * Math.exp(half), 8);
    const rarer = rare.map((one) => ({ ...one, deviation: 10 }));
    expect(portfolioInterval(rarer, null).high).toBeCloseTo(
      100 * Math.exp(1.2815515655446004 * Math.sqrt(Math.LN2)),
      8,
    );
  });

  it("widens what is still expected, not what is earned", () => {
    const clients = [{ value: 150, low: 110, high: 190, deviation: 30, earned: 50, months: 12 }];
    const alone = portfolioInterval(clients, null);
    const shaken = portfolioInterval(clients, {
      origins: 4,
      windowMonths: 12,
      logDeviation: 0.2,
      halfWidth80: 0.3,
    });
    const z = 1.2815515655446004;
    const own = (share: number): number => z * Math.sqrt(Math.log1p((share / z) ** 2));
    expect(alone.low).toBeCloseTo(50 + 100 * Math.exp(-own(0.4)), 12);
    expect(alone.high).toBeCloseTo(50 + 100 * Math.exp(own(0.4)), 12);
    // Of the client's half width, 40 % of the 100 that are not earned, the shock takes 30 % already.
    const halfWidth = Math.hypot(0.3, own(Math.sqrt(0.4 ** 2 - 0.3 ** 2)));
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

  it("told from windows of a year holds 80 % of totals of five years of a level that walks", () => {
    const random = randomLcg(23);
    let covered = 0;
    for (let replication = 0; replication < 1000; replication += 1) {
      const { shock, came } = simulateWalk(4, 5 * WINDOW_MONTHS, random);
      const { low, high } = intervalOfTotal(shock, 5 * WINDOW_MONTHS);
      if (low <= came && came <= high) covered += 1;
    }
    expect(covered / 1000).toBeGreaterThan(0.76);
    expect(covered / 1000).toBeLessThan(0.84);
  });
});

describe("a client shaken by the common shock", () => {
  it("meets factors of the shock's own spread, in the middle none", () => {
    const shock = { origins: 4, windowMonths: 12, logDeviation: 0.1, halfWidth80: 0.15 };
    const logs = shockDraws(shock, 500, randomLcg(3)).sort((one, other) => one - other);
    expect(logs[449]).toBeCloseTo(0.1 * studentDeviationsOf80(4), 2);
    expect((logs[0] ?? 0) + (logs[499] ?? 0)).toBeCloseTo(0, 6);
    expect(shockDraws(null, 3, randomLcg(3))).toEqual([0, 0, 0]);
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
            expansion: fitExpansion([], 12),
            expansionWeights: [1, 1, 1],
            overdue: false,
          },
        ],
      },
      businessClock(Math.log(1.25), 12, { monthEnds: [31, 59, 90] }),
    );
    expect(orders?.clock?.businessTime(8)).toBeCloseTo(10, 12);
    expect(orders?.clock?.time(10)).toBeCloseTo(8, 12);
    const [schedule] = renewals;
    if (schedule === undefined) throw new Error("no schedule");
    [1, 0.5625, 0.28125].forEach((reached, index) => {
      expect(cumulativeRenewals(schedule)[index]).toBeCloseTo(reached, 12);
    });
  });

  it("meets more of it beyond the window that told it", () => {
    const monthEnds = Array.from({ length: 60 }, (_, month) => 30.4375 * (month + 1));
    const clock = businessClock(0.1, 12, { monthEnds });
    expect(clock.factorAt(300)).toBeCloseTo(Math.exp(0.1), 12);
    expect(clock.factorAt(30.4375 * 48)).toBeCloseTo(Math.exp(0.3), 12);
    const weeks = (30.4375 * 60) / 7;
    // The level's mean over 60 months is √5 × 0.1; the mean of its exponential lies a little above.
    expect(Math.log(clock.businessTime(weeks) / weeks)).toBeCloseTo(0.1 * Math.sqrt(5), 1);
    for (const week of [0.1, 30, 52, 53, 200])
      expect(clock.time(clock.businessTime(week))).toBeCloseTo(week, 9);
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
        [0.04, 0, 0, 0],
        [0, 0.0001, 0, 0],
        [0, 0, 0.09, 0],
        [0, 0, 0, 0.01],
      ],
      covariateWeights: [-0.5],
      firmographics: { names: ["employees"], units: [1], weights: [0.4], rows: { a: [2] } },
      poolDeviation: 0.5,
      clients: null,
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
    expect(spread(({ firmographics }) => firmographics?.weights[0] ?? 0)).toBeCloseTo(0.1, 2);
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
        12,
      );
    const ratios = (fit: ExpansionFit): number[] => {
      const draw = expansionDraws(fit, randomLcg(6));
      return Array.from({ length: 2000 }, () => draw().expectedRatio);
    };
    const [some, many] = [seen(5), seen(100)];
    expect(median(ratios(many))).toBeCloseTo(many.expectedRatio, 2);
    expect(deviation(ratios(many)) ?? 9).toBeLessThan((deviation(ratios(some)) ?? 0) / 3);
    expect(expansionDraws(fitExpansion([], 12), randomLcg(1))().expectedRatio).toBe(1);
    expect(expansionDraws(some, randomLcg(1))().down.share).toBe(0);
  });

  it("know as little whether growth goes on: half of it is left after two years in the middle of them", () => {
    const draw = expansionDraws(fitExpansion([], 12), randomLcg(5));
    const left = Array.from({ length: 4000 }, () => expansionWeight(730.5, draw().halfLifeDays));
    for (const share of [0.1, 0.5, 0.9]) {
      expect(Math.abs((quantile(left, share) ?? 0) - share)).toBeLessThan(0.02);
    }
    expect(expansionWeight(1461)).toBe(0.25);
    expect(expansionWeight(1461, Number.POSITIVE_INFINITY)).toBe(1);
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
    const skewed = predictiveScore([0, 1], () => Float64Array.of(0, 0, 9));
    expect(skewed?.middle).toMatchObject({ predictedTotal: 0, meanAbsoluteError: 0.5 });
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
