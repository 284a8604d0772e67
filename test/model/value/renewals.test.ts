import { describe, expect, it } from "vitest";
import { discountedRenewals } from "../../../src/model/value/beta-discrete-weibull/discounted-renewals.js";
import { fitRenewalCurve } from "../../../src/model/value/beta-discrete-weibull/fit-renewal-curve.js";
import type { RenewalCurve } from "../../../src/model/value/beta-discrete-weibull/renewal-curve.js";
import { renewalProbabilities, survival } from "../../../src/model/value/beta-discrete-weibull/survival.js";
import { fitSbg } from "../../../src/model/value/shifted-beta-geometric/fit-sbg.js";
import type {
  RenewalRecord,
  SbgParameters,
} from "../../../src/model/value/shifted-beta-geometric/sbg-parameters.js";
import { SHARED_PRESENT, sharedCsv } from "./cdnow.js";

/**
 * The records behind a cohort's retention table: survivors (contracts or a share of them) at the start and
 * after each renewal opportunity, so never rising.
 */
function renewalRecordsOfCohort(survivors: readonly number[]): RenewalRecord[] {
  return survivors.map((remaining, renewals) => {
    const next = survivors[renewals + 1];
    return next === undefined
      ? { entered: 0, renewals, ended: false, contracts: remaining }
      : { entered: 0, renewals, ended: true, contracts: remaining - next };
  });
}

function sbg(parameters: SbgParameters): RenewalCurve {
  return { ...parameters, shape: 1 };
}

function firstRenewal(parameters: SbgParameters): number {
  return renewalProbabilities(sbg(parameters), 0, 1)[0] ?? Number.NaN;
}

function relative(actual: number, expected: number): number {
  return Math.abs(actual / expected - 1);
}

describe.skipIf(!SHARED_PRESENT)("retention tables (need the shared folder)", () => {
  const rows = SHARED_PRESENT ? sharedCsv("golden/clv/sbg_retention_fader_hardie_2007.csv") : [];
  const fitYears = (column: string, years: number) =>
    fitSbg(renewalRecordsOfCohort(rows.slice(0, years + 1).map((row) => 10 * Number(row[column]))), 0.2);

  it("hold what is published", () => {
    const years = (column: string) => rows.map((row) => Number(row[column]));
    expect(years("regular_pct")).toEqual([
      100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4, 18.3, 17.3,
    ]);
    expect(years("highend_pct")).toEqual([
      100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1, 46.8, 44.5, 42.7, 40.9, 39.4,
    ]);
  });

  it.each([
    ["regular_pct", 7, 0.704077, 1.182043, -1680.2652],
    ["highend_pct", 7, 0.668088, 3.806095, -1611.1581],
    ["regular_pct", 4, 0.763665, 1.29583, -1401.5594],
    ["highend_pct", 4, 1.280976, 7.790383, -1225.1349],
  ])("fits %s over %d years", (column, years, alpha, beta, logLikelihood) => {
    const fit = fitYears(column, years);
    expect(relative(fit.parameters.alpha, alpha)).toBeLessThan(1e-6);
    expect(relative(fit.parameters.beta, beta)).toBeLessThan(1e-6);
    expect(fit.logLikelihood).toBeCloseTo(logLikelihood, 4);
    expect(fit).toMatchObject({ weakPriors: false, warnings: [] });
  });

  it("extrapolates survival and renewal rates as published", () => {
    const curve = sbg(fitYears("regular_pct", 7).parameters);
    const shown = (of: RenewalCurve) =>
      [8, 9, 10, 11, 12].map((year) => Number((100 * survival(of, year)).toFixed(3)));
    expect(shown(curve)).toEqual([22.008, 20.441, 19.119, 17.986, 17.004]);
    const rates = [...renewalProbabilities(curve, 0, 7)].map((rate) => Number(rate.toFixed(4)));
    expect(rates).toEqual([0.6267, 0.756, 0.8188, 0.8559, 0.8804, 0.8978, 0.9107]);
    const highEnd = sbg(fitYears("highend_pct", 7).parameters);
    expect(shown(highEnd)).toEqual([46.044, 43.578, 41.417, 39.506, 37.8]);
  });

  const curveOf = (column: string, years: number) =>
    fitRenewalCurve(
      renewalRecordsOfCohort(rows.slice(0, years + 1).map((row) => 10 * Number(row[column]))),
      0.2,
    );
  const holdoutError = (column: string, years: number, curve: RenewalCurve): number => {
    const after = rows.slice(years + 1);
    const errors = after.map((row, index) =>
      relative(100 * survival(curve, years + 1 + index), Number(row[column])),
    );
    return errors.reduce((sum, error) => sum + error, 0) / errors.length;
  };

  it.each([
    ["regular_pct", 4, -1401.3831, 1.1964, 0.0131, 0.054],
    ["regular_pct", 5, -1516.7298, 1.2363, 0.0054, 0.0384],
    ["regular_pct", 7, -1679.6028, 1.28345, 0.0138, 0.0149],
    ["highend_pct", 4, -1222.7493, 1.58436, 0.0168, 0.1321],
    ["highend_pct", 5, -1374.5468, 1.6751, 0.0059, 0.0751],
    ["highend_pct", 7, -1605.3142, 1.72356, 0.0127, 0.0283],
  ])(
    "lets renewal change with age: %s over %d years",
    (column, years, logLikelihood, shape, error, simple) => {
      const fit = curveOf(column, years);
      expect(fit.logLikelihood).toBeCloseTo(logLikelihood, 4);
      expect(relative(fit.parameters.shape, shape)).toBeLessThan(1e-4);
      expect(holdoutError(column, years, fit.parameters)).toBeCloseTo(error, 4);
      expect(holdoutError(column, years, sbg(fitYears(column, years).parameters))).toBeCloseTo(simple, 4);
    },
  );

  it("holds survival out after 4 years to 1.4 % and 1.7 %", () => {
    expect(holdoutError("regular_pct", 4, curveOf("regular_pct", 4).parameters)).toBeLessThan(0.014);
    expect(holdoutError("highend_pct", 4, curveOf("highend_pct", 4).parameters)).toBeLessThan(0.017);
  });
});

