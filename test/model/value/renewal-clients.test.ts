import { deviation, mean, randomBeta, randomLcg, randomNormal, shuffler } from "d3";
import { describe, expect, it } from "vitest";
import { logSurvivals } from "../../../src/model/value/beta-discrete-weibull/survival.js";
import type { ClientHistory } from "../../../src/model/value/client-history.js";
import { contractProcess, forecastContracts } from "../../../src/model/value/contracts/contract-value.js";
import { fitValueModels } from "../../../src/model/value/fit-value-models.js";
import { clientStrays } from "../../../src/model/value/forecast/client-outlooks.js";
import { renewalFlow } from "../../../src/model/value/forecast/expected-flows.js";
import { forecastCalendar } from "../../../src/model/value/forecast/forecast-calendar.js";
import { simulateFutures } from "../../../src/model/value/forecast/simulate-client.js";
import { effectLikelihood } from "../../../src/model/value/renewals/client-effects.js";
import { fitRenewals } from "../../../src/model/value/renewals/fit-renewals.js";
import {
  type RenewalCase,
  type RenewalFit,
  weighted,
} from "../../../src/model/value/renewals/renewal-fit.js";
import { portfolioLines } from "../../../src/model/value/renewals/renewal-lines.js";
import { underContract } from "../../../src/model/value/renewals/renewal-schedule.js";
import { curveAt } from "../../../src/model/value/renewals/renewal-tables.js";
import { renewalLogLikelihood } from "../../../src/model/value/shifted-beta-geometric/renewal-log-likelihood.js";
import { valueClients } from "../../../src/model/value/value-clients.js";
import type { ValueFit } from "../../../src/model/value/value-fit.js";
import { contractClient, contractLine, OPTIONS } from "./client-histories.js";

const TRUTH = { alpha: 0.5, beta: 1.6, shape: 1.2 };
const CONCENTRATION = TRUTH.alpha + TRUTH.beta;

interface Book {
  readonly cases: readonly RenewalCase[];
  readonly rows: Readonly<Record<string, readonly number[]>>;
}

/** Clients of one to seven contracts seen for up to six renewals; log-odds of ending move with what is known of the client and with what is not. */
function book(clients: number, seed: number, effect: number, spread: number): Book {
  const random = randomLcg(seed);
  const normal = randomNormal.source(random)();
  const cases: RenewalCase[] = [];
  const rows: Record<string, readonly number[]> = {};
  for (let index = 0; index < clients; index += 1) {
    const client = `client ${index}`;
    const row = [normal(), normal(), normal()];
    rows[client] = row;
    const shift = effect * (row[1] ?? 0) + spread * normal();
    const average = 1 / (1 + (TRUTH.beta / TRUTH.alpha) * Math.exp(-shift));
    const ending = randomBeta.source(random)(CONCENTRATION * average, CONCENTRATION * (1 - average));
    const contracts = 1 + Math.floor(7 * random());
    for (let contract = 0; contract < contracts; contract += 1) {
      const limit = Math.floor(7 * random());
      // P(outlast t) = (1 − θ)^(t^c)
      const time = Math.log(1 - random()) / Math.log1p(-ending());
      const outlasts = Math.max(0, Math.ceil(time ** (1 / TRUTH.shape)) - 1);
      cases.push({
        client,
        entered: 0,
        renewals: Math.min(outlasts, limit),
        ended: outlasts < limit,
        contracts: 1,
        pool: "all",
        covariates: [0],
      });
    }
  }
  return { cases, rows };
}

const columnsOf = ({ rows }: Book) => ({
  columns: {
    names: ["noise", "telling", "more noise"],
    units: [1, 0.5, 1],
    rowOf: (client: string) => rows[client] ?? [0, 0, 0],
  },
  clients: Object.keys(rows),
});

