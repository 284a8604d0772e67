import { randomGamma, randomLcg } from "d3";
import { describe, expect, it } from "vitest";
import { purchaseHistoryOf } from "../../../src/model/value/orders/order-history.js";
import { paretoNbdModel } from "../../../src/model/value/pareto-nbd/pareto-nbd-model.js";
import type { ParetoNbdParameters } from "../../../src/model/value/pareto-nbd/pareto-nbd-parameters.js";
import { fitGgompertz } from "../../../src/model/value/repeat/assumptions/fit-ggompertz.js";
import { fitSarmanov } from "../../../src/model/value/repeat/assumptions/fit-sarmanov.js";
import { ggompertzSample } from "../../../src/model/value/repeat/assumptions/ggompertz-sample.js";
import { repeatAssumptions } from "../../../src/model/value/repeat/assumptions/repeat-assumptions.js";
import { sarmanovBounds } from "../../../src/model/value/repeat/assumptions/sarmanov-bounds.js";
import { sarmanovProfile } from "../../../src/model/value/repeat/assumptions/sarmanov-profile.js";
import { collapseHistories } from "../../../src/model/value/repeat/collapsed-histories.js";
import type { RepeatHistory } from "../../../src/model/value/repeat/repeat-history.js";
import { cdnow, SHARED_PRESENT } from "./cdnow.js";
import { PLANTED, simulateHistories } from "./simulate-repeats.js";

const PARETO = { r: 0.6, alpha: 9, s: 0.7, beta: 14 };
const HISTORIES: readonly RepeatHistory[] = [
  { repeats: 0, recency: 0, age: 30 },
  { repeats: 3, recency: 12, age: 39 },
  { repeats: 7, recency: 31, age: 31 },
  { repeats: 400, recency: 5, age: 60 },
];

const logsOf = ({ r, alpha, s, beta }: ParetoNbdParameters): number[] => [r, alpha, s, beta].map(Math.log);

/** Orders at rate λ until the client leaves or `age` is over. */
function ordersUntil(rate: number, lifetime: number, age: number, random: () => number): RepeatHistory {
  let [repeats, recency] = [0, 0];
  for (let time = -Math.log(1 - random()) / rate; time < Math.min(age, lifetime); ) {
    [repeats, recency] = [repeats + 1, time];
    time -= Math.log(1 - random()) / rate;
  }
  return { repeats, recency, age };
}

describe("GGompertz/NBD", () => {
  it("is Pareto/NBD where readiness to leave does not grow with age", () => {
    const pareto = paretoNbdModel.at(PARETO);
    for (const history of HISTORIES) {
      const likelihood = ggompertzSample(collapseHistories([history]));
      for (const b of [0, 1e-9]) {
        expect(likelihood([...logsOf(PARETO), b]).value).toBeCloseTo(pareto.logLikelihood(history), 6);
      }
    }
  });

  it.each([0.02, 0.3])("is the integral over when the client left, and has its slopes, at b = %s", (b) => {
    const { r, alpha, s, beta: kappa } = PARETO;
    const [x, last, now] = [3, 12, 39];
    const stays = (t: number): number => (1 + Math.expm1(b * t) / b / kappa) ** -s;
    const steps = 200_000;
    let left = 0;
    for (let step = 0; step < steps; step += 1) {
      const [from, to] = [step, step + 1].map((at) => last + ((now - last) * at) / steps);
      const middle = ((from ?? 0) + (to ?? 0)) / 2;
      left += (alpha + middle) ** -(r + x) * (stays(from ?? 0) - stays(to ?? 0));
    }
    const expected = r * (r + 1) * (r + 2) * alpha ** r * ((alpha + now) ** -(r + x) * stays(now) + left);
    const likelihood = ggompertzSample(collapseHistories([{ repeats: x, recency: last, age: now }]));
    const point = [...logsOf(PARETO), b];
    const { value, slopes } = likelihood(point);
    expect(value).toBeCloseTo(Math.log(expected), 7);
    slopes.forEach((slope, index) => {
      const moved = (by: number): number =>
        likelihood(point.map((part, at) => (at === index ? part + by : part))).value;
      expect(slope).toBeCloseTo((moved(1e-6) - moved(-1e-6)) / 2e-6, 5);
    });
  });

  it("finds ageing that was planted, and none where there is none", () => {
    const random = randomLcg(0.37);
    const b = 0.06;
    const ageing = Array.from({ length: 700 }, () => {
      const rate = randomGamma.source(random)(3, 1 / 6)();
      const leaving = randomGamma.source(random)(2, 1 / 400)();
      const lifetime = Math.log(1 - (b * Math.log(1 - random())) / leaving) / b;
      return ordersUntil(rate, lifetime, 30 + 100 * random(), random);
    });
    const fit = fitGgompertz(ageing, { r: 3, alpha: 6, s: 2, beta: 60 });
    expect(fit.gain).toBeGreaterThan(5);
    expect(Math.abs(fit.parameters.b / b - 1)).toBeLessThan(0.3);
    expect(fit.parameters.r / fit.parameters.alpha).toBeCloseTo(0.5, 1);
    const without = fitGgompertz(simulateHistories("pareto-nbd", 500, 0.4), PLANTED["pareto-nbd"]);
    expect(without.gain).toBeLessThan(3);
  });
});

