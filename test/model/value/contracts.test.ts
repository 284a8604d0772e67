import { randomBeta, randomLcg, randomNormal, sum } from "d3";
import { describe, expect, it } from "vitest";
import { substream } from "../../../src/model/numerics/substream.js";
import { renewalProbabilities } from "../../../src/model/value/beta-discrete-weibull/survival.js";
import type { ClientHistory, ContractLine } from "../../../src/model/value/client-history.js";
import type { ClientValue } from "../../../src/model/value/client-value.js";
import { covariatesOfNew } from "../../../src/model/value/contracts/contract-line.js";
import { fitContracts } from "../../../src/model/value/contracts/fit-contracts.js";
import { fitExpansion } from "../../../src/model/value/expansion/fit-expansion.js";
import { explainClientValue } from "../../../src/model/value/explain-client-value.js";
import { fitValueModels } from "../../../src/model/value/fit-value-models.js";
import { forecastCalendar } from "../../../src/model/value/forecast/forecast-calendar.js";
import { simulateClient } from "../../../src/model/value/forecast/simulate-client.js";
import {
  componentAmounts,
  componentTotal,
  VALUE_COMPONENTS,
} from "../../../src/model/value/portfolio/components.js";
import { withReferrals } from "../../../src/model/value/referral-value.js";
import { fitRenewals } from "../../../src/model/value/renewals/fit-renewals.js";
import { curveOf, type RenewalCase } from "../../../src/model/value/renewals/renewal-fit.js";
import { renewedRevenue } from "../../../src/model/value/renewals/renewal-schedule.js";
import { retentionRates } from "../../../src/model/value/retention-rates/retention-rates.js";
import { valueClients } from "../../../src/model/value/value-clients.js";
import { contractClient, contractLine, NO_CHANGES, OPTIONS } from "./client-histories.js";
import { simulateContracts } from "./simulate-contracts.js";

const TRUTH = { alpha: 0.9, beta: 3.6, shape: 1.4 };

/**
 * Contracts of a beta-discrete-Weibull truth, signed at different times and with terms of 1 to 3 years: at most
 * `years` are seen, and of those signed before the data only the ones that lived when it began.
 */
function planted(
  count: number,
  seed: number,
  shiftOf: (pool: number, size: number) => number = () => 0,
): RenewalCase[] {
  const random = randomLcg(seed);
  const normal = randomNormal.source(random)();
  const cases: RenewalCase[] = [];
  while (cases.length < count) {
    const pool = Math.floor(random() * 6);
    const size = Math.max(-2, Math.min(2, Math.round(2 * normal()) / 2));
    const mean = 1 / (1 + (TRUTH.beta / TRUTH.alpha) * Math.exp(-shiftOf(pool, size)));
    const concentration = TRUTH.alpha + TRUTH.beta;
    const stay = 1 - randomBeta.source(random)(concentration * mean, concentration * (1 - mean))();
    const termYears = 1 + Math.floor(random() * 3);
    const signed = Math.floor(random() * 16) - 8;
    const entered = signed < 0 ? Math.floor(-signed / termYears) : 0;
    const limit = Math.floor((12 - signed) / termYears);
    // P(outlast t) = stay^(t^c)
    const outlasts = Math.ceil((Math.log(1 - random()) / Math.log(stay)) ** (1 / TRUTH.shape)) - 1;
    if (outlasts < entered) continue;
    const renewals = Math.min(outlasts, limit);
    cases.push({
      client: `client ${cases.length}`,
      entered,
      renewals,
      ended: outlasts < limit,
      contracts: 1,
      pool: `pool ${pool}`,
      covariates: [size],
    });
  }
  return cases;
}

