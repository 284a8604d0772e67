import { randomGamma, randomLcg, randomNormal, sum } from "d3";
import { inverse, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import type { ValueAndSlopes } from "../../../src/model/numerics/minimise/objective.js";
import { betaGeometricSample } from "../../../src/model/value/beta-geometric/beta-geometric-sample.js";
import { bgBbSample } from "../../../src/model/value/bg-bb/bg-bb-model.js";
import { fitGammaGamma } from "../../../src/model/value/gamma-gamma/fit-gamma-gamma.js";
import { gammaGammaLogLikelihood } from "../../../src/model/value/gamma-gamma/gamma-gamma-log-likelihood.js";
import { fitLognormal } from "../../../src/model/value/lognormal-order-value/fit-lognormal.js";
import { lognormalOrdersLogLikelihood } from "../../../src/model/value/lognormal-order-value/lognormal-log-likelihood.js";
import type { OrderSpread } from "../../../src/model/value/lognormal-order-value/lognormal-parameters.js";
import { fitNbd } from "../../../src/model/value/nbd/fit-nbd.js";
import { nbdSample } from "../../../src/model/value/nbd/nbd-repeat-model.js";
import { paretoNbdSample } from "../../../src/model/value/pareto-nbd/pareto-nbd-sample.js";
import { collapseHistories } from "../../../src/model/value/repeat/collapsed-histories.js";
import type { SampleLikelihood } from "../../../src/model/value/repeat/fit-repeat-model.js";
import type { RepeatHistory } from "../../../src/model/value/repeat/repeat-history.js";
import { REPEAT_MODEL_NAMES } from "../../../src/model/value/repeat/repeat-model.js";
import { repeatModel } from "../../../src/model/value/repeat/repeat-models.js";
import { logRevenueOf } from "./client-histories.js";
import { simulateHistories } from "./simulate-repeats.js";

type Point = readonly number[];

function moved(point: Point, moves: readonly (readonly [number, number])[]): number[] {
  const to = [...point];
  for (const [index, by] of moves) to[index] = (to[index] ?? 0) + by;
  return to;
}

function slopeByDifferences(likelihood: (point: Point) => number, point: Point, index: number): number {
  const at = (by: number): number => likelihood(moved(point, [[index, by]]));
  return (at(1e-5) - at(-1e-5)) / 2e-5;
}

const BG = [0.243, 4.414, 0.793, 2.426];
const MBG = [0.525, 6.183, 0.891, 1.614];
const PARETO = [0.553, 10.578, 0.606, 11.669];

const IN_WEEKS = [0, 1, 2, 5, 12, 40].flatMap((repeats): RepeatHistory[] =>
  (repeats === 0 ? [0] : [2, 20, 38.9, 39]).map((recency) => ({ repeats, recency, age: 39 })),
);
const IN_OPPORTUNITIES = [0, 1, 2, 5].flatMap((repeats): RepeatHistory[] =>
  (repeats === 0 ? [0] : [5, 7, 9]).map((recency) => ({ repeats, recency, age: 9 })),
);
const SPEND = [
  { orders: 1, meanValue: 3 },
  { orders: 1, meanValue: 800 },
  { orders: 7, meanValue: 35 },
  { orders: 120, meanValue: 41 },
];

/** Slopes by the logarithms of p, q and v. */
function gammaGammaByLogs(point: Point): ValueAndSlopes {
  const [p = 0, q = 0, v = 0] = point.map(Math.exp);
  const { value, slopes } = gammaGammaLogLikelihood(SPEND)({ p, q, v });
  return { value, slopes: [slopes[0] * p, slopes[1] * q, slopes[2] * v] };
}

describe("slopes", () => {
  const of = (likelihood: SampleLikelihood, histories: readonly RepeatHistory[]) =>
    likelihood(collapseHistories(histories));

  it.each([
    ["NBD", of(nbdSample, IN_WEEKS), [0.385, 12.07]],
    ["NBD of clients almost alike", of(nbdSample, IN_WEEKS), [300, 900]],
    ["BG/NBD", of(betaGeometricSample({ leavesAtOnce: false, regularity: 1 }), IN_WEEKS), BG],
    ["MBG/NBD", of(betaGeometricSample({ leavesAtOnce: true, regularity: 1 }), IN_WEEKS), MBG],
    ["MBG/CNBD-4", of(betaGeometricSample({ leavesAtOnce: true, regularity: 4 }), IN_WEEKS), MBG],
    ["Pareto/NBD", of(paretoNbdSample, IN_WEEKS), PARETO],
    ["Pareto/NBD with α > β", of(paretoNbdSample, IN_WEEKS), [0.5, 12, 2, 3]],
    ["BG/BB", of(bgBbSample, IN_OPPORTUNITIES), [1.2, 0.75, 0.66, 2.78]],
    ["BG/BB of donors almost alike", of(bgBbSample, IN_OPPORTUNITIES), [400, 300, 0.2, 90]],
    ["gamma-gamma", gammaGammaByLogs, [6.25, 3.74, 15.44]],
    ["gamma-gamma of a heavy tail", gammaGammaByLogs, [0.4, 1.1, 90]],
  ] as const)("of %s are those that differences show", (_, evaluate, parameters) => {
    const point = parameters.map(Math.log);
    evaluate(point).slopes.forEach((slope, index) => {
      expect(slope).toBeCloseTo(
        slopeByDifferences((at) => evaluate(at).value, point, index),
        4,
      );
    });
  });

  it("come with the likelihood that single histories add up to", () => {
    const twice = [...IN_WEEKS, ...IN_WEEKS].reverse();
    const [r = 0, alpha = 0, s = 0, beta = 0] = PARETO;
    const pareto = repeatModel("pareto-nbd").at({ r, alpha, s, beta });
    const { value } = of(paretoNbdSample, twice)(PARETO.map(Math.log));
    expect(value).toBeCloseTo(sum(twice, pareto.logLikelihood), 8);
  });
});

/** A fit as the curvature check sees it: where it lies, and the likelihood that it is the maximum of. */
interface Fitted {
  readonly point: Point;
  readonly covariance: readonly (readonly number[])[] | null;
  readonly likelihood: (point: Point) => number;
}

function fittedRepeats(name: (typeof REPEAT_MODEL_NAMES)[number]): Fitted {
  const histories = simulateHistories(name, 250, 0.61);
  const model = repeatModel(name);
  const fit = model.fit(histories);
  if (fit === null || fit.model !== name || fit.weakPriors) throw new Error("no proper fit");
  return {
    point: model.parameterNames.map((parameter) => Math.log(fit.parameters[parameter] ?? Number.NaN)),
    covariance: fit.logCovariance,
    likelihood: (point) => {
      const parameters = model.parameterNames.map((parameter, index) => [
        parameter,
        Math.exp(point[index] ?? 0),
      ]);
      return sum(histories, model.at({ ...fit.parameters, ...Object.fromEntries(parameters) }).logLikelihood);
    },
  };
}

function fittedContractOrders(): Fitted {
  const histories = simulateHistories("nbd", 250, 0.61);
  const fit = fitNbd(histories.map(({ repeats, age }) => ({ orders: repeats, exposure: age })));
  if (fit === null) throw new Error("no fit");
  return {
    point: [fit.parameters.r, fit.parameters.alpha].map(Math.log),
    covariance: fit.logCovariance ?? null,
    likelihood: (point) => {
      const [r = 0, alpha = 0] = point.map(Math.exp);
      return sum(histories, repeatModel("nbd").at({ r, alpha }).logLikelihood);
    },
  };
}

/** Clients of one to six gamma orders, their scales gamma too. */
function spenders(): OrderSpread[] {
  const random = randomLcg(0.3);
  const rate = randomGamma.source(random)(4, 1 / 15);
  const order = randomGamma.source(random)(6, 1);
  const taste = randomNormal.source(random)(0, 0.1);
  return Array.from({ length: 300 }, (_, index) => {
    const scale = Math.exp(taste()) / rate();
    const orders = Array.from({ length: 1 + (index % 6) }, () => order() * scale);
    return {
      orders: orders.length,
      meanValue: sum(orders) / orders.length,
      logs: logRevenueOf(orders) ?? { mean: 0, squares: 0 },
    };
  });
}

function fittedGammaGamma(): Fitted {
  const spend = spenders();
  const fit = fitGammaGamma(spend);
  if (fit === null) throw new Error("no fit");
  return {
    point: [fit.parameters.p, fit.parameters.q, fit.parameters.v].map(Math.log),
    covariance: fit.logCovariance ?? null,
    likelihood: (point) => {
      const [p = 0, q = 0, v = 0] = point.map(Math.exp);
      return gammaGammaLogLikelihood(spend)({ p, q, v }).value;
    },
  };
}

function fittedLognormal(): Fitted {
  const spend = spenders();
  const fit = fitLognormal(spend);
  if (fit === null) throw new Error("no fit");
  const { location, slope, between, within } = fit.parameters;
  return {
    point: [location, slope, Math.log(between), Math.log(within)],
    covariance: fit.covariance,
    likelihood: ([at = 0, along = 0, logBetween = 0, logWithin = 0]) =>
      lognormalOrdersLogLikelihood(spend, {
        location: at,
        slope: along,
        between: Math.exp(logBetween),
        within: Math.exp(logWithin),
        lift: 1,
      }),
  };
}

const STEP = 1e-3;

/** Minus the inverse of the second differences. */
function covarianceByDifferences({ point, likelihood }: Fitted): number[][] {
  const centre = likelihood(point);
  const at = (...moves: readonly (readonly [number, number])[]): number => likelihood(moved(point, moves));
  const curvature = point.map((_, row) =>
    point.map((__, column) => {
      if (column > row) return 0;
      if (column === row) return (at([row, STEP]) - 2 * centre + at([row, -STEP])) / STEP ** 2;
      const [alike, unlike] = [
        at([row, STEP], [column, STEP]) + at([row, -STEP], [column, -STEP]),
        at([row, STEP], [column, -STEP]) + at([row, -STEP], [column, STEP]),
      ];
      return (alike - unlike) / (4 * STEP ** 2);
    }),
  );
  const whole = curvature.map((row, index) =>
    row.map((value, column) => -(column > index ? (curvature[column]?.[index] ?? 0) : value)),
  );
  return inverse(new Matrix(whole)).to2DArray();
}

describe("fits", () => {
  it.each([
    ...REPEAT_MODEL_NAMES.map((name) => [name, () => fittedRepeats(name)] as const),
    ["NBD of orders beside contracts", fittedContractOrders],
    ["gamma-gamma", fittedGammaGamma],
    ["lognormal order values", fittedLognormal],
  ] as const)("of %s lie where differences vanish, with the covariance that second ones show", (_, fitOf) => {
    const fitted = fitOf();
    const differences = covarianceByDifferences(fitted);
    fitted.point.forEach((__, row) => {
      const slope = slopeByDifferences(fitted.likelihood, fitted.point, row);
      const error = Math.sqrt(differences[row]?.[row] ?? Number.NaN);
      expect(Math.abs(slope * error)).toBeLessThan(1e-4);
      fitted.point.forEach((___, column) => {
        const scale = error * Math.sqrt(differences[column]?.[column] ?? Number.NaN);
        const away = (fitted.covariance?.[row]?.[column] ?? Number.NaN) - (differences[row]?.[column] ?? 0);
        expect(Math.abs(away / scale), `${row}, ${column}`).toBeLessThan(1e-3);
      });
    });
  });
});