describe("Pareto/NBD with a Sarmanov density", () => {
  const even = { r: 1, alpha: 1, s: 1, beta: 1 };

  it("has m as far as the density is nowhere negative", () => {
    expect(sarmanovBounds(even)).toEqual({ least: -4, most: 4, correlationPerUnit: 1 / 16 });
    const { r, alpha, s, beta } = PARETO;
    const { least, most } = sarmanovBounds(PARETO);
    const [meanA, meanB] = [(alpha / (alpha + 1)) ** r, (beta / (beta + 1)) ** s];
    const corners = [
      [-meanA, -meanB],
      [-meanA, 1 - meanB],
      [1 - meanA, -meanB],
      [1 - meanA, 1 - meanB],
    ].map(([one = 0, other = 0]) => one * other);
    for (const m of [least, most]) {
      expect(Math.min(...corners.map((corner) => 1 + m * corner))).toBeCloseTo(0, 9);
    }
  });

  it("is the double integral over order rate and attrition, and Pareto/NBD where nothing was seen", () => {
    const { repeats: x, recency, age } = { repeats: 4, recency: 1, age: 6 };
    const [uneven, meanA, meanB] = [{ ...even, alpha: 0.5 }, 1 / 3, 1 / 2];
    const { m, logLikelihood } = sarmanovProfile(collapseHistories([{ repeats: x, recency, age }]))(
      logsOf(uneven),
    );
    expect(m).toBe(sarmanovBounds(uneven).most);
    const nodes = Array.from({ length: 600 }, (_, index) => -Math.log((index + 0.5) / 600));
    let [total, plain] = [0, 0];
    for (const node of nodes) {
      const rate = node / uneven.alpha;
      for (const leaving of nodes) {
        const all = rate + leaving;
        const stayed = Math.exp(-all * age);
        const one = rate ** x * (stayed + (leaving / all) * (Math.exp(-all * recency) - stayed));
        plain += one / 600 ** 2;
        total += (one * (1 + m * (Math.exp(-rate) - meanA) * (Math.exp(-leaving) - meanB))) / 600 ** 2;
      }
    }
    const without = paretoNbdModel.at(uneven).logLikelihood({ repeats: x, recency, age });
    expect(logLikelihood - without).toBeCloseTo(Math.log(total / plain), 4);
    expect(logLikelihood - without).toBeGreaterThan(0.01);
    expect(Math.abs(Math.exp(logLikelihood) / total - 1)).toBeLessThan(2e-3);
    const unseen = { repeats: 0, recency: 0, age: 1e-9 };
    const pareto = paretoNbdModel.at(uneven).logLikelihood(unseen);
    expect(sarmanovProfile(collapseHistories([unseen]))(logsOf(uneven)).logLikelihood).toBeCloseTo(pareto, 8);
  });

  it.each([1, -1])("finds planted correlation of sign %s", (sign) => {
    const random = randomLcg(0.71);
    const truth = { r: 1, alpha: 0.5, s: 1, beta: 1 };
    const { least, most } = sarmanovBounds(truth);
    const m = sign > 0 ? most : least;
    const [meanA, meanB] = [0.5 / 1.5, 0.5];
    const draw = (): RepeatHistory => {
      const rate = randomGamma.source(random)(truth.r, 1 / truth.alpha)();
      const leaving = randomGamma.source(random)(truth.s, 1 / truth.beta)();
      const density = 1 + m * (Math.exp(-rate) - meanA) * (Math.exp(-leaving) - meanB);
      if (random() * 3.5 > density) return draw();
      return ordersUntil(rate, -Math.log(1 - random()) / leaving, 2 + 6 * random(), random);
    };
    const fit = fitSarmanov(Array.from({ length: 900 }, draw), truth);
    expect(Math.sign(fit.correlation)).toBe(sign);
    expect(fit.gain).toBeGreaterThan(3);
    const planted = m * sarmanovBounds(truth).correlationPerUnit;
    expect(Math.abs(fit.correlation - planted)).toBeLessThan(0.08);
    expect(fit.correlation).toBeGreaterThanOrEqual(fit.reach[0]);
    expect(fit.correlation).toBeLessThanOrEqual(fit.reach[1]);
  });
});