describe("renewals", () => {
  it.each([
    [3.8, 15.2, [3.30982, 3.451, 3.58654, 3.71681, 3.84213]],
    [0.067, 0.267, [7.67084, 9.4553, 9.85083, 10.05617, 10.18864]],
  ])("expects discounted renewals as published for α %d, β %d", (alpha, beta, expected) => {
    expected.forEach((value, renewals) => {
      expect(discountedRenewals(sbg({ alpha, beta }), renewals, 0.1)).toBeCloseTo(value, 5);
    });
    expect(() => discountedRenewals(sbg({ alpha, beta }), 0, 0)).toThrow(/not above 0/);
  });

  it.each([
    [3.8, 15.2, 4.00893],
    [0.067, 0.267, 7.97349],
  ])(
    "values a new contract, its first payment included, as published for α %d, β %d",
    (alpha, beta, value) => {
      expect(1 + discountedRenewals(sbg({ alpha, beta }), 0, 0.1) / 1.1).toBeCloseTo(value, 5);
    },
  );

  it("is the shifted beta-geometric at a shape of 1, and near it", () => {
    const [alpha, beta] = [0.7, 1.2];
    for (const years of [1, 5, 60]) {
      const exact = survival({ alpha, beta, shape: 1 }, years);
      expect(relative(survival({ alpha, beta, shape: 1 + 1e-9 }, years), exact)).toBeLessThan(1e-7);
    }
    expect(survival({ alpha, beta, shape: 1.4 }, 0)).toBe(1);
    const chances = [...renewalProbabilities({ alpha, beta, shape: 1.4 }, 3, 4)];
    chances.forEach((chance, index) => {
      const steps = [4, 3].map((from) => survival({ alpha, beta, shape: 1.4 }, from + index));
      expect(chance).toBeCloseTo((steps[0] ?? 0) / (steps[1] ?? 1), 12);
    });
  });

  it("leaves the shape out where the data do not determine it", () => {
    expect(fitRenewalCurve(renewalRecordsOfCohort([100, 70, 52]), 0.2).parameters.shape).toBe(1);
    expect(fitRenewalCurve(renewalRecordsOfCohort([100, 90]), 0.2)).toMatchObject({
      weakPriors: true,
      parameters: { shape: 1 },
    });
  });

  it("tells individual lines and the table of the same cohort the same", () => {
    const table = renewalRecordsOfCohort([100, 70, 55, 47]);
    const lines = table.flatMap((record) =>
      Array.from({ length: record.contracts }, () => ({ ...record, contracts: 1 })),
    );
    expect(fitSbg(lines, 0.2).parameters).toEqual(fitSbg(table, 0.2).parameters);
  });

  it("assumes the typical churn where no contract has come up yet", () => {
    const fit = fitSbg([{ entered: 0, renewals: 0, ended: false, contracts: 40 }], 0.2);
    expect(firstRenewal(fit.parameters)).toBeCloseTo(0.8, 5);
    expect(fit.warnings[0]).toMatch(/No contract has come up/);
    expect(firstRenewal(fitSbg([], 0.2).parameters)).toBeCloseTo(0.8, 5);
  });

  it("moves from the assumption with what is seen, and says on how much it rests", () => {
    const seen = (ended: number, kept: number) =>
      fitSbg(
        [
          { entered: 0, renewals: 0, ended: true, contracts: ended },
          { entered: 0, renewals: 1, ended: false, contracts: kept },
        ],
        0.2,
      );
    const loyal = seen(2, 98);
    expect(loyal.warnings[0]).toMatch(/Only 2 of 100 contracts have ended/);
    expect(firstRenewal(loyal.parameters)).toBeGreaterThan(0.95);
    expect(firstRenewal(seen(20, 20).parameters)).toBeLessThan(0.55);
  });

  it("follows contracts that are the likelier to end the older they are, where sBG has no maximum", () => {
    const truth = { alpha: 1.5, beta: 13, shape: 2 };
    const survivors = Array.from({ length: 9 }, (_, years) => Math.round(2000 * survival(truth, years)));
    const records = renewalRecordsOfCohort(survivors);
    expect(fitSbg(records, 0.2).weakPriors).toBe(true);
    const fit = fitRenewalCurve(records, 0.2);
    expect(fit).toMatchObject({ weakPriors: false, warnings: [] });
    const expected = renewalProbabilities(truth, 0, 12);
    renewalProbabilities(fit.parameters, 0, 12).forEach((chance, renewals) => {
      expect(Math.abs(chance - (expected[renewals] ?? 0))).toBeLessThan(0.01);
    });
  });

  it("stays finite when contracts do not differ, all end or none does", () => {
    const geometric = renewalRecordsOfCohort([1000, 800, 640, 512, 409.6]);
    for (const records of [
      geometric,
      [{ entered: 0, renewals: 0, ended: true, contracts: 500 }],
      [{ entered: 0, renewals: 9, ended: false, contracts: 500 }],
    ]) {
      const { parameters } = fitSbg(records, 0.2);
      expect(parameters.alpha).toBeGreaterThan(0);
      expect(Number.isFinite(parameters.alpha + parameters.beta)).toBe(true);
    }
    const first = firstRenewal(fitSbg(geometric, 0.2).parameters);
    expect(Math.abs(first - 0.8)).toBeLessThan(0.02);
  });
});
