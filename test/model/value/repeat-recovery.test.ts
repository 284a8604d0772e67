import { randomLcg, randomNormal } from "d3";
import { describe, expect, it } from "vitest";
import {
  type CovariateHistory,
  fitParetoCovariates,
  parametersWithCovariates,
} from "../../../src/model/value/pareto-nbd/fit-pareto-covariates.js";
import { REPEAT_MODEL_NAMES } from "../../../src/model/value/repeat/repeat-model.js";
import { repeatModel } from "../../../src/model/value/repeat/repeat-models.js";
import { PLANTED, simulateHistories, simulateParetoHistory } from "./simulate-repeats.js";

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
    const fit = fitParetoCovariates(clients(900, 0.25, -0.2), ["size", "noise"]);
    const [size, noise] = fit?.effects ?? [];
    expect(fit?.penalty).not.toBeNull();
    expect(Math.abs((size?.onRate ?? 0) - 0.25)).toBeLessThan(3 * (size?.onRateError ?? 0));
    expect(Math.abs((size?.onAttrition ?? 0) + 0.2)).toBeLessThan(3 * (size?.onAttritionError ?? 0));
    expect(Math.abs(noise?.onRate ?? 9)).toBeLessThan(3 * (noise?.onRateError ?? 0));
    expect(size?.onRate ?? 0).toBeGreaterThan(3 * (size?.onRateError ?? 1));
    const [none, ...others] = fit?.leftOut ?? [];
    expect(Math.max(...others.map((one) => one.logLikelihood))).toBeGreaterThan(
      (none?.logLikelihood ?? 0) + 10,
    );
    if (fit === null) throw new Error("no fit");
    const at = (z: number): number =>
      repeatModel("pareto-nbd")
        .at(parametersWithCovariates(fit, [z, 0]))
        .expectedPurchasesOfNewClient(52);
    expect(at(13)).toBeGreaterThan(1.5 * at(7));
  });

  it("without effect are shrunk to next to nothing, or left out", () => {
    const fit = fitParetoCovariates(clients(500, 0, 0), ["size", "noise"]);
    for (const { name, onRate, onAttrition } of fit?.effects ?? []) {
      const spread = name === "size" ? 3 : 0.5;
      expect(Math.abs(onRate) * spread, name).toBeLessThan(0.1);
      expect(Math.abs(onAttrition) * spread, name).toBeLessThan(0.25);
    }
  });

  it("refuse clients without them", () => {
    expect(() =>
      fitParetoCovariates(
        [{ history: { repeats: 0, recency: 0, age: 1 }, covariates: [Number.NaN] }],
        ["size"],
      ),
    ).toThrow(/1 finite numbers are needed: size/);
  });
});