describe.skipIf(!SHARED_PRESENT)("CDNOW in weeks, against another program (needs the shared folder)", () => {
  const histories = SHARED_PRESENT
    ? cdnow("sample").histories.map((history) => purchaseHistoryOf(history.orders))
    : [];
  const near = { r: 0.5533, alpha: 10.578, s: 0.606, beta: 11.66 };

  it("fits GGompertz/NBD, which degenerates to Pareto/NBD", () => {
    const { parameters, logLikelihood } = fitGgompertz(histories, near);
    expect(Math.abs(logLikelihood + 9594.976)).toBeLessThan(0.01);
    expect(Math.abs(parameters.r / 0.553 - 1)).toBeLessThan(1e-3);
    expect(Math.abs(parameters.alpha / 10.57 - 1)).toBeLessThan(1e-3);
    expect(Math.abs(parameters.s / 0.606 - 1)).toBeLessThan(1e-3);
    expect(parameters.b).toBeLessThan(1e-3);
  });

  it("gives the correlated model the other program's likelihood at its parameters, and finds no lower one", () => {
    const golden = { r: 0.5432, alpha: 10.1, s: 0.5088, beta: 9.179 };
    const profile = sarmanovProfile(collapseHistories(histories))(logsOf(golden));
    const bounds = sarmanovBounds(golden);
    expect(profile.m).toBe(bounds.most);
    expect(profile.m * bounds.correlationPerUnit).toBeCloseTo(0.0861, 4);
    expect(Math.abs(profile.logLikelihood + 9591.7659)).toBeLessThan(1e-3);
    // The other program stopped at the bound of m, along which the likelihood still rises by 0.1.
    const fit = fitSarmanov(histories, near);
    expect(fit.logLikelihood).toBeGreaterThan(-9591.7659 - 1e-3);
    expect(fit.logLikelihood).toBeLessThan(-9591.6);
    expect(fit.correlation).toBeCloseTo(fit.reach[1], 6);
    expect(Math.abs(fit.correlation / 0.0861 - 1)).toBeLessThan(0.03);
  });
});

describe("what the models suppose, tested", () => {
  it("is not spoken against by clients that follow it", () => {
    const tested = repeatAssumptions(simulateHistories("pareto-nbd", 400, 0.19));
    if (tested.status !== "tested") throw new Error(tested.reason);
    expect(tested.clients).toBe(400);
    expect(tested.age.p).toBeGreaterThan(0.05);
    expect(tested.rate.p).toBeGreaterThan(0.05);
  });

  it("is left untested, with the reason, where there is nothing to tell by", () => {
    const reasonOf = (histories: readonly RepeatHistory[]): string => {
      const tested = repeatAssumptions(histories);
      return tested.status === "skipped" ? tested.reason : "tested";
    };
    const once = { repeats: 0, recency: 0, age: 50 };
    expect(reasonOf([])).toMatch(/No client/);
    expect(reasonOf(Array(40).fill(once))).toMatch(/No client without a contract has bought twice/);
    const few = simulateHistories("pareto-nbd", 30, 0.3);
    const again = few.filter(({ repeats }) => repeats > 0).length;
    expect(reasonOf(few)).toBe(
      `Only ${again} of 30 clients without a contract bought again; it takes 30 to tell.`,
    );
    expect(reasonOf(simulateHistories("nbd", 400, 0.3))).toMatch(/no sign that clients leave/);
  });

  it("is refused for what is no history or no parameter", () => {
    const bad = [{ repeats: 1, recency: 9, age: 5 }];
    const good = [{ repeats: 1, recency: 3, age: 5 }];
    for (const fitted of [fitGgompertz, fitSarmanov]) {
      expect(() => fitted([], PARETO)).toThrow(/no histories/);
      expect(() => fitted(bad, PARETO)).toThrow(/history 0 has 1 repeats, the last at 9 of 5/);
      expect(() => fitted([{ repeats: Number.NaN, recency: 0, age: 5 }], PARETO)).toThrow(/NaN repeats/);
      expect(() => fitted(good, { ...PARETO, s: 0 })).toThrow(/parameter s is 0/);
    }
  });
});