describe("renewals of planted contracts", () => {
  it("come back within three standard errors, though many began before the data", () => {
    const cases = planted(3000, 3);
    expect(cases.filter(({ entered }) => entered > 0).length).toBeGreaterThan(500);
    const fit = fitRenewals(cases, 0.2);
    for (const name of ["alpha", "beta", "shape"] as const) {
      const error = Math.abs(fit.parameters[name] - TRUTH[name]);
      expect(error, name).toBeLessThan(3 * (fit.standardErrors?.[name] ?? 0));
    }
    expect(fit.covariateWeights).toEqual([]);
    const unaware = fitRenewals(
      cases.map((one) => ({ ...one, entered: 0 })),
      0.2,
    );
    expect(unaware.parameters.alpha / (unaware.parameters.alpha + unaware.parameters.beta)).toBeLessThan(
      0.16,
    );
  });

  it("find what covariates and pools add, and draw small pools to the mean", () => {
    const shifts = [-0.8, -0.4, 0, 0, 0.4, 0.8];
    const cases = planted(3500, 5, (pool, size) => (shifts[pool] ?? 0) - 0.5 * size);
    const few = planted(4, 8).map((one) => ({ ...one, pool: "few", renewals: one.entered, ended: true }));
    const fit = fitRenewals([...cases, ...few], 0.2);
    expect(Math.abs((fit.covariateWeights[0] ?? 0) + 0.5)).toBeLessThan(0.1);
    expect(fit.poolDeviation).toBeGreaterThan(0.2);
    shifts.forEach((shift, pool) => {
      expect(Math.abs((fit.pools[`pool ${pool}`]?.logOdds ?? 9) - shift)).toBeLessThan(0.25);
    });
    expect(fit.pools.few?.logOdds).toBeLessThan(1.5);
    const average = curveOf(fit, { pool: "never seen", covariates: [0], client: "new" }, 0);
    expect(average).toEqual(fit.parameters);
  });

  it("tell products and sizes apart where each contract was seen at one renewal only", () => {
    const random = randomLcg(5);
    const cases = Array.from({ length: 2000 }, (_, index): RenewalCase => {
      const size = index % 4 < 2 ? -1 : 1;
      const churn = 1 / (1 + Math.exp(-((index % 2 === 0 ? -2.5 : -0.5) - 0.4 * size)));
      const ended = random() < churn;
      const product = index % 2 === 0 ? "loyal" : "fickle";
      return {
        client: `c${index}`,
        entered: 0,
        renewals: ended ? 0 : 1,
        ended,
        contracts: 1,
        pool: product,
        covariates: [size],
      };
    });
    const fit = fitRenewals(cases, 0.2);
    expect(fit.warnings[0]).toMatch(/do not tell how much contracts differ/);
    for (const size of [-1, 1]) {
      for (const product of ["loyal", "fickle"]) {
        const own = cases.filter((one) => one.pool === product && one.covariates[0] === size);
        const seen = own.filter(({ ended }) => !ended).length / own.length;
        const curve = curveOf(fit, { pool: product, covariates: [size], client: "new" }, 0);
        expect(Math.abs((renewalProbabilities(curve, 0, 1)[0] ?? 0) - seen)).toBeLessThan(0.04);
      }
    }
  });

  it("of yearly contracts rest on yearly ones, though their beginnings are unknown and ended monthly ones are not", () => {
    const yearly = Array.from({ length: 300 }, (_, index) => {
      const ended = index % 3 === 0;
      const line = contractLine("2017-03-01", ended ? 1 + (index % 7) : 8, 12, 1000, ended);
      return contractClient(`y${index}`, "2017-03-01", [line], {}, { leftTruncated: true });
    });
    const monthly = Array.from({ length: 40 }, (_, index) => {
      const line = contractLine("2023-03-05", 1 + (index % 9), 1, 50, true);
      return contractClient(`m${index}`, "2023-03-05", [line]);
    });
    const alone = fitContracts(yearly);
    const both = fitContracts([...yearly, ...monthly]);
    expect(both.renewals.long.observations).toBe(300);
    const yearlyRenewal = (fit: typeof alone) => renewalProbabilities(fit.renewals.long.parameters, 0, 5);
    expect(yearlyRenewal(both)).toEqual(yearlyRenewal(alone));
    expect(both.expansion.long).toEqual(alone.expansion.long);
    expect(both.warnings.filter((warning) => !/^Of terms (under|from) 6 months: /.test(warning))).toEqual([]);
  });

  it("are no longer for contracts that prices raised since than for others", () => {
    const random = randomLcg(11);
    const [lasting, normal] = [randomBeta.source(random)(2, 8), randomNormal.source(random)()];
    const raise = Math.log(1.05);
    const histories = Array.from({ length: 1200 }, (_, index) => {
      const years = Math.floor(random() * 12);
      const churn = lasting();
      let renewals = 0;
      while (renewals < years && random() > churn) renewals += 1;
      const up = { count: renewals, sum: renewals * raise, squares: renewals * raise ** 2 };
      const price = 1000 * Math.exp(0.4 * normal() + renewals * raise);
      const startedOn = `${2024 - years}-03-01`;
      const line = contractLine(startedOn, renewals + 1, 12, price, renewals < years, {
        changes: { ...NO_CHANGES, up },
      });
      return contractClient(`c${index}`, startedOn, [line]);
    });
    const [weight = 0] = fitContracts(histories).renewals.long.covariateWeights;
    expect(Math.abs(weight)).toBeLessThan(0.12);
  });

  it("are seen to grow likelier to end, or less likely, from one cohort to the next", () => {
    const book = { clients: 700, years: 5, termMonths: 12, concentration: 12 };
    for (const [first, last] of [
      [0.06, 0.32],
      [0.32, 0.06],
    ] as const) {
      const churnAt = (share: number): number => first + (last - first) * share;
      const { histories, signedAt, came } = simulateContracts({ ...book, churnAt }, substream(3, "cohorts"));
      const fit = fitValueModels(histories);
      const { covariatePlaces, covariateWeights } = fit.renewals.long;
      const signing = covariateWeights[covariatePlaces?.indexOf(1) ?? -1] ?? 0;
      expect(Math.abs(signing)).toBeGreaterThan(0.15);
      expect(Math.sign(signing)).toBe(Math.sign(last - first));
      const values = valueClients(histories, fit, { ...OPTIONS, draws: 1 });
      // Tenure alone made it 1.4 and 1.55 times the truth where later cohorts are worse.
      for (const from of [0, 0.8]) {
        const live = values.flatMap(({ residualValue }, index) =>
          (signedAt[index] ?? 0) >= from ? [{ residualValue, came: came[index] ?? 0 }] : [],
        );
        const ratio = sum(live, (one) => one.residualValue) / sum(live, (one) => one.came);
        expect(Math.abs(Math.log(ratio))).toBeLessThan(0.2);
      }
      // Evenly signed, the last lies √3 standard deviations after the mean.
      expect(covariatesOfNew(fit.contractSize)).toEqual([0, 1.5]);
    }
  });

  it("are told apart by cohort where nothing else sets them apart, which leaves them no spread to find", () => {
    const churnAt = (share: number): number => 0.05 + 0.45 * share;
    const book = { clients: 600, years: 6, termMonths: 12, concentration: 1e4, churnAt };
    for (const seed of [1, 2, 3]) {
      const { histories } = simulateContracts(book, substream(seed, "alike"));
      const { covariatePlaces, covariateWeights } = fitValueModels(histories).renewals.long;
      expect(covariatePlaces).toContain(1);
      expect(covariateWeights[covariatePlaces?.indexOf(1) ?? -1]).toBeGreaterThan(0.4);
    }
  });

  it("find no pools where there are none", () => {
    const { pools } = fitRenewals(planted(1000, 11), 0.2);
    for (const { logOdds } of Object.values(pools)) expect(Math.abs(logOdds)).toBeLessThan(0.25);
  });
});

