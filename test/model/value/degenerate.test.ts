import { randomLcg } from "d3";
import { describe, expect, it } from "vitest";
import type { ClientHistory } from "../../../src/model/value/client-history.js";
import { fitValueModels } from "../../../src/model/value/fit-value-models.js";
import { orderDaySimulator } from "../../../src/model/value/orders/order-day-simulator.js";
import { componentAmounts } from "../../../src/model/value/portfolio/components.js";
import { portfolioResidual } from "../../../src/model/value/portfolio/portfolio-totals.js";
import { REPEAT_MODEL_NAMES } from "../../../src/model/value/repeat/repeat-model.js";
import { dailyBuyers } from "../../../src/model/value/uncertainty/daily-buyers.js";
import { valueClients } from "../../../src/model/value/value-clients.js";
import type { ValueFit } from "../../../src/model/value/value-fit.js";
import { nonFinite } from "../../non-finite.js";
import {
  AS_OF,
  contractClient,
  contractLine,
  NO_CHANGES,
  OPTIONS,
  orderingClient,
} from "./client-histories.js";

const many = (count: number, make: (index: number) => ClientHistory): ClientHistory[] =>
  Array.from({ length: count }, (_, index) => make(index));

const PORTFOLIOS: Record<string, ClientHistory[]> = {
  "no client": [],
  "one client with one purchase": [orderingClient("a", [["2023-05-05", 100]])],
  "one client with repeats": [
    orderingClient("a", [
      ["2023-05-05", 100],
      ["2024-05-05", 120],
    ]),
  ],
  "all clients alike": many(50, (index) =>
    orderingClient(`c${index}`, [
      ["2023-01-01", 100],
      ["2023-07-01", 100],
      ["2024-01-01", 100],
    ]),
  ),
  "no repeats": many(80, (index) => orderingClient(`c${index}`, [["2022-03-01", 10 + index]])),
  "only credit notes": many(5, (index) =>
    orderingClient(`c${index}`, [
      ["2023-01-01", -50],
      ["2023-02-01", -20],
    ]),
  ),
  "no revenue": many(40, (index) =>
    orderingClient(`c${index}`, [
      ["2023-01-01", 0],
      [`2023-0${2 + (index % 7)}-01`, 0],
    ]),
  ),
  "all on the as-of day": many(10, (index) => orderingClient(`c${index}`, [[AS_OF, 100]])),
  "a history of one month": many(40, (index) =>
    orderingClient(`c${index}`, [
      ["2024-12-01", 100],
      [`2024-12-${10 + (index % 20)}`, 80 + index],
    ]),
  ),
  "a billion beside one": many(60, (index) =>
    orderingClient(`c${index}`, [
      ["2022-01-01", 1],
      [`2023-0${1 + (index % 9)}-01`, index === 7 ? 1e9 : 1],
    ]),
  ),
  "repeats at once beside none": many(100, (index) =>
    orderingClient(`c${index}`, index % 2 ? [["2020-01-01", 5]] : many30(index)),
  ),
  "one contract": [contractClient("a", "2024-06-01", [contractLine("2024-06-01", 1, 12, 500)])],
  "contracts that all ended": many(40, (index) =>
    contractClient(`c${index}`, "2022-01-01", [contractLine("2022-01-01", 1, 12, 500, true)]),
  ),
  "contracts that never end": many(40, (index) =>
    contractClient(`c${index}`, "2018-01-01", [contractLine("2018-01-01", 8, 12, 500)]),
  ),
  "contracts worth nothing or less": many(4, (index) =>
    contractClient(`c${index}`, "2024-01-01", [contractLine("2024-01-01", 1, 12, -5 * index)]),
  ),
  "only credit notes under contract": [
    contractClient(
      "a",
      "2023-01-01",
      [contractLine("2023-01-01", 2, 12, -500)],
      { repeatRevenue: componentAmounts((component) => (component === "other" ? -70 : 0)) },
      {
        historicMargin: componentAmounts((component) => (component === "renewal" ? -1000 : 0)),
        revenue: -1000,
      },
    ),
  ],
  "a contract of a billion beside one of 1": many(60, (index) =>
    contractClient(`c${index}`, "2021-01-01", [
      contractLine("2021-01-01", 1 + (index % 4), 12, index === 7 ? 1e9 : 1, index % 4 !== 3, {
        changes: {
          flat: 0,
          up: { count: index % 4, sum: Math.LN10 * (index % 4), squares: 5.3019 * (index % 4) },
          down: { count: 0, sum: 0, squares: 0 },
        },
      }),
    ]),
  ),
  "contracts that live for a month": many(40, (index) =>
    contractClient(`c${index}`, "2024-12-01", [contractLine("2024-12-01", 1, 1, 30)]),
  ),
  "everyone gave notice": many(40, (index) =>
    contractClient(`c${index}`, "2024-06-01", [
      contractLine("2024-06-01", 1, 12, 500, false, { noticeGiven: true }),
    ]),
  ),
  "contracts that cost more than they bring": many(40, (index) =>
    contractClient(
      `c${index}`,
      "2024-06-01",
      [contractLine("2024-06-01", 1, 12, 50)],
      {},
      { costToServeAMonth: 40 },
    ),
  ),
  "contracts begun today with orders today": many(3, (index) =>
    contractClient(`c${index}`, AS_OF, [contractLine(AS_OF, 1, 1, 50)], {
      repeatDays: 1,
      positiveRepeatDays: 1,
      meanRevenue: 10,
      repeatRevenue: componentAmounts((component) => (component === "services" ? 10 : 0)),
    }),
  ),
  "terms of ten years": [contractClient("a", "2024-06-01", [contractLine("2024-06-01", 1, 120, 500)])],
  "everyone began before the data": many(50, (index) =>
    orderingClient(`c${index}`, many30(index), { leftTruncated: true }),
  ),
  "margins below zero": many(40, (index) => orderingClient(`c${index}`, many30(index), { marginRate: -0.2 })),
};

