import { deviation, mean, randomLcg, randomNormal, sum } from "d3";
import { describe, expect, it } from "vitest";
import { addMonths, epochDayOf, isoDateOf } from "../../../../src/model/numerics/calendar.js";
import type { ContractLine } from "../../../../src/model/value/client-history.js";
import { expansionDraws } from "../../../../src/model/value/expansion/expansion-draws.js";
import {
  type ExpansionFit,
  expectedRatio,
  expectedRatioError,
  fitExpansion,
} from "../../../../src/model/value/expansion/fit-expansion.js";
import { changeVariance, driftOf } from "../../../../src/model/value/expansion/lasting-moves.js";
import { passingChanges } from "../../../../src/model/value/expansion/passing-changes.js";
import type { RevenueChanges } from "../../../../src/model/value/expansion/revenue-changes.js";
import { usualRevenue } from "../../../../src/model/value/expansion/usual-revenue.js";
import { fitValueModels } from "../../../../src/model/value/fit-value-models.js";
import { forecastCalendar } from "../../../../src/model/value/forecast/forecast-calendar.js";
import { simulatePeriods } from "../../../../src/model/value/forecast/simulate-client.js";
import { renewalSchedule, renewedRevenue } from "../../../../src/model/value/renewals/renewal-schedule.js";
import { retentionRates } from "../../../../src/model/value/retention-rates/retention-rates.js";
import { valueClients } from "../../../../src/model/value/value-clients.js";
import { AS_OF, billedLine, contractClient, OPTIONS } from "../client-histories.js";

interface Bills {
  /** Standard deviations of logarithms: of a term around its level, of what a term adds to the level. */
  readonly noise: number;
  readonly step: number;
  readonly season?: number;
}

/** Monthly bills of two years, each line's level today with its mean bill there. */
function lines(count: number, { noise, step, season = 0 }: Bills, seed: number) {
  const normal = randomNormal.source(randomLcg(seed))();
  return Array.from({ length: count }, () => {
    let level = Math.log(1000) + normal();
    const bills = Array.from({ length: 24 }, (_, month) => {
      if (month > 0) level += step * normal();
      return Math.exp(level + noise * normal() + season * Math.sin((Math.PI * month) / 6));
    });
    return { line: billedLine("2023-01-01", 1, bills), usual: Math.exp(level + noise ** 2 / 2) };
  });
}

function fitted(planted: readonly { line: ContractLine }[]): ExpansionFit {
  return fitExpansion(
    planted.map(({ line }) => line.changes),
    1,
  );
}

const calendar = forecastCalendar(OPTIONS);

/** What sixty renewals of each line are expected to bring, over sixty times its usual bill. */
function fiveYears(planted: ReturnType<typeof lines>): number {
  const histories = planted.map(({ line }, index) => contractClient(`c${index}`, line.startedOn, [line]));
  const fit = fitValueModels(histories);
  const expected = planted.map(({ line }) =>
    sum(renewedRevenue(renewalSchedule(line, "a", fit, epochDayOf(AS_OF), calendar.horizonEnd, 0))),
  );
  return sum(expected) / (60 * sum(planted, ({ usual }) => usual));
}

const moments = (...logs: number[]) => ({
  count: logs.length,
  sum: sum(logs),
  squares: sum(logs, (log) => log ** 2),
});

