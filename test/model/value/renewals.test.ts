import { describe, expect, it } from "vitest";
import { discountedRenewals } from "../../../src/model/value/shifted-beta-geometric/discounted-renewals.js";
import { fitSbg } from "../../../src/model/value/shifted-beta-geometric/fit-sbg.js";
import { renewalRecordsOfCohort } from "../../../src/model/value/shifted-beta-geometric/renewal-records.js";
import { renewalProbability, survival } from "../../../src/model/value/shifted-beta-geometric/survival.js";
import { SHARED_PRESENT, sharedCsv } from "./cdnow.js";

function relative(actual: number, expected: number): number {
  return Math.abs(actual / expected - 1);
}

describe.skipIf(!SHARED_PRESENT)("retention tables (need the shared folder)", () => {
  const rows = SHARED_PRESENT ? sharedCsv("golden/clv/sbg_retention_fader_hardie_2007.csv") : [];
  const fitYears = (column: string, years: number) =>
    fitSbg(renewalRecordsOfCohort(rows.slice(0, years + 1).map((row) => 10 * Number(row[column]))), 0.2);

  it.each([
    ["regular_pct", 7, 0.704077, 1.182043, -1680.2652],
    ["highend_pct", 7, 0.668088, 3.806095, -1611.1581],
    ["regular_pct", 4, 0.763665, 1.29583, -1401.5594],
    ["highend_pct", 4, 1.280976, 7.790383, -1225.1349],
  ])("fits %s over %d years", (column, years, alpha, beta, logLikelihood) => {
    const fit = fitYears(column, years);
    expect(relative(fit.parameters.alpha, alpha)).toBeLessThan(1e-5);
    expect(relative(fit.parameters.beta, beta)).toBeLessThan(1e-5);
    expect(fit.logLikelihood).toBeCloseTo(logLikelihood, 3);
    expect(fit).toMatchObject({ weakPriors: false, warnings: [] });
  });

  it("extrapolates survival and renewal rates as published", () => {
    const { parameters } = fitYears("regular_pct", 7);
    const survivals = [8, 9, 10, 11, 12].map((year) => Number((100 * survival(parameters, year)).toFixed(3)));
    expect(survivals).toEqual([22.008, 20.441, 19.119, 17.986, 17.004]);
    const rates = [0, 1, 2, 3, 4, 5, 6].map((n) => Number(renewalProbability(parameters, n).toFixed(4)));
    expect(rates).toEqual([0.6267, 0.756, 0.8188, 0.8559, 0.8804, 0.8978, 0.9107]);
    const highEnd = fitYears("highend_pct", 7).parameters;
    expect(100 * survival(highEnd, 12)).toBeCloseTo(37.8, 2);
  });
});

describe("renewals", () => {
  it.each([
    [3.8, 15.2, [3.30982, 3.451, 3.58654, 3.71681, 3.84213]],
    [0.067, 0.267, [7.67084, 9.4553, 9.85083, 10.05617, 10.18864]],
  ])("expects discounted renewals as published for α %d, β %d", (alpha, beta, expected) => {
    expected.forEach((value, renewals) => {
      expect(discountedRenewals({ alpha, beta }, renewals, 0.1)).toBeCloseTo(value, 5);
    });
    expect(() => discountedRenewals({ alpha, beta }, 0, 0)).toThrow(/not above 0/);
  });

  it("tells individual lines and the table of the same cohort the same", () => {
    const table = renewalRecordsOfCohort([100, 70, 55, 47]);
    const lines = table.flatMap((record) =>
      Array.from({ length: record.contracts }, () => ({ ...record, contracts: 1 })),
    );
    expect(fitSbg(lines, 0.2).parameters).toEqual(fitSbg(table, 0.2).parameters);
  });

  it("assumes the typical churn where no contract has come up yet", () => {
    const fit = fitSbg([{ renewals: 0, ended: false, contracts: 40 }], 0.2);
    expect(renewalProbability(fit.parameters, 0)).toBeCloseTo(0.8, 5);
    expect(fit.warnings[0]).toMatch(/No contract has come up/);
    expect(renewalProbability(fitSbg([], 0.2).parameters, 0)).toBeCloseTo(0.8, 5);
  });

  it("moves from the assumption with what is seen, and says on how much it rests", () => {
    const seen = (ended: number, kept: number) =>
      fitSbg(
        [
          { renewals: 0, ended: true, contracts: ended },
          { renewals: 1, ended: false, contracts: kept },
        ],
        0.2,
      );
    const loyal = seen(2, 98);
    expect(loyal.warnings[0]).toMatch(/Only 2 of 100 contracts have ended/);
    expect(renewalProbability(loyal.parameters, 0)).toBeGreaterThan(0.95);
    expect(renewalProbability(seen(20, 20).parameters, 0)).toBeLessThan(0.55);
  });

  it("stays finite when contracts do not differ, all end or none does", () => {
    const geometric = renewalRecordsOfCohort([1000, 800, 640, 512, 409.6]);
    for (const records of [
      geometric,
      [{ renewals: 0, ended: true, contracts: 500 }],
      [{ renewals: 9, ended: false, contracts: 500 }],
    ]) {
      const { parameters } = fitSbg(records, 0.2);
      expect(parameters.alpha).toBeGreaterThan(0);
      expect(Number.isFinite(parameters.alpha + parameters.beta)).toBe(true);
    }
    const first = renewalProbability(fitSbg(geometric, 0.2).parameters, 0);
    expect(Math.abs(first - 0.8)).toBeLessThan(0.02);
  });
});