describe("expansion at renewal", () => {
  it("is the hurdle and lognormal mean, drawn towards no change", () => {
    const up = Math.log(1.2);
    const fit = fitExpansion(
      [{ flat: 20, up: { count: 10, sum: 10 * up, squares: 10 * up ** 2 }, down: NO_CHANGES.down }],
      12,
    );
    // 10 of 40, ten of them assumed.
    expect(fit.expectedRatio).toBeCloseTo(1 + 0.25 * 0.2, 12);
    expect(fitExpansion([], 12).expectedRatio).toBe(1);
  });

  it("compounds into renewals, and fades by half in two years", () => {
    const history = contractClient("a", "2024-01-01", [contractLine("2024-01-01", 1, 12, 1000)]);
    const fit = fitValueModels([history]);
    const growing = { ...fit.expansion.long, expectedRatio: 1.2 };
    const value = (expansion: typeof fit.expansion) =>
      valueClients(
        [history],
        { ...fit, expansion },
        { ...OPTIONS, discountRateAnnual: 0, horizonMonths: 24 },
      )[0];
    const [plain, grown] = [value(fit.expansion), value({ ...fit.expansion, long: growing })];
    const [first, second] = [1, 366].map((day) => 1 + 0.2 * 0.5 ** (day / 730.5));
    const kept = (plain?.expectedRevenue12m ?? 0) / 1000;
    const both = (plain?.residualValue ?? 0) / 1000;
    const expected = 1000 * (kept * (first ?? 0) + (both - kept) * (first ?? 0) * (second ?? 0));
    expect(grown?.residualValue).toBeCloseTo(expected, 8);
  });

  it("spreads simulated futures around the expected ones", () => {
    const expansion = fitExpansion(
      [{ flat: 40, up: { count: 40, sum: 4, squares: 0.8 }, down: { count: 10, sum: -2, squares: 0.5 } }],
      12,
    );
    const calendar = forecastCalendar({ ...OPTIONS, horizonMonths: 12 });
    const days = Array.from({ length: 12 }, (_, month) => 30 * month + 1);
    const schedule = {
      days,
      probabilities: days.map(() => 1),
      revenue: 100,
      expansion,
      expansionWeights: days.map(() => 0.5),
      overdue: false,
    };
    const [forecast, { orders }] = [
      {
        model: "contract renewals",
        pActive: 1,
        orders: null,
        ordersByMonth: [],
        ordersInLastPart: 0,
        // Five hundred lines: the mean shows, whatever the shape.
        renewals: Array.from({ length: 500 }, () => schedule),
      } as const,
      contractClient("a", "2024-01-01", []),
    ];
    const { nextYear } = simulateClient(
      [{ process: forecast, orderValue: null }],
      orders,
      calendar,
      0,
      100,
      randomLcg(2),
    );
    const expected = 500 * renewedRevenue(schedule).reduce((sum, revenue) => sum + revenue, 0);
    expect(nextYear.low).toBeLessThan(expected);
    expect(nextYear.high).toBeGreaterThan(expected);
    expect(Math.abs((nextYear.low + nextYear.high) / 2 / expected - 1)).toBeLessThan(0.01);
  });
});