/** What a model of repeat orders has a say in: there, or where there is nobody at all. */
const WITHOUT_CONTRACTS = Object.values(PORTFOLIOS).filter((histories) =>
  histories.every(({ contractLines }) => contractLines.length === 0),
);

function many30(seed: number): [string, number][] {
  return Array.from({ length: 12 }, (_, index): [string, number] => [
    `2023-${String(index + 1).padStart(2, "0")}-${String(1 + ((seed * 7 + index) % 28)).padStart(2, "0")}`,
    50 + ((seed + index) % 5),
  ]);
}

describe("degenerate but legal portfolios", () => {
  it("of clients whose ids every object knows, with factors of other clients", () => {
    const histories = ["constructor", "toString", "__proto__", "c"].map((id, index) =>
      orderingClient(id, [
        ["2023-01-10", 100 + index],
        ["2023-06-10", 90],
        ["2024-03-10", 120],
      ]),
    );
    const factors = { orderFactors: { c: 2 }, contractFactors: { c: { nextYear: 2, later: 2 } } };
    const values = valueClients(histories, { ...fitValueModels(histories), ...factors }, OPTIONS);
    expect(nonFinite(values)).toEqual([]);
    expect(values.every(({ residualValue }) => residualValue > 0)).toBe(true);
  });

  it.each(Object.entries(PORTFOLIOS))("%s: finite values, never an error", (_, histories) => {
    const fit = fitValueModels(histories);
    const values = valueClients(histories, fit, { ...OPTIONS, draws: 40 });
    expect(nonFinite({ fit, values })).toEqual([]);
    for (const value of values) {
      const { components, residualComponents, ...rest } = value;
      const numbers = [rest, components, residualComponents].flatMap((part) =>
        Object.values(part).filter((entry) => typeof entry === "number"),
      );
      expect(numbers.every(Number.isFinite)).toBe(true);
      expect(value.clvLow).toBeLessThanOrEqual(value.clvHigh);
    }
    for (const warning of fit.warnings) expect(warning).not.toMatch(/NaN|Infinity|undefined/);
  });

  it.each(REPEAT_MODEL_NAMES.filter((name) => name !== "bg-bb"))(
    "%s: finite values for all of them, never an error",
    (repeatModel) => {
      for (const histories of WITHOUT_CONTRACTS) {
        const fit = fitValueModels(histories, { repeatModel });
        const values = valueClients(histories.slice(0, 8), fit, { ...OPTIONS, draws: 5 });
        expect(nonFinite({ fit, values })).toEqual([]);
        expect(values.every((value) => Number.isFinite(value.clv) && value.clvLow <= value.clvHigh)).toBe(
          true,
        );
      }
    },
  );

  it("name what they fall back to", () => {
    const warned = (name: string): string => fitValueModels(PORTFOLIOS[name] ?? []).warnings.join(" ");
    expect(warned("no repeats")).toMatch(/bought twice yet: the data do not tell how often/);
    expect(warned("one client with repeats")).toMatch(/Only 1 of 1 clients bought again/);
    expect(warned("only credit notes")).toMatch(/no positive|positive revenue/);
    expect(warned("a billion beside one")).toMatch(/Only 0 repeat orders come after another one/);
    expect(warned("one contract")).toMatch(/No contract has come up for renewal/);
    expect(warned("only credit notes under contract")).toMatch(/1 live contract brings nothing, or a credit/);
    expect(warned("contracts that live for a month")).toMatch(/No contract has come up for renewal/);
    expect(warned("everyone began before the data")).toMatch(/50 clients began before the data/);
  });

  it("do not let one client worth a billion lift the others without bound", () => {
    const histories = PORTFOLIOS["a billion beside one"] ?? [];
    const values = valueClients(histories, fitValueModels(histories), OPTIONS);
    const [usual, rich] = [values[0]?.expectedRevenue12m ?? 0, values[7]?.expectedRevenue12m ?? 0];
    expect(rich).toBeGreaterThan(5 * usual);
  });

  it("stay finite, and are done soon, under the largest common shock", () => {
    const shock = { origins: 3, windowMonths: 1, logDeviation: 7, halfWidth80: 11 };
    for (const name of ["a billion beside one", "a history of one month", "one contract", "no repeats"]) {
      const histories = (PORTFOLIOS[name] ?? []).slice(0, 12);
      const fit = { ...fitValueModels(histories), shock };
      const values = valueClients(histories, fit, { ...OPTIONS, draws: 24 });
      expect(nonFinite(values)).toEqual([]);
      const { value, low, high } = portfolioResidual(values, shock, OPTIONS.horizonMonths);
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeLessThan(1e4 * value);
    }
  });

  it("hold a client that would order many times a day to an order day a day, and count it", () => {
    const histories = PORTFOLIOS["a history of one month"] ?? [];
    const fit = fitValueModels(histories);
    const rate = { r: 1, alpha: 1e-6, s: 1, beta: 1e6 };
    const hasty: ValueFit = {
      ...fit,
      repeatOrders: fit.repeatOrders && {
        ...fit.repeatOrders,
        model: "pareto-nbd",
        parameters: rate,
        logCovariance: null,
      },
    };
    expect(dailyBuyers(histories, fit, 60)).toBe(0);
    expect(dailyBuyers(histories, hasty, 60)).toBe(0);
    const today = [orderingClient("a", [[AS_OF, 100]])];
    expect(dailyBuyers(today, hasty, 60)).toBe(1);
    let visited = 0;
    const process = { alive: 1, shape: 1e6, rate: 1, leave: 0, stay: 1 };
    orderDaySimulator(process, randomLcg(1))(100, () => {
      visited += 1;
    });
    expect(visited).toBe(100);
  });

  it("hold nobody that bought once for a client for certain, nor for worth nothing more", () => {
    const histories = many(80, (index) =>
      orderingClient(`c${index}`, [[index % 2 ? "2022-03-01" : "2024-11-01", 10 + index]]),
    );
    const fit = fitValueModels(histories);
    const values = valueClients(histories, fit, OPTIONS);
    const [recent, old] = [values[0]?.pActive ?? 0, values[1]?.pActive ?? 1];
    expect(recent).toBeGreaterThan(0.9);
    expect(old).toBeGreaterThan(0.3);
    expect(old).toBeLessThan(0.6);
    const { value, low, high } = portfolioResidual(values, null, OPTIONS.horizonMonths);
    const spent = histories.reduce((sum, { revenue }) => sum + revenue, 0) / histories.length;
    expect(value).toBeGreaterThan(0);
    expect(value).toBeLessThan(2.5 * spent);
    expect(low).toBeLessThan(0.4 * spent);
    // Rule of three: no repeat in so much time leaves room for about three in as much.
    expect(high).toBeGreaterThan(2 * spent);
    expect(high).toBeLessThan(12 * spent);
  });

  it("call nobody high-value who is worth nothing", () => {
    const histories = PORTFOLIOS["only credit notes"] ?? [];
    const values = valueClients(histories, fitValueModels(histories), OPTIONS);
    expect(values.some((value) => value.highValue)).toBe(false);
  });

  it("expect no more money of credit notes than none", () => {
    const histories = PORTFOLIOS["only credit notes"] ?? [];
    expect(
      valueClients(histories, fitValueModels(histories), OPTIONS).map((value) => value.residualValue),
    ).toEqual([0, 0, 0, 0, 0]);
  });
});