describe("the share of changes that pass", () => {
  it("is worked by hand", () => {
    const back = { flat: 0, up: moments(0.2), down: moments(-0.2) };
    const on = { flat: 0, up: moments(0.1, 0.1), down: moments() };
    // ((0.08 − 0) / 2 + (0.02 − 0.04) / 2) / (0.08 / 4 + 0.02 / 4); each line alone gives 2 and −2.
    const found = passingChanges([back, on], 0, false);
    expect(found).toMatchObject({ share: 0, lines: 2 });
    expect([found.estimate, found.standardError]).toEqual([expect.closeTo(1.2, 12), expect.closeTo(2, 12)]);
    const reversed = passingChanges([on, back], 0, false);
    expect(reversed.estimate).toBeCloseTo(found.estimate ?? 9, 12);
    expect(reversed.standardError).toBeCloseTo(found.standardError ?? 9, 12);
  });

  it.each([
    [0, { noise: 0, step: 0.2 }],
    [0.5, { noise: 0.1, step: 0.1 * Math.SQRT2 }],
    [1, { noise: 0.2, step: 0 }],
  ])("comes back as planted: %d", (planted, bills) => {
    const { passing, seen, up, down, drift } = fitted(lines(300, bills, 5));
    expect(Math.abs((passing.estimate ?? 9) - planted)).toBeLessThan(3 * (passing.standardError ?? 0));
    expect(passing.standardError).toBeLessThan(0.1);
    expect(Math.abs(passing.share - planted)).toBeLessThan(planted === 0 ? 1e-12 : 0.1);
    expect(driftOf({ up, down })).toBeCloseTo(planted === 0 ? driftOf(seen) : drift.mean, 12);
    const lasting = changeVariance({ up, down }) / changeVariance(seen);
    expect(lasting).toBeCloseTo(1 - passing.share, 4);
  });

  it("takes seasons for what passes, and one line or one renewal for no proof", () => {
    expect(fitted(lines(60, { noise: 0.1, step: 0, season: 0.4 }, 2)).passing.share).toBeGreaterThan(0.9);
    const [swinging] = lines(1, { noise: 0.4, step: 0 }, 3);
    const flat = Array.from({ length: 60 }, () => ({ flat: 23, up: moments(), down: moments() }));
    const steps = lines(30, { noise: 0, step: 0.01 }, 4).map(({ line }) => line.changes);
    const alone = swinging === undefined ? [] : [swinging.line.changes];
    for (const changes of [alone, [...alone, ...flat], [...alone, ...steps]]) {
      expect(fitExpansion(changes, 12).passing.share).toBe(0);
    }
    const once = flat.map(() => ({ flat: 0, up: moments(0.3), down: moments() }));
    expect(fitExpansion(once, 12).passing).toEqual({
      share: 0,
      estimate: null,
      standardError: null,
      lines: 0,
    });
    const alike = flat.map(() => ({ flat: 0, up: moments(0.1, 0.1, 0.1), down: moments() }));
    expect(fitExpansion(alike, 12).passing.share).toBe(0);
  });
});

describe("contracts whose prices rise", () => {
  it("for all in one year do not swing back, whatever else moves them", () => {
    const normal = randomNormal.source(randomLcg(8))();
    const rise = Math.log(1.2);
    const changesOf = (logs: readonly number[], year: boolean): RevenueChanges => {
      // Of four renewals all rise at the last: what is left of each is its own.
      const own = logs.map((log, renewal) => log - (year && renewal === logs.length - 1 ? rise : 0));
      return {
        flat: logs.filter((log) => Math.abs(log) < 0.005).length,
        up: moments(...logs.filter((log) => log >= 0.005)),
        down: moments(...logs.filter((log) => log <= -0.005)),
        ...(year ? { swings: moments(...own) } : {}),
      };
    };
    const prices = (deviation: number) =>
      Array.from({ length: 80 }, () => [0, 0, 0, rise].map((log) => log + deviation * normal()));
    const [plain, noisy] = [prices(0), prices(0.05)];
    for (const year of [false, true]) {
      const { passing } = fitExpansion(
        plain.map((logs) => changesOf(logs, year)),
        12,
      );
      expect(passing.share).toBe(0);
    }
    const passingOf = (year: boolean) =>
      fitExpansion(
        noisy.map((logs) => changesOf(logs, year)),
        12,
      ).passing.share;
    expect(passingOf(true)).toBe(0);
    expect(passingOf(false)).toBeGreaterThan(0.5);
  });

  it("one after the other, each once in some years, do not swing back either", () => {
    const staggered = Array.from({ length: 60 }, (_, index) => ({
      flat: 3 + (index % 2),
      up: moments(0.15),
      down: moments(),
    }));
    expect(fitExpansion(staggered, 12).passing.share).toBe(0);
  });
});

