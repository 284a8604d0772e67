import { describe, expect, it } from "vitest";
import type { RepeatForecaster, RepeatParameters } from "../../../../src/model/value/repeat/repeat-model.js";
import { repeatModel } from "../../../../src/model/value/repeat/repeat-models.js";
import { asPrinted, reachOfRounding } from "./printed.js";

const BG = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const PARETO = { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 };
const DISCOUNTED = { r: 0.5629966, alpha: 12.559037, s: 0.4081095, beta: 10.5148048 };
const HEAVY = { r: 0.55, alpha: 10.58, s: 0.61, beta: 11.67 };
const CUSTOMER_1516 = { repeats: 26, recency: 30.86, age: 31 };

const bg = (parameters: RepeatParameters): RepeatForecaster => repeatModel("bg-nbd").at(parameters);
const pareto = (parameters: RepeatParameters): RepeatForecaster => repeatModel("pareto-nbd").at(parameters);

describe("clients seen are expected to do what other programs expect", () => {
  it.each([
    [
      "BG/NBD, two purchases, 39 weeks",
      bg(BG).expectedPurchases({ repeats: 2, recency: 30.43, age: 38.86 }, 39),
      "1.226",
    ],
    [
      "BG/NBD, ten purchases, 2 weeks",
      bg(BG).expectedPurchases({ repeats: 10, recency: 35, age: 39 }, 2),
      "0.391569207",
    ],
    ["Pareto/NBD, customer 1516, 52 weeks", pareto(PARETO).expectedPurchases(CUSTOMER_1516, 52), "25.45491"],
    ["Pareto/NBD, customer 1516, P(alive)", pareto(PARETO).probabilityAlive(CUSTOMER_1516), "0.9979178"],
    [
      "Pareto/NBD, discounted for ever",
      pareto(DISCOUNTED).discountedResidualTransactions({ repeats: 7, recency: 35, age: 77.86 }, 0.0027),
      "1.86418332807",
    ],
    [
      "Pareto/NBD, 132 purchases, 10 weeks",
      pareto(HEAVY).expectedPurchases({ repeats: 132, recency: 200, age: 200 }, 10),
      "6.20605",
    ],
    [
      "Pareto/NBD, 133 purchases, 10 weeks",
      pareto(HEAVY).expectedPurchases({ repeats: 133, recency: 200, age: 200 }, 10),
      "6.25287",
    ],
  ])("%s", (_, value, published) => {
    expect(asPrinted([published], [value])).toEqual([published]);
  });
});

describe("clients that bought more before they fell silent are expected to buy less, as in other programs", () => {
  const silent = (repeats: number) => (model: RepeatForecaster) =>
    model.expectedPurchases({ repeats, recency: 20, age: 39 }, 52);
  const ofNew = (model: RepeatForecaster) => model.expectedPurchasesOfNewClient(52);
  const figures = [
    ["10 purchases", silent(10), "0.70612", 0.705906954425],
    ["15 purchases", silent(15), "0.14421", 0.1441745353453],
    ["20 purchases", silent(20), "0.02250", 0.02249718341183],
    ["25 purchases", silent(25), "0.00309", 0.003091499953672],
    ["a new client", ofNew, "1.47345", 1.473066991902],
  ] as const;

  it.each(figures)(
    "%s: as printed, at parameters that round to the published maximum",
    (_, of, published) => {
      const maximum = { r: "0.5533", alpha: "10.578", s: "0.6060", beta: "11.66" };
      const [least, greatest] = reachOfRounding(maximum, published, (parameters) => of(pareto(parameters)));
      expect(Number(published)).toBeGreaterThan(least);
      expect(Number(published)).toBeLessThan(greatest);
    },
  );

  it.each(figures)("%s: as quadrature of 40 digits has it, at exact parameters", (_, of, __, exact) => {
    expect(of(pareto(PARETO)) / exact).toBeCloseTo(1, 9);
  });
});
