import { mean, randomBeta, randomExponential, randomGamma, randomLcg } from "d3";
import { describe, expect, it } from "vitest";
import { addMonths, epochDayOf, isoDateOf } from "../../../src/model/numerics/calendar.js";
import { backtestValue } from "../../../src/model/value/accuracy/backtest-value.js";
import type { ClientHistory } from "../../../src/model/value/client-history.js";
import type { ClientValue } from "../../../src/model/value/client-value.js";
import { fitValueModels } from "../../../src/model/value/fit-value-models.js";
import type { ClientForecast, OrderProcess } from "../../../src/model/value/forecast/client-forecast.js";
import { forecastCalendar } from "../../../src/model/value/forecast/forecast-calendar.js";
import { simulateClient } from "../../../src/model/value/forecast/simulate-client.js";
import { expectedOrderValue } from "../../../src/model/value/gamma-gamma/expected-order-value.js";
import { orderDaySimulator } from "../../../src/model/value/orders/order-day-simulator.js";
import { componentAmounts } from "../../../src/model/value/portfolio/components.js";
import { repeatModel } from "../../../src/model/value/repeat/repeat-models.js";
import { plausibleFits } from "../../../src/model/value/uncertainty/plausible-fits.js";
import { valueClients } from "../../../src/model/value/value-clients.js";
import { AS_OF, contractClient, contractLine, OPTIONS, orderingClient } from "./client-histories.js";

const ORIGIN = "2022-12-31";
const DAYS_AFTER = 730;

/** Clients whose orders follow BG/NBD and gamma-gamma: what was seen up to the origin, and revenue of the two years after. */
function simulateOrders(clients: number, seed: number) {
  const random = randomLcg(seed);
  const truth = { r: 0.8, alpha: 12, a: 0.9, b: 4, p: 5, q: 4, v: 300 };
  const [rate, leave, scale] = [
    randomGamma.source(random)(truth.r, 1 / truth.alpha),
    randomBeta.source(random)(truth.a, truth.b),
    randomGamma.source(random)(truth.q, 1 / truth.v),
  ];
  const after = new Map<string, number>();
  const histories = Array.from({ length: clients }, (_, index) => {
    const clientId = `client ${index}`;
    const originDay = epochDayOf(ORIGIN);
    const firstDay = originDay - 150 - Math.floor(random() * 900);
    const [gap, leaves, scaleOfClient] = [randomExponential.source(random)(rate()), leave(), scale()];
    const value = randomGamma.source(random)(truth.p, 1 / scaleOfClient);
    const seen = new Map([[isoDateOf(firstDay), value()]]);
    for (let day = firstDay + 7 * gap(); day < originDay + DAYS_AFTER; day += 7 * gap()) {
      const orderDay = Math.ceil(day);
      if (orderDay <= originDay) seen.set(isoDateOf(orderDay), value());
      else after.set(clientId, (after.get(clientId) ?? 0) + value());
      if (random() < leaves) break;
    }
    return orderingClient(clientId, [...seen], {}, ORIGIN);
  });
  return { truth, histories, after };
}

/** Yearly contracts whose ends follow a shifted beta-geometric: the lines at the as-of date, and each line's chance. */
function simulateContracts(clients: number, seed: number): ClientHistory[] {
  const random = randomLcg(seed);
  const end = randomBeta.source(random)(0.8, 3);
  return Array.from({ length: clients }, (_, index) => {
    const chance = end();
    const start = epochDayOf("2015-01-01") + Math.floor(random() * 3000);
    let terms = 1;
    let ended = false;
    while (!ended && addMonths(start, 12 * terms) <= epochDayOf(AS_OF)) {
      if (random() < chance) ended = true;
      else terms += 1;
    }
    const startedOn = isoDateOf(start);
    const line = contractLine(startedOn, terms, 12, 1000, ended);
    return contractClient(`client ${index}`, startedOn, [line]);
  });
}