describe("bills of short terms that were seen too little to tell", () => {
  const worth = (books: readonly (readonly number[])[]) => {
    const histories = books.map((bills, index) => {
      const from = isoDateOf(addMonths(epochDayOf("2025-01-01"), -bills.length));
      return contractClient(`c${index}`, from, [billedLine(from, 1, bills)]);
    });
    const fit = fitValueModels(histories);
    const values = valueClients(histories, fit, OPTIONS);
    return { fit, revenue: values.map(({ expectedRevenue12m }) => expectedRevenue12m) };
  };

  it("swing around a level where no contract was renewed twice, and do not compound", () => {
    const normal = randomNormal.source(randomLcg(4))();
    const bill = () => 100 * Math.exp(0.5 * normal());
    const { fit, revenue } = worth(Array.from({ length: 100 }, () => [bill(), bill()]));
    expect(fit.expansion.short.passing).toMatchObject({ share: 1, estimate: null });
    expect(fit.warnings.join(" ")).toMatch(/No contract with terms under 6 months was renewed twice/);
    const usual = 12 * 100 * Math.exp(0.5 ** 2 / 2);
    expect(Math.abs((mean(revenue) ?? 0) / usual - 1)).toBeLessThan(0.25);
  });

  it("swing as far as they did where only a few contracts tell", () => {
    const alternating = Array.from({ length: 25 }, (_, month) => (month % 2 === 0 ? 200 : 50));
    const { fit, revenue } = worth([alternating]);
    expect(fit.expansion.short.passing.share).toBe(1);
    expect(revenue[0]).toBeGreaterThan(1000);
    expect(revenue[0]).toBeLessThan(2000);
    const doubling = Array.from({ length: 13 }, (_, month) => 100 * 1.06 ** month * (1 + (month % 2) / 100));
    expect(worth([doubling]).revenue[0]).toBeGreaterThan(1.1 * 12 * (doubling.at(-1) ?? 0));
  });

  it("grow as they did, drawn to not at all as far as swings hide it", () => {
    const line = { flat: 0, up: moments(0.5), down: moments(-0.4) };
    const { seen, passing, drift } = fitExpansion([line, line], 1);
    expect(passing.share).toBe(1);
    // Two lines of two renewals: mean 0.05 with √(2·2)/4 of the passing deviation, √(σ²/2), against 0.2/12.
    const error = Math.sqrt(changeVariance(seen) / 2) / 2;
    const before = 0.2 / 12;
    expect(drift.mean).toBeCloseTo((0.05 * before ** 2) / (before ** 2 + error ** 2), 12);
  });
});