describe("retention rates", () => {
  const line = (then: number | null, now: number | null, opportunities = 1): ContractLine =>
    contractLine("2022-01-01", 3, 12, now ?? then ?? 0, now === null, {
      yearAgo: then === null ? null : { renewals: 1, opportunities, yearlyRevenue: then },
    });
  const histories = [
    contractClient("kept and grown", "2022-01-01", [line(100, 130)]),
    contractClient("one lost, one shrunk", "2022-01-01", [line(200, null), line(100, 80)]),
    contractClient("left", "2022-01-01", [line(50, null)]),
    contractClient("moved to another contract", "2022-01-01", [line(40, null), line(null, 60)]),
    contractClient("new", "2024-06-01", [line(null, 70)]),
  ];
  const rates = retentionRates(histories, fitValueModels(histories));

  it("reconcile by hand", () => {
    expect(rates).toMatchObject({
      clients: 4,
      recurringThen: 490,
      lost: 50,
      contracted: 220,
      expanded: 50,
      won: 70,
      recurringNow: 340,
    });
    expect(rates?.grr).toBeCloseTo((100 + 80 + 0 + 40) / 490, 12);
    expect(rates?.nrr).toBeCloseTo((130 + 80 + 0 + 60) / 490, 12);
    expect(rates?.contractNrr).toBeCloseTo((130 + 80) / 490, 12);
    const { recurringThen = 0, lost = 0, contracted = 0, expanded = 0, won = 0, recurringNow } = rates ?? {};
    expect(recurringThen - lost - contracted + expanded + won).toBeCloseTo(recurringNow ?? 0, 9);
  });

  it("count what a contract brought that was merged into another, as they count what the other brings", () => {
    const yearAgo = { renewals: 2, opportunities: 1, yearlyRevenue: 100 };
    const grown = { ...NO_CHANGES, up: { count: 1, sum: Math.LN2, squares: Math.LN2 ** 2 } };
    const histories = Array.from({ length: 10 }, (_, index) =>
      contractClient(`c${index}`, "2021-03-01", [
        contractLine("2021-03-01", 4, 12, 200, false, { yearAgo, changes: grown }),
        contractLine("2021-03-01", 3, 12, 100, true, { merged: true, yearAgo }),
      ]),
    );
    expect(retentionRates(histories, fitValueModels(histories))?.contractNrr).toBeCloseTo(1, 12);
  });

  it("are none without recurring revenue a year ago", () => {
    const fresh = [contractClient("new", "2024-06-01", [line(null, 70)])];
    expect(retentionRates(fresh, fitValueModels(fresh))).toBeNull();
  });

  it("as booked meet those of the models in-sample", () => {
    const random = randomLcg(4);
    const normal = randomNormal.source(random)();
    const end = randomBeta.source(random)(0.9, 4);
    const portfolio = Array.from({ length: 3000 }, (_, index) => {
      const years = 1 + (index % 6);
      const chance = end();
      let [terms, ended, revenue, then] = [1, false, 1000 * Math.exp(0.6 * normal()), 0];
      let [up, flat] = [{ count: 0, sum: 0, squares: 0 }, 0];
      while (!ended && terms < years) {
        if (terms === years - 1) then = revenue;
        if (random() < chance) ended = true;
        else {
          terms += 1;
          const grows = random() < 0.4;
          const log = grows ? 0.1 + 0.03 * normal() : 0;
          revenue *= Math.exp(log);
          if (grows) up = { count: up.count + 1, sum: up.sum + log, squares: up.squares + log * log };
          else flat += 1;
        }
      }
      const lived = then > 0;
      return contractClient(`c${index}`, `${2025 - years}-01-01`, [
        contractLine(`${2025 - years}-01-01`, terms, 12, revenue, ended, {
          changes: { flat, up, down: NO_CHANGES.down },
          yearAgo: lived ? { renewals: years - 2, opportunities: 1, yearlyRevenue: then } : null,
        }),
      ]);
    });
    const booked = retentionRates(portfolio, fitValueModels(portfolio));
    expect(booked?.contractNrr).toBeGreaterThan(0.7);
    expect(Math.abs((booked?.modelNrr ?? 0) - (booked?.contractNrr ?? 0))).toBeLessThan(0.02);
  });
});