describe("the likelihood of contracts that share their client", () => {
  const { cases, rows } = book(40, 8, 0.3, 0.8);
  const lines = portfolioLines(
    cases,
    ({ renewals }) => 0.1 * renewals,
    ({ client }) => rows[client] ?? [],
  );
  const at = effectLikelihood(lines);
  const point = [-1.1, Math.log(2.5), Math.log(1.3), 0.2, -0.1, 0.05, 0.9];
  const parametersOf = ([level = 0, logConcentration = 0, logShape = 0, ...rest]: readonly number[]) => ({
    level,
    concentration: Math.exp(logConcentration),
    shape: Math.exp(logShape),
    weights: rest.slice(0, 3),
    deviation: rest[3] ?? 0,
  });

  it("is the integral over what is shared", () => {
    const { concentration, shape, level, weights, deviation: spread } = parametersOf(point);
    const exact = lines.clients.reduce((all, client) => {
      let integral = 0;
      for (let z = -8; z <= 8; z += 0.05) {
        const logLikelihood = client.lines.reduce((sum, { record, contracts, offset, covariates }) => {
          const records = lines.records.slice(record, record + 1);
          const curve = curveAt(
            { concentration, shape },
            level + offset + weighted(weights, covariates) + spread * z,
          );
          const one = renewalLogLikelihood(records)((opportunities) => logSurvivals(curve, opportunities));
          return sum + contracts * one;
        }, 0);
        integral += (0.05 * Math.exp(logLikelihood - z ** 2 / 2)) / Math.sqrt(2 * Math.PI);
      }
      return all + Math.log(integral);
    }, 0);
    expect(at(parametersOf(point)).value).toBeCloseTo(exact, 2);
  });

  it("tells a client of hundreds of contracts from the others as finely as they do", () => {
    const random = randomLcg(9);
    const normal = randomNormal.source(random)();
    const franchises = [-1, -0.66, -0.33, 0.33, 0.66, 1];
    const shifts = [...franchises, ...Array.from({ length: 200 }, normal)];
    const shared = shifts.flatMap((shift, index) => {
      const churn = 1 / (1 + Math.exp(1.5 - shift));
      const contracts = index < franchises.length ? 300 : 2 + Math.floor(5 * random());
      return Array.from({ length: contracts }, (): RenewalCase => {
        const limit = 1 + Math.floor(5 * random());
        let renewals = 0;
        while (renewals < limit && random() > churn) renewals += 1;
        const ended = renewals < limit;
        return {
          client: `c${index}`,
          entered: 0,
          renewals,
          ended,
          contracts: 1,
          pool: "all",
          covariates: [0],
        };
      });
    });
    const found = fitRenewals(shared, 0.2).clients;
    expect(Math.abs((found?.deviation ?? 9) - 1)).toBeLessThan(3 * (found?.deviationError ?? 0));
    const of = (index: number) => found?.shifts[`c${index}`];
    const centre = mean(franchises, (shift, index) => (of(index)?.logOdds ?? 9) - shift) ?? 9;
    for (const [index, shift] of franchises.entries()) {
      const { logOdds = 9, logOddsDeviation = 0 } = of(index) ?? {};
      // Of 300 contracts about 250 · p(1 − p) · 3 decisions tell.
      expect(logOddsDeviation).toBeGreaterThan(0.06);
      expect(Math.abs(logOdds - shift - centre)).toBeLessThan(3 * logOddsDeviation);
    }
  });

  it("has the slopes that its differences have", () => {
    const { value: _, ...slopes } = at(parametersOf(point));
    const told = [
      slopes.level,
      slopes.logConcentration,
      slopes.logShape,
      ...slopes.weights,
      slopes.deviation,
    ];
    told.forEach((slope, index) => {
      const moved = (by: number) =>
        at(parametersOf(point.map((one, place) => (place === index ? one + by : one)))).value;
      expect(slope).toBeCloseTo((moved(1e-4) - moved(-1e-4)) / 2e-4, 4);
    });
  });
});

describe("firmographics of clients whose contracts renew", () => {
  const told = book(700, 3, 0.5, 0);
  const fit = fitRenewals(told.cases, 0.2, columnsOf(told));

  it("move how likely contracts are to end as planted, within three standard errors", () => {
    expect(fit.firmographics?.names).toEqual(["telling"]);
    const [effect = 0] = fit.firmographics?.weights ?? [];
    const error = Math.sqrt(fit.logCovariance?.at(-1)?.at(-1) ?? Number.NaN);
    expect(error).toBeLessThan(0.06);
    expect(Math.abs(effect - 0.5)).toBeLessThan(3 * error);
    for (const name of ["alpha", "beta", "shape"] as const) {
      const off = Math.abs(fit.parameters[name] - TRUTH[name]);
      expect(off, name).toBeLessThan(3 * (fit.standardErrors?.[name] ?? 0));
    }
  });

  it("are let be where they tell nothing, and leave the fit as it was without them", () => {
    const untold = book(300, 4, 0, 0);
    expect(fitRenewals(untold.cases, 0.2, columnsOf(untold))).toEqual(fitRenewals(untold.cases, 0.2));
    const few = book(90, 5, 1, 0);
    expect(fitRenewals(few.cases, 0.2, columnsOf(few)).firmographics).toBeNull();
  });

  it("tell the same whatever the order of contracts", () => {
    const shuffled = shuffler(randomLcg(9))([...told.cases]);
    expect(fitRenewals(shuffled, 0.2, columnsOf(told))).toEqual(fit);
  });
});