describe("bills that swing", () => {
  it("around a level bring it for five years, with seasons or without", () => {
    expect(fiveYears(lines(400, { noise: 0.2, step: 0 }, 11))).toBeCloseTo(1, 1);
    const seasonal = fiveYears(lines(400, { noise: 0.15, step: 0, season: 0.3 }, 12));
    // The mean bill of a year lies I₀(0.3) above that of the level.
    expect(Math.abs(seasonal / 1.0226 - 1)).toBeLessThan(0.05);
  });

  it("leave net retention as booked and as modelled at what stayed, swings of single bills aside", () => {
    const planted = lines(400, { noise: 0.2, step: 0 }, 13).map(({ line }) => {
      const then = line.termRevenue * Math.exp(line.recentTerms?.[0] ?? 0);
      const yearAgo = { renewals: 12, opportunities: 11, yearlyRevenue: 12 * then };
      return contractClient(String(line.termRevenue), line.startedOn, [{ ...line, yearAgo }]);
    });
    const rates = retentionRates(planted, fitValueModels(planted));
    // Three standard errors of what is booked; swings taken for growth would make 1.04¹¹.
    expect(Math.abs((rates?.contractNrr ?? 9) - 1)).toBeLessThan(0.07);
    expect(Math.abs((rates?.modelNrr ?? 9) - (rates?.contractNrr ?? 0))).toBeLessThan(0.07);
  });

  it("by steps that last compound from the last bill as they did", () => {
    const planted = lines(100, { noise: 0, step: 0.1 }, 7);
    const fit = fitted(planted);
    expect([fit.up, fit.down]).toEqual([fit.seen.up, fit.seen.down]);
    expect(fit.expectedRatio).toBe(expectedRatio(fit.seen.up, fit.seen.down));
    for (const { line } of planted) {
      expect(usualRevenue(line, fit)).toEqual({ revenue: line.termRevenue, swings: null });
    }
  });

  it("are filtered as by hand, and one of twice the usual is expected to return", () => {
    const move = { share: 0.5, mean: 0.3, deviation: 0 };
    const seen = { up: move, down: { ...move, mean: -0.3 } };
    const fitOf = (share: number): ExpansionFit => ({
      ...seen,
      renewals: 90,
      expectedRatio: 1,
      drift: { mean: 0, passingParts: 0 },
      halfLifeDays: 730.5,
      seen,
      passing: { share, estimate: share, standardError: 0.1, lines: 9 },
    });
    // q = 2: K = ¾, P = ¾, C = ¼; σ² = 0.09, its own (0.2² + 10 · 0.09) / 11.
    const variance = (0.25 * (0.04 + 0.9)) / 11;
    const stepped = usualRevenue(billedLine("2024-11-01", 1, [100 * Math.exp(0.2), 100]), fitOf(0.5));
    expect(stepped.revenue).toBeCloseTo(100 * Math.exp(0.05 + variance * (0.5 + 0.375 - 0.25)), 9);
    expect(stepped.swings?.level).toBeCloseTo(Math.sqrt(0.75 * variance), 12);
    const twice = billedLine("2023-01-01", 1, [...Array.from({ length: 23 }, () => 100), 200]);
    const { revenue } = usualRevenue(twice, fitOf(1));
    expect(revenue).toBeGreaterThan(100);
    expect(revenue).toBeLessThan(112);
    expect(usualRevenue(billedLine("2024-12-01", 1, [100]), fitOf(1)).revenue).toBeCloseTo(100, 9);
  });

  it("spread futures around what is expected, and parameters as far as they are known", () => {
    const planted = lines(150, { noise: 0.14, step: 0.14 }, 8);
    const expansion = fitted(planted);
    expect(expansion.passing.share).toBeGreaterThan(0);
    const histories = planted.map(({ line }, index) => contractClient(`c${index}`, line.startedOn, [line]));
    const models = { ...fitValueModels(histories), expansion: { short: expansion, long: expansion } };
    const year = forecastCalendar({ ...OPTIONS, horizonMonths: 12 });
    const renewals = planted.map(({ line }) => ({
      ...renewalSchedule(line, "a", models, epochDayOf(AS_OF), year.horizonEnd, 0),
      probabilities: Array.from({ length: 12 }, () => 1),
      revenue: 100,
    }));
    const expected = sum(renewals, (schedule) => sum(renewedRevenue(schedule)));
    const [futures] = simulatePeriods(
      [{ process: { orders: null, renewals }, orderValue: null }],
      contractClient("a", "2024-01-01", []).orders,
      year,
      [{ afterDay: -1, lastDay: year.horizonEnd, discounted: false }],
      200,
      randomLcg(2),
    );
    const standardError = (deviation(futures ?? []) ?? 0) / Math.sqrt(200);
    expect(Math.abs((mean(futures ?? []) ?? 0) - expected)).toBeLessThan(3 * standardError);
    expect(standardError / expected).toBeLessThan(0.005);
    const draw = expansionDraws(expansion, randomLcg(6));
    const drawn = Array.from({ length: 1000 }, draw);
    const shares = drawn.map(({ passing }) => passing.share);
    expect(Math.abs((deviation(shares) ?? 0) / (expansion.passing.standardError ?? 9) - 1)).toBeLessThan(
      0.15,
    );
    const ratios = drawn.map((one) => one.expectedRatio);
    const centre = (mean(ratios) ?? 0) - expansion.expectedRatio;
    expect(Math.abs(centre)).toBeLessThan(0.2 * (deviation(ratios) ?? 0));
    expect(deviation(ratios)).toBeGreaterThan(0.9 * (expectedRatioError(expansion) ?? 9));
  });

  it("are defined for amounts of 1e9 beside 1, nothing and credits", () => {
    const odd = [[1, 1e9, 1, 1e9], [1e9, 1], [0, 5, 0, 7], [-3, 5, -4], [0, 0], [9]];
    const planted = lines(30, { noise: 0.2, step: 0 }, 9);
    const all = [
      ...planted.map(({ line }) => line),
      ...odd.map((bills) => billedLine("2024-09-01", 1, bills)),
    ];
    const fit = fitExpansion(
      all.map(({ changes }) => changes),
      1,
    );
    for (const line of all) {
      const { revenue, swings } = usualRevenue(line, fit);
      expect(Number.isFinite(revenue) && revenue >= 0).toBe(true);
      expect(revenue).toBeLessThan(2e9);
      expect(swings === null || Number.isFinite(swings.term + swings.level)).toBe(true);
      expect(revenue > 0).toBe(line.termRevenue > 0);
    }
  });
});