describe("the ledger of a client under contract", () => {
  const history: ClientHistory = contractClient(
    "acme",
    "2023-01-01",
    [contractLine("2023-01-01", 2, 12, 1200), contractLine("2023-07-01", 18, 1, 50)],
    {
      repeatDays: 3,
      positiveRepeatDays: 3,
      meanRevenue: 200,
      ageDays: 730,
      repeatRevenue: componentAmounts((component) => (component === "services" ? 600 : 0)),
    },
    {
      historicMargin: componentAmounts((component) =>
        component === "renewal" ? 1600 : component === "services" ? 210 : component === "initial" ? 800 : 0,
      ),
      firstHorizonMargin: componentAmounts((component) => (component === "renewal" ? 2300 : 0)),
      marginRate: 0.7,
      marginRateByKind: componentAmounts((component) =>
        component === "renewal" ? 0.8 : component === "services" ? 0.35 : 0.5,
      ),
      costToServeAMonth: 10,
    },
  );
  const fit = fitValueModels([history]);
  const valued = (one: ClientHistory): ClientValue => {
    const [value] = valueClients([one], fit, OPTIONS);
    if (value === undefined) throw new Error("no value");
    return value;
  };
  const value = valued(history);

  it("takes each kind's own margin", () => {
    const free = { ...history, costToServeAMonth: 0 };
    const { residualComponents } = valued(free);
    const atFull = valued({ ...free, marginRate: 1, marginRateByKind: null }).residualComponents;
    expect(residualComponents.renewal / atFull.renewal).toBeCloseTo(0.8, 12);
    expect(residualComponents.services / atFull.services).toBeCloseTo(0.35, 12);
  });

  it("takes the cost to serve out of what bears it, for as long as it is a client", () => {
    const free = valued({ ...history, costToServeAMonth: 0 });
    expect(free.historicValue - value.historicValue).toBeCloseTo((10 * 730) / 30.4375, 9);
    expect(value.historicValue).toBeLessThan(free.historicValue);
    const residualCost = free.residualValue - value.residualValue;
    expect(residualCost).toBeGreaterThan(0);
    expect(residualCost).toBeLessThan(600);
    expect(free.clv - value.clv).toBeGreaterThan(residualCost / 2);
    expect(value.clvLow).toBeLessThan(free.clvLow);
  });

  it("adds up by component, and is explained in parts that add up", () => {
    expect(componentTotal(value.components)).toBe(value.totalValue);
    expect(componentTotal(value.residualComponents)).toBe(value.residualValue);
    expect(value.historicValue + value.residualValue).toBeCloseTo(value.totalValue, 9);
    const steps = explainClientValue(history, fit, OPTIONS);
    const parts = steps.filter(({ kind }) => kind === "residual part");
    expect(parts.reduce((sum, step) => sum + step.value, 0)).toBeCloseTo(value.residualValue, 6);
    expect(parts.some(({ label }) => label === "Cost to serve")).toBe(true);
    expect(steps.find(({ label }) => label === "CLV")?.value).toBe(value.clv);
    expect(VALUE_COMPONENTS.every((component) => Number.isFinite(value.components[component]))).toBe(true);
  });

  it("expects no renewal of a contract that gave notice, which lives to its end", () => {
    const leaving = contractClient("leaving", "2024-06-01", [
      contractLine("2024-06-01", 1, 12, 900, false, { noticeGiven: true }),
    ]);
    const [value] = valueClients([leaving], fitValueModels([leaving]), OPTIONS);
    expect(value).toMatchObject({ pActive: 1, residualHigh: 0, residualValue: 0 });
  });

  it("counts a merged contract as no refusal to renew", () => {
    const lines = Array.from({ length: 60 }, () =>
      contractLine("2022-01-01", 1, 12, 100, true, { merged: true }),
    );
    const { renewals } = fitValueModels([contractClient("merged", "2022-01-01", lines)]);
    expect(renewals.long.warnings[0]).toMatch(/No contract has come up/);
  });
});

