import { mean, randomLcg, randomNormal, sum } from "d3";
import { describe, expect, it } from "vitest";
import { covariateScores } from "../../../src/model/value/pareto-nbd/covariate-scores.js";
import {
  type CovariateHistory,
  fitParetoCovariates,
  parametersWithCovariates,
} from "../../../src/model/value/pareto-nbd/fit-pareto-covariates.js";
import { REPEAT_MODEL_NAMES } from "../../../src/model/value/repeat/repeat-model.js";
import { repeatModel } from "../../../src/model/value/repeat/repeat-models.js";
import type { ClientTraits } from "../../../src/model/value/tournament/client-predictors.js";
import {
  covariatePredictor,
  fitFirmographics,
} from "../../../src/model/value/tournament/covariate-predictor.js";
import { parameterDraws } from "../../../src/model/value/uncertainty/parameter-draws.js";
import { orderingClient } from "./client-histories.js";
import {
  PLANTED,
  simulateBetaGeometric,
  simulateHistories,
  simulateParetoHistory,
} from "./simulate-repeats.js";

describe.each(REPEAT_MODEL_NAMES)("simulated clients of %s", (name) => {
  it("give back their parameters within three standard errors", () => {
    const fit = repeatModel(name).fit(simulateHistories(name, 2500, 0.61));
    expect(fit).toMatchObject({ model: name, weakPriors: false, warnings: [] });
    for (const [parameter, value] of Object.entries(PLANTED[name])) {
      if (parameter === "k") expect(fit?.parameters.k).toBe(value);
      else {
        const error = Math.abs((fit?.parameters[parameter] ?? 0) - value);
        expect(error, parameter).toBeLessThan(3 * (fit?.standardErrors?.[parameter] ?? 0));
      }
    }
  });
});

describe("clients that are alike in how they leave", () => {
  const random = randomLcg(0.3);
  const ONE_CHANCE = 0.2;
  const histories = Array.from({ length: 1500 }, () =>
    simulateBetaGeometric(
      { r: 0.8, alpha: 8, a: 1e9 * ONE_CHANCE, b: 1e9 * (1 - ONE_CHANCE) },
      1,
      true,
      random,
    ),
  );

  it("give back their one chance, which is named and expects as if it were known", () => {
    const fit = repeatModel("mbg-nbd").fit(histories);
    const { r = 0, alpha = 0, a = 0, b = 0 } = fit?.parameters ?? {};
    expect(fit?.warnings).toEqual([expect.stringMatching(/one chance is taken for all/)]);
    expect(fit?.weakPriors).toBe(false);
    expect(fit?.standardErrors).not.toHaveProperty("a");
    const chance = a / (a + b);
    const error = ((fit?.standardErrors?.b ?? 0) / b) * (1 - chance) * chance;
    expect(Math.abs(chance - ONE_CHANCE)).toBeLessThan(3 * error);
    expect(Math.abs(r - 0.8)).toBeLessThan(3 * (fit?.standardErrors?.r ?? 0));
    const client = { repeats: 3, recency: 20, age: 30 };
    const { probabilityAlive, expectedPurchases } = repeatModel("mbg-nbd").at({ r, alpha, a, b });
    const known =
      (1 - ((alpha + client.age) / (alpha + client.age + chance * 52)) ** (r + client.repeats)) / chance;
    expect(expectedPurchases(client, 52) / probabilityAlive(client)).toBeCloseTo(known, 3);
  });

  it("of one rate of leaving are found by Pareto/NBD", () => {
    const own = randomLcg(0.4);
    const leavers = Array.from({ length: 1500 }, () =>
      simulateParetoHistory({ r: 0.9, alpha: 8, s: 1e9, beta: 1e9 / 0.02 }, own),
    );
    const fit = repeatModel("pareto-nbd").fit(leavers);
    const { s = 0, beta = 1 } = fit?.parameters ?? {};
    expect(fit?.warnings).toEqual([expect.stringMatching(/one rate of leaving/)]);
    expect(Math.abs(s / beta - 0.02)).toBeLessThan((3 * (fit?.standardErrors?.beta ?? 0) * s) / beta ** 2);
  });

  it("are drawn from without moving what is held", () => {
    const fit = repeatModel("mbg-nbd").fit(histories);
    const draws = fit === null ? null : parameterDraws(fit, 50, randomLcg(0.7));
    expect(new Set(draws?.map(({ a }) => a))).toEqual(new Set([10_000]));
    expect(new Set(draws?.map(({ b }) => b)).size).toBe(50);
  });
});