describe("contracts of one client that end together", () => {
  const tied = book(400, 6, 0, 1);
  const fit = fitRenewals(tied.cases, 0.2);

  it("tell how much clients differ, within three standard errors, beside how their contracts do", () => {
    const { deviation: found = 0, deviationError = 0 } = fit.clients ?? {};
    expect(deviationError).toBeLessThan(0.15);
    expect(Math.abs(found - 1)).toBeLessThan(3 * deviationError);
    for (const name of ["alpha", "beta", "shape"] as const) {
      const off = Math.abs(fit.parameters[name] - TRUTH[name]);
      expect(off, name).toBeLessThan(3 * (fit.standardErrors?.[name] ?? 0));
    }
  });

  it("make a client that lost contracts early likelier to lose the others, the more contracts it had", () => {
    const shiftsOf = (of: (own: readonly RenewalCase[]) => boolean): number[] =>
      Object.entries(fit.clients?.shifts ?? {}).flatMap(([client, { contracts, logOdds }]) =>
        contracts > 3 && of(tied.cases.filter((one) => one.client === client)) ? [logOdds] : [],
      );
    const lost = shiftsOf((own) => own.filter(({ ended, renewals }) => ended && renewals === 0).length > 2);
    const kept = shiftsOf((own) => own.every(({ ended }) => !ended));
    expect(Math.min(lost.length, kept.length)).toBeGreaterThan(5);
    expect(Math.min(...lost)).toBeGreaterThan(0);
    expect(Math.max(...kept)).toBeLessThan(0);
  });

  it("cost nothing where they end independently: the fit is that of as many clients", () => {
    const { cases } = book(300, 7, 0, 0);
    const apart = cases.map((one, index) => ({ ...one, client: `contract ${index}` }));
    const independent = fitRenewals(cases, 0.2);
    expect(independent.clients).toBeNull();
    expect(independent).toEqual(fitRenewals(apart, 0.2));
  });

  it("cannot be told where each client has one, however much those differ", () => {
    const apart = tied.cases.map((one, index) => ({ ...one, client: `contract ${index}` }));
    expect(fitRenewals(apart, 0.2).clients).toBeNull();
  });

  it("tell the same whatever the order of contracts", () => {
    expect(fitRenewals(shuffler(randomLcg(2))([...tied.cases]), 0.2)).toEqual(fit);
  });

  it("stay finite where clients lose all or nothing", () => {
    const extreme = tied.cases.map((one, index) => {
      const restless = Number(one.client.slice(7)) % 2 === 0;
      return {
        ...one,
        renewals: restless ? 0 : 6,
        ended: restless,
        client: one.client,
        pool: `${index % 2}`,
      };
    });
    const { clients, parameters } = fitRenewals(extreme, 0.2);
    const shifts = Object.values(clients?.shifts ?? {});
    for (const number of [...Object.values(parameters), ...shifts.flatMap((one) => Object.values(one))]) {
      expect(Number.isFinite(number)).toBe(true);
    }
  });
});

describe("a client whose contracts end together", () => {
  const client: ClientHistory = contractClient(
    "several",
    "2023-03-01",
    ["2023-03-01", "2023-06-01", "2023-09-01", "2023-11-01"].map((startedOn) =>
      contractLine(startedOn, 2, 12, 1000),
    ),
  );
  const base = fitValueModels([client]);
  const renewals = (clients: RenewalFit["clients"]): ValueFit => ({
    ...base,
    renewals: {
      ...base.renewals,
      long: { ...base.renewals.long, parameters: { alpha: 1, beta: 4, shape: 1 }, clients },
    },
  });
  const alone = renewals(null);
  const shift = { contracts: 4, logOdds: 0.3, logOddsDeviation: 0.9 };
  const tied = renewals({ deviation: 1, deviationError: 0.1, shifts: { several: shift } });
  const calendar = forecastCalendar({ ...OPTIONS, horizonMonths: 36, discountRateAnnual: 0 });
  const WORLDS = 24;
  const futuresOf = (fit: ValueFit): Float64Array => {
    const random = randomLcg(4);
    const worlds = clientStrays(fit.renewals, WORLDS, random).map((z) => ({
      process: contractProcess(client, fit, calendar, z),
      orderValue: null,
    }));
    return simulateFutures(worlds, client.orders, calendar, 0, 500 * WORLDS, random).residual;
  };

  it("is expected to bring what its simulated futures do in the mean", () => {
    for (const fit of [alone, tied]) {
      const futures = futuresOf(fit);
      const expected = renewalFlow(forecastContracts(client, fit, calendar), calendar, 0).residual;
      const error = (deviation(futures) ?? 0) / Math.sqrt(futures.length);
      expect(Math.abs((mean(futures) ?? 0) - expected)).toBeLessThan(3 * error);
    }
  });

  it("has a wider range, and may lose all its contracts sooner", () => {
    expect(deviation(futuresOf(tied)) ?? 0).toBeGreaterThan(1.1 * (deviation(futuresOf(alone)) ?? 0));
    const [value] = valueClients([client], { ...tied, contractOrders: null }, OPTIONS);
    const [narrow] = valueClients([client], { ...alone, contractOrders: null }, OPTIONS);
    expect(value?.residualDeviation).toBeGreaterThan(narrow?.residualDeviation ?? 0);
    const forecast = forecastContracts(client, tied, calendar);
    const { outlooks, ...independently } = forecast;
    expect(outlooks).toHaveLength(5);
    expect(underContract(forecast)(1000)).toBeLessThan(underContract(independently)(1000));
  });
});