describe("referrals", () => {
  const base = fitValueModels([]);
  const clients = ["a", "b", "c"].map((id, index) =>
    contractClient(
      id,
      "2024-01-01",
      [contractLine("2024-01-01", 1, 12, 100 * (index + 1), true)],
      {},
      {
        historicMargin: componentAmounts((component) => (component === "initial" ? 100 * (index + 1) : 0)),
      },
    ),
  );
  const values = valueClients(clients, base, OPTIONS);
  const by = new Map([
    ["b", "a"],
    ["c", "a"],
    ["a", "a"],
  ]);

  it("stand apart from the total, or in it where asked", () => {
    const apart = withReferrals(values, by, false);
    expect(apart.map(({ referralValue }) => referralValue)).toEqual([500, 0, 0]);
    expect(apart.map(({ totalValue }) => totalValue)).toEqual([100, 200, 300]);
    const included = withReferrals(values, by, true);
    expect(included.map(({ totalValue }) => totalValue)).toEqual([600, 200, 300]);
  });

  it("do not run in circles", () => {
    const circle = withReferrals(
      values,
      new Map([
        ["a", "b"],
        ["b", "a"],
        ["c", "nobody"],
      ]),
      true,
    );
    expect(circle.map(({ referralValue }) => referralValue)).toEqual([200, 100, 0]);
  });
});