describe("covariates of Pareto/NBD", () => {
  const base = PLANTED["pareto-nbd"];
  const clients = (count: number, onRate: number, onAttrition: number): CovariateHistory[] => {
    const random = randomLcg(0.23);
    const normal = randomNormal.source(random)(0, 1);
    return Array.from({ length: count }, (_, index) => {
      const [size, noise] = [10 + 3 * normal(), index % 2];
      const history = simulateParetoHistory(
        {
          ...base,
          alpha: base.alpha * Math.exp(-onRate * (size - 10)),
          beta: base.beta * Math.exp(-onAttrition * (size - 10)),
        },
        random,
      );
      return { history, covariates: [size, noise] };
    });
  };

  it("are recovered within three standard errors, and pay out of sample", () => {
    const all = clients(1200, 0.25, -0.2);
    const fit = fitParetoCovariates(all.slice(0, 900), ["size", "noise"], 0.1);
    const [size, noise] = fit?.effects ?? [];
    expect(Math.abs((size?.onRate ?? 0) - 0.25)).toBeLessThan(3 * (size?.onRateError ?? 0));
    expect(Math.abs((size?.onAttrition ?? 0) + 0.2)).toBeLessThan(3 * (size?.onAttritionError ?? 0));
    expect(Math.abs(noise?.onRate ?? 9)).toBeLessThan(3 * (noise?.onRateError ?? 0));
    expect(size?.onRate ?? 0).toBeGreaterThan(3 * (size?.onRateError ?? 1));
    if (fit === null) throw new Error("no fit");
    const plain = repeatModel("pareto-nbd").fit(all.slice(0, 900).map(({ history }) => history));
    const without = repeatModel("pareto-nbd").at(plain?.parameters ?? {});
    const gain = sum(all.slice(900), ({ history, covariates }) => {
      const own = repeatModel("pareto-nbd").at(parametersWithCovariates(fit, covariates));
      return own.logLikelihood(history) - without.logLikelihood(history);
    });
    expect(gain).toBeGreaterThan(10);
    const at = (z: number): number =>
      repeatModel("pareto-nbd")
        .at(parametersWithCovariates(fit, [z, 0]))
        .expectedPurchasesOfNewClient(52);
    expect(at(13)).toBeGreaterThan(1.5 * at(7));
  });

  it("without effect are shrunk to next to nothing", () => {
    const fit = fitParetoCovariates(clients(500, 0, 0), ["size", "noise"], 25);
    for (const { name, onRate, onAttrition } of fit?.effects ?? []) {
      const spread = name === "size" ? 3 : 0.5;
      expect(Math.abs(onRate) * spread, name).toBeLessThan(0.1);
      expect(Math.abs(onAttrition) * spread, name).toBeLessThan(0.25);
    }
  });

  it("score clearly where they have an effect, and enter the contest only then", () => {
    const [size = 0, noise = 0] = covariateScores(clients(300, 0.25, -0.2)) ?? [];
    expect(Math.abs(size)).toBeGreaterThan(4);
    expect(Math.abs(noise)).toBeLessThan(2.5);
    const members = clients(300, 0.25, -0.2).map(({ history, covariates: [employees = 0] }, index) => {
      const client = orderingClient(`${index}`, [["2024-01-01", 10]]);
      const days = { recencyDays: Math.round(7 * history.recency), ageDays: Math.round(7 * history.age) };
      const orders = { ...client.orders, ...days, repeatDays: days.recencyDays > 0 ? history.repeats : 0 };
      return { history: { ...client, orders }, employees };
    });
    const histories = members.map(({ history }) => history);
    const traits = (known: boolean): ClientTraits => ({
      accounts: members.map(({ history, employees }, index) => ({
        accountId: history.clientId,
        name: "",
        firmographics: { employees: known ? Math.exp(employees) : 1 + ((index * 7) % 13) },
      })),
      features: [{ name: "employees", kind: "size", role: "firmographic" }],
    });
    const predicted = covariatePredictor(histories, histories, traits(true))?.(52) ?? [];
    const [most = 0, least = 0] = [true, false].map((large) =>
      mean(
        members.flatMap(({ employees }, index) =>
          employees > 10 === large ? (predicted[index] ?? Number.NaN) : [],
        ),
      ),
    );
    expect(most).toBeGreaterThan(1.5 * least);
    const [ofSize] = fitFirmographics(histories, traits(true))?.effects ?? [];
    expect(ofSize?.name).toBe("employees");
    expect(ofSize?.onRate ?? 0).toBeGreaterThan(3 * (ofSize?.onRateError ?? 1));
    expect(covariatePredictor(histories, histories, traits(false))).toBeNull();
    expect(covariatePredictor(histories, histories.slice(0, 50), traits(true))).toBeNull();
  });

  it("refuse clients without them", () => {
    expect(() =>
      fitParetoCovariates(
        [{ history: { repeats: 0, recency: 0, age: 1 }, covariates: [Number.NaN] }],
        ["size"],
        1,
      ),
    ).toThrow(/1 finite numbers are needed: size/);
  });
});