describe("planted truth", () => {
  const { truth, histories, after } = simulateOrders(2500, 11);
  const fit = fitValueModels(histories, { repeatModel: "bg-nbd" });

  it("is recovered within three standard errors, and P(buying) of a new client within 5 %", () => {
    const { parameters, standardErrors } = fit.repeatOrders ?? {};
    for (const name of ["r", "alpha", "a", "b"] as const) {
      const error = Math.abs((parameters?.[name] ?? 0) - truth[name]);
      expect(error).toBeLessThan(3 * (standardErrors?.[name] ?? 0));
    }
    const spend = fit.orderValue?.gammaGamma;
    for (const name of ["p", "q", "v"] as const) {
      const error = Math.abs((spend?.parameters[name] ?? 0) - truth[name]);
      expect(error).toBeLessThan(3 * (spend?.standardErrors?.[name] ?? 0));
    }
    const expected = repeatModel("bg-nbd").at(truth).expectedPurchasesOfNewClient(104);
    const fitted =
      parameters === undefined ? 0 : repeatModel("bg-nbd").at(parameters).expectedPurchasesOfNewClient(104);
    expect(Math.abs(fitted / expected - 1)).toBeLessThan(0.05);
    expect(fit.warnings).toEqual([]);
  });

  it("comes out: two years' revenue without bias, better ranked than by any trivial rule, inside its intervals", () => {
    const { rows, coverage } = backtestValue(histories, after, {
      origin: ORIGIN,
      holdoutMonths: 24,
      seed: 3,
      draws: 100,
    });
    const [model, ...baselines] = rows;
    expect(Math.abs(model?.totalBias ?? 1)).toBeLessThan(0.06);
    for (const baseline of baselines) {
      expect(model?.rootMeanSquareError ?? Infinity).toBeLessThan(baseline.rootMeanSquareError ?? 0);
      expect(model?.normalisedGini ?? 0).toBeGreaterThan(baseline.normalisedGini ?? 1);
    }
    // Many a true interval is [0, something]: revenue of 0 lies inside it, so more than 80 % are covered.
    expect(coverage.covered).toBeGreaterThan(0.78);
    expect(coverage.covered).toBeLessThan(0.95);
  });

  it("leaves a tenth of the clients above their intervals, and a tenth below where the low end is above 0", () => {
    const values = valueClients(histories, fit, {
      ...OPTIONS,
      asOf: ORIGIN,
      horizonMonths: 24,
      discountRateAnnual: 0,
      draws: 200,
    });
    const actual = (value: ClientValue): number => after.get(value.clientId) ?? 0;
    const open = values.filter((value) => value.residualHigh > 0);
    const above = open.filter((value) => actual(value) > value.residualHigh).length / open.length;
    const active = values.filter((value) => value.residualLow > 0);
    const below = active.filter((value) => actual(value) < value.residualLow).length / active.length;
    expect(open.length).toBeGreaterThan(1500);
    expect(Math.abs(above - 0.1)).toBeLessThan(0.02);
    expect(active.length).toBeGreaterThan(100);
    expect(Math.abs(below - 0.1)).toBeLessThan(0.06);
  });

  it("of contracts: renewal parameters within three standard errors", () => {
    const { parameters, standardErrors } = fitValueModels(simulateContracts(2000, 5)).renewals.long;
    expect(Math.abs(parameters.alpha - 0.8)).toBeLessThan(3 * (standardErrors?.alpha ?? 0));
    expect(Math.abs(parameters.beta - 3)).toBeLessThan(3 * (standardErrors?.beta ?? 0));
  });
});