describe("bad input", () => {
  const client = orderingClient("a", [["2023-05-05", 100]]);
  const fit = fitValueModels([client]);

  it.each<[string, Partial<ClientHistory>, RegExp]>([
    ["a wrong as-of date", { ageDays: 10 }, /"a".*10 days after 2023-05-05 is not the as-of date 2024-12-31/],
    ["no date", { firstOn: "5.5.2023" }, /not a date: "5.5.2023"/],
    ["a margin that is no number", { marginRate: Number.NaN }, /"a".*margin rate is not a finite number/],
    [
      "repeats without time",
      { orders: { ...client.orders, repeatDays: 2 } },
      /repeat order days and the days between first and last order contradict/,
    ],
    [
      "orders after the as-of date",
      { orders: { ...client.orders, repeatDays: 1, recencyDays: 999 } },
      /after the as-of date/,
    ],
    [
      "a contract that ends before it starts",
      { contractLines: [{ ...contractLine("2024-01-01", 1, 12, 5), endsOn: "2023-01-01" }] },
      /ends before it starts/,
    ],
    [
      "a term of no length",
      { contractLines: [{ ...contractLine("2024-01-01", 1, 12, 5), termMonths: 0 }] },
      /term is 0 months; it must be a whole number from 1/,
    ],
    [
      "orders of no finite value",
      { orders: { ...client.orders, meanRevenue: Number.POSITIVE_INFINITY } },
      /amount or the margin rate is not a finite number/,
    ],
    [
      "changes that are no numbers",
      {
        contractLines: [
          { ...contractLine("2024-01-01", 1, 12, 5), changes: { ...NO_CHANGES, flat: Number.NaN } },
        ],
      },
      /what renewals changed in a contract's revenue is no number/,
    ],
    [
      "a past that cannot be",
      {
        contractLines: [
          {
            ...contractLine("2024-01-01", 1, 12, 5),
            yearAgo: { renewals: -3, opportunities: 1, yearlyRevenue: Number.NaN },
          },
        ],
      },
      /a contract a year ago is no number, or below 0/,
    ],
  ])("%s is an error that names the client", (_, changes, message) => {
    expect(() => valueClients([{ ...client, ...changes }], fit, OPTIONS)).toThrow(message);
  });

  it("refuses a client given twice", () => {
    expect(() => fitValueModels([client, client])).toThrow(/"a": given twice/);
  });

  it.each([
    ["horizonMonths", 0],
    ["horizonMonths", 1.5],
    ["discountRateAnnual", -1],
    ["highValueShare", 0],
    ["highValueShare", Number.NaN],
    ["draws", 0],
  ] as const)("refuses %s = %d and says what is legal", (name, value) => {
    expect(() => valueClients([client], fit, { ...OPTIONS, [name]: value })).toThrow(
      new RegExp(`${name} is ${value}; it must be`),
    );
  });
});