describe("intervals of estimated parameters", () => {
  it("cover what they say of small portfolios, whose parameters are little known", () => {
    const scores = Array.from({ length: 10 }, (_, portfolio) => {
      const { histories, after } = simulateOrders(120, 100 + portfolio);
      const { predictive } = backtestValue(histories, after, {
        origin: ORIGIN,
        holdoutMonths: 24,
        seed: portfolio,
        draws: 96,
        models: { repeatModel: "bg-nbd" },
      });
      return predictive?.coverage ?? [];
    });
    for (const [level, [low, high]] of [
      [0, [0.46, 0.54]],
      [1, [0.77, 0.83]],
      [2, [0.87, 0.93]],
    ] as const) {
      const measured = mean(scores, (coverage) => coverage[level]?.measured) ?? 0;
      expect(measured).toBeGreaterThan(low);
      expect(measured).toBeLessThan(high);
    }
  });

  it("draw parameters, the same for the same seed", () => {
    const { histories } = simulateOrders(60, 3);
    const fit = fitValueModels(histories, { repeatModel: "bg-nbd" });
    const draw = (seed: number): number[] =>
      plausibleFits(fit, histories, 3, randomLcg(seed)).map((one) => one.repeatOrders?.parameters.r ?? 0);
    expect(draw(0.1)).toEqual(draw(0.1));
    expect(new Set([...draw(0.1), fit.repeatOrders?.parameters.r]).size).toBe(4);
  });

  it("draw no order value from a tail that no fit would be trusted with", () => {
    const { histories } = simulateOrders(60, 3);
    const fit = fitValueModels(histories, { repeatModel: "bg-nbd" });
    if (fit.orderValue === null) throw new Error("nobody bought again");
    // The covariance of 77 consultancy clients: ln q is known to ± 1.6 only, and q ≤ 1 has no mean.
    const logCovariance = [
      [0.19, -0.637, -0.868],
      [-0.637, 2.645, 3.443],
      [-0.868, 3.443, 4.526],
    ];
    const parameters = { p: 3.3, q: 15.5, v: 205_000 };
    const { lognormal: _, ...orderValue } = fit.orderValue;
    const unsure = { ...orderValue, gammaGamma: { ...orderValue.gammaGamma, parameters, logCovariance } };
    const means = plausibleFits({ ...fit, orderValue: unsure }, histories, 2000, randomLcg(0.4)).map((one) =>
      expectedOrderValue(one.orderValue?.gammaGamma.parameters ?? parameters, 0, 0),
    );
    const usual = expectedOrderValue(parameters, 0, 0);
    expect(Math.max(...means)).toBeLessThanOrEqual(2 * usual);
    expect(Math.min(...means)).toBeGreaterThanOrEqual(usual / 2);
    expect(new Set(means).size).toBeGreaterThan(1900);
  });

  it("resample the clients where the likelihood has no proper curvature", () => {
    const { histories } = simulateOrders(60, 3);
    const fit = fitValueModels(histories, { repeatModel: "bg-nbd" });
    if (fit.repeatOrders === null) throw new Error("nobody bought again");
    const flat = { ...fit, repeatOrders: { ...fit.repeatOrders, logCovariance: null } };
    const rates = plausibleFits(flat, histories, 4, randomLcg(0.2)).map(
      (one) => one.repeatOrders?.parameters.r ?? 0,
    );
    expect(new Set(rates).size).toBe(4);
    for (const rate of rates) expect(rate).toBeGreaterThan(0);
  });
});

describe("simulated revenue", () => {
  it("spreads as a compound Poisson sum of gamma orders does", () => {
    // A hundred orders a year in the mean, of mean 50 and variance 50²/2: variance 100 (50² + 50²/2).
    const many = 1e9;
    const forecast: ClientForecast = {
      model: "repeat orders",
      pActive: 1,
      orders: { alive: 1, shape: many, rate: (many * 365) / 700, leave: 0, stay: 1 },
      ordersByMonth: [],
      ordersInLastPart: 0,
      renewals: [],
    };
    const orderValue = {
      gammaGamma: {
        parameters: { p: 2, q: many, v: 25 * many },
        standardErrors: null,
        logLikelihood: 0,
        observations: 0,
        weakPriors: false,
        warnings: [],
      },
      realisedShare: 1,
      mix: componentAmounts(() => 0.2),
    };
    const { orders } = orderingClient("new", [[AS_OF, 1]]);
    const calendar = forecastCalendar({ ...OPTIONS, horizonMonths: 12 });
    const { nextYear, residual } = simulateClient(
      [{ process: forecast, orderValue }],
      orders,
      calendar,
      0,
      20_000,
      randomLcg(2),
    );
    const deviation = (nextYear.high - nextYear.low) / (2 * 1.2816);
    expect(Math.abs(deviation / Math.sqrt(100 * 1.5 * 50 ** 2) - 1)).toBeLessThan(0.04);
    expect(Math.abs((nextYear.high + nextYear.low) / 2 / 5000 - 1)).toBeLessThan(0.02);
    const discount = 1.1 ** -0.5;
    expect(Math.abs((residual.high + residual.low) / 2 / (5000 * discount) - 1)).toBeLessThan(0.02);
  });
});

describe("simulated orders", () => {
  const count = (process: OrderProcess, days: number): number => {
    const simulate = orderDaySimulator(process, randomLcg(1));
    let orders = 0;
    for (let draw = 0; draw < 20_000; draw += 1) simulate(days, () => (orders += 1));
    return orders / 20_000;
  };

  it("number what the model expects of a new client", () => {
    const process = { alive: 1, shape: 0.243, rate: 4.414, leave: 0.793, stay: 2.426 };
    const expected = repeatModel("bg-nbd")
      .at({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })
      .expectedPurchasesOfNewClient(104);
    expect(Math.abs(count(process, 728) / expected - 1)).toBeLessThan(0.04);
  });

  it("number rate × time for a client that does not leave", () => {
    expect(count({ alive: 1, shape: 6, rate: 30, leave: 0, stay: 1 }, 364)).toBeCloseTo((6 / 30) * 52, 0);
  });
});
