import { describe, expect, it } from "vitest";
import { addMonths, epochDayOf, isoDateOf } from "../../../src/model/numerics/calendar.js";
import type { ClientHistory } from "../../../src/model/value/client-history.js";
import type { ClientValue } from "../../../src/model/value/client-value.js";
import { fitExpansion } from "../../../src/model/value/expansion/fit-expansion.js";
import { explainClientValue } from "../../../src/model/value/explain-client-value.js";
import { fitValueModels } from "../../../src/model/value/fit-value-models.js";
import {
  componentAmounts,
  componentTotal,
  VALUE_COMPONENTS,
} from "../../../src/model/value/portfolio/components.js";
import type { RenewalFit } from "../../../src/model/value/renewals/renewal-fit.js";
import { valueClients } from "../../../src/model/value/value-clients.js";
import type { ValueFit } from "../../../src/model/value/value-fit.js";
import { AS_OF, contractClient, contractLine, OPTIONS, orderingClient } from "./client-histories.js";

function fitted<Parameters>(parameters: Parameters) {
  return {
    parameters,
    standardErrors: null,
    logLikelihood: 0,
    observations: 1,
    weakPriors: false,
    warnings: [],
  };
}

const HAND_RENEWALS: RenewalFit = {
  ...fitted({ alpha: 1, beta: 4, shape: 1 }),
  covariateWeights: [],
  firmographics: null,
  poolDeviation: 0,
  clients: null,
  pools: {},
};

/** Renewals with α = 1, β = 4: the first at 4/5, the next at 5/6, 6/7 …; 26 orders a year at α + T = 2 weeks. */
const HAND_FIT: ValueFit = {
  clients: 1,
  clientsUnderContract: 1,
  repeatOrders: null,
  orderValue: null,
  contractOrders: null,
  contractOrderValue: null,
  renewals: { short: HAND_RENEWALS, long: HAND_RENEWALS },
  expansion: { short: fitExpansion([], 12), long: fitExpansion([], 12) },
  contractStarts: null,
  contractSize: { mean: 0, deviation: 0 },
  warnings: [],
};

function only(values: readonly ClientValue[]): ClientValue {
  const [value] = values;
  if (value === undefined) throw new Error("no value");
  return value;
}

function mixedPortfolio(): ClientHistory[] {
  const asOf = epochDayOf(AS_OF);
  const day = (daysBefore: number): string => isoDateOf(asOf - daysBefore);
  const ordering = Array.from({ length: 60 }, (_, index) => {
    const age = 100 + 37 * index;
    const repeats = index % 4 === 0 ? 0 : index % 7;
    const days = Array.from({ length: repeats + 1 }, (_, order): [string, number] => [
      day(age - Math.floor((order * age) / (repeats + 1 + (index % 3)))),
      80 + 17 * ((index * 7 + order * 3) % 11),
    ]);
    return orderingClient(`order-${index}`, days, { marginRate: 0.4 + (index % 5) / 10 });
  });
  const contracts = Array.from({ length: 40 }, (_, index) => {
    const terms = 1 + (index % 5);
    const line = contractLine(
      isoDateOf(addMonths(asOf, -12 * terms) + 1 + 9 * (index % 4)),
      terms,
      12,
      1000 + 100 * index,
      index % 4 === 0 && index % 8 !== 0,
    );
    const other = contractLine(day(200 + index), 7, 1, 90);
    return contractClient(
      `contract-${index}`,
      [line.startedOn, other.startedOn].sort()[0] ?? AS_OF,
      index % 3 === 0 ? [line, other] : [line],
      {
        repeatDays: index % 3,
        positiveRepeatDays: index % 3,
        meanRevenue: index % 3 === 0 ? null : 300 + index,
        repeatRevenue: componentAmounts((component) =>
          component === "services" ? (index % 3) * (300 + index) : 0,
        ),
      },
      { marginRate: 0.7 },
    );
  });
  return [...ordering, ...contracts];
}

describe("a contract by hand", () => {
  // One yearly contract of 1,200, first term of 2024, margin 50 %, as-of the last day of the term.
  const client = contractClient(
    "acme",
    "2024-01-01",
    [contractLine("2024-01-01", 1, 12, 1200)],
    {},
    {
      marginRate: 0.5,
      firstHorizonMargin: componentAmounts((component) => (component === "initial" ? 600 : 0)),
      historicMargin: componentAmounts((component) => (component === "initial" ? 600 : 0)),
    },
  );
  const value = only(valueClients([client], HAND_FIT, OPTIONS));
  const days = [1, 366, 731, 1096, 1462];
  const survival = [4 / 5, 4 / 6, 4 / 7, 4 / 8, 4 / 9];
  const present = days.map((day, index) => 600 * (survival[index] ?? 0) * 1.1 ** (-day / 365.25));

  it("renews on 1 January of each year, at 4/5 × 5/6 × …", () => {
    const residual = present.reduce((sum, part) => sum + part, 0);
    expect(value.residualValue).toBeCloseTo(residual, 9);
    expect(value.residualComponents.renewal).toBe(value.residualValue);
    expect(value.expectedRevenue12m).toBeCloseTo(1200 * 0.8, 9);
    expect(value.pActive).toBe(1);
    expect(value).toMatchObject({ model: "contract renewals", historicValue: 600, clvObserved: 600 });
    expect(value.totalValue).toBeCloseTo(600 + residual, 9);
  });

  it("counts the first 60 months for CLV: the renewal of 1 January 2029 lies after them", () => {
    const expected = present.slice(0, 4).reduce((sum, part) => sum + part, 0) * 1.1 ** (-365 / 365.25);
    expect(value.clv).toBeCloseTo(600 + expected, 9);
  });

  it("puts interval ends on what may come: no renewal, or up to all", () => {
    expect(value.residualLow).toBe(0);
    const all = days.reduce((sum, day) => sum + 600 * 1.1 ** (-day / 365.25), 0);
    expect(value.residualHigh).toBeCloseTo(all, 9);
    expect([value.expectedRevenue12mLow, value.expectedRevenue12mHigh]).toEqual([0, 1200]);
  });

  it("expects nothing of an ended contract", () => {
    const ended = { ...client, contractLines: [contractLine("2024-01-01", 1, 12, 1200, true)] };
    expect(only(valueClients([ended], HAND_FIT, OPTIONS))).toMatchObject({
      residualValue: 0,
      residualHigh: 0,
      clv: 600,
      clvLow: 600,
      clvHigh: 600,
      pActive: 0,
      expectedRevenue12m: 0,
    });
  });

  it("expects a renewal that is due, but not lapsed, tomorrow, and counts it in P(active)", () => {
    const due = contractClient("due", "2023-12-01", [contractLine("2023-12-01", 1, 12, 1200)]);
    const dueValue = only(valueClients([due], HAND_FIT, OPTIONS));
    expect(dueValue.pActive).toBeCloseTo(0.8, 12);
    // Renewals on 2025-01-01 (overdue since 2024-12-01), then 2025-12-01.
    expect(dueValue.expectedRevenue12m).toBeCloseTo(1200 * (0.8 + 0.8 * (5 / 6)), 9);
  });

  it("lets orders end with the contract", () => {
    const orders = { repeatDays: 12, ageDays: 350, positiveRepeatDays: 12, meanRevenue: 100 };
    const withOrders = contractClient("orders", "2024-01-01", [contractLine("2024-01-01", 1, 18, 0)], {
      ...orders,
      repeatRevenue: componentAmounts((component) => (component === "services" ? 1200 : 0)),
    });
    const mix = componentAmounts((component) => (component === "services" ? 1 : 0));
    const fit: ValueFit = {
      ...HAND_FIT,
      contractOrders: fitted({ r: 1, alpha: 2, memory: 1 }),
      contractOrderValue: { gammaGamma: fitted({ p: 1, q: 1, v: 0 }), realisedShare: 1, mix },
    };
    const orderValue = only(valueClients([withOrders], fit, { ...OPTIONS, discountRateAnnual: 0 }));
    // 13 orders in 2 + 50 weeks: a quarter an order a week. The contract lives to 30 June 2025, day 181, then 4/5 of it.
    expect(orderValue.expectedRevenue12m).toBeCloseTo((100 * 0.25 * (181 + 0.8 * 184)) / 7, 3);
    expect(orderValue.residualComponents.services).toBe(orderValue.residualValue);
  });
});

describe("a mixed portfolio", () => {
  const portfolio = mixedPortfolio();
  const fit = fitValueModels(portfolio);
  const values = valueClients(portfolio, fit, OPTIONS);

  it("keeps the order of the clients and gives finite numbers", () => {
    expect(values.map((value) => value.clientId)).toEqual(portfolio.map((client) => client.clientId));
    for (const value of values) {
      const numbers = Object.values(value).filter((entry) => typeof entry === "number");
      expect(numbers.every(Number.isFinite)).toBe(true);
      expect(value.pActive).toBeGreaterThanOrEqual(0);
      expect(value.pActive).toBeLessThanOrEqual(1);
      expect(value.residualLow).toBeLessThanOrEqual(value.residualHigh);
    }
  });

  it("splits values into components that add up exactly", () => {
    for (const value of values) {
      expect(componentTotal(value.components)).toBe(value.totalValue);
      expect(componentTotal(value.residualComponents)).toBe(value.residualValue);
      expect(value.historicValue + value.residualValue).toBeCloseTo(value.totalValue, 9);
      expect(value.residualComponents.initial).toBe(0);
    }
  });

  it("scales with money", () => {
    const k = 1000;
    const scaled = portfolio.map((client): ClientHistory => {
      const times = (amounts: ClientHistory["historicMargin"]) =>
        componentAmounts((component) => k * amounts[component]);
      return {
        ...client,
        historicMargin: times(client.historicMargin),
        firstHorizonMargin: times(client.firstHorizonMargin),
        revenue: k * client.revenue,
        orders: {
          ...client.orders,
          meanRevenue: client.orders.meanRevenue === null ? null : k * client.orders.meanRevenue,
          logRevenue:
            client.orders.logRevenue === null
              ? null
              : { ...client.orders.logRevenue, mean: client.orders.logRevenue.mean + Math.log(k) },
          repeatRevenue: times(client.orders.repeatRevenue),
        },
        contractLines: client.contractLines.map((line) => ({ ...line, termRevenue: k * line.termRevenue })),
      };
    });
    const scaledValues = valueClients(scaled, fitValueModels(scaled), OPTIONS);
    scaledValues.forEach((value, index) => {
      expect(value.clv / k).toBeCloseTo(values[index]?.clv ?? 0, 4);
      expect(value.residualHigh / k).toBeCloseTo(values[index]?.residualHigh ?? 0, 2);
      expect(value.pActive).toBe(values[index]?.pActive);
    });
  });

  it("does not depend on the order of the clients, to the last bit", () => {
    const reversed = [...portfolio].reverse();
    expect(fitValueModels(reversed)).toEqual(fit);
    expect(valueClients(reversed, fit, OPTIONS).reverse()).toEqual(values);
  });

  it("simulates a client alike whoever else is valued", () => {
    const alone = only(valueClients(portfolio.slice(5, 6), fit, { ...OPTIONS, highValueShare: 1 }));
    const { highValue: _, ...together } = values[5] ?? alone;
    expect(alone).toMatchObject(together);
  });

  it("repeats itself for a seed and moves only the intervals for another", () => {
    expect(valueClients(portfolio, fit, OPTIONS)).toEqual(values);
    const other = valueClients(portfolio, fit, { ...OPTIONS, seed: 8 });
    expect(other.map((value) => value.clv)).toEqual(values.map((value) => value.clv));
    expect(other.map((value) => value.clvHigh)).not.toEqual(values.map((value) => value.clvHigh));
  });

  it("calls a fifth of the clients high-value, those with the highest CLV", () => {
    const high = values.filter((value) => value.highValue).map((value) => value.clv);
    const rest = values.filter((value) => !value.highValue).map((value) => value.clv);
    expect(high).toHaveLength(20);
    expect(Math.min(...high)).toBeGreaterThanOrEqual(Math.max(...rest));
  });

  it("discounts: a higher rate lowers the residual value, none leaves the plain sum", () => {
    const total = (discountRateAnnual: number): number =>
      valueClients(portfolio, fit, { ...OPTIONS, discountRateAnnual, draws: 1 }).reduce(
        (sum, value) => sum + value.residualValue,
        0,
      );
    expect(total(0)).toBeGreaterThan(total(0.1));
    expect(total(0.1)).toBeGreaterThan(total(0.2));
  });

  it("does not change its input", () => {
    const frozen = portfolio.map((client) =>
      Object.freeze({ ...client, orders: Object.freeze(client.orders) }),
    );
    expect(valueClients(Object.freeze(frozen), fitValueModels(Object.freeze(frozen)), OPTIONS)).toEqual(
      values,
    );
  });

  it("survives being written as JSON", () => {
    const reread: ValueFit = JSON.parse(JSON.stringify(fit));
    expect(valueClients(portfolio, reread, OPTIONS)).toEqual(values);
  });

  it("explains every client in steps that add up to its value", () => {
    portfolio.forEach((client, index) => {
      const value = values[index];
      const steps = explainClientValue(client, fit, OPTIONS);
      const parts = steps.filter((step) => step.kind === "residual part");
      expect(parts.reduce((sum, step) => sum + step.value, 0)).toBeCloseTo(value?.residualValue ?? 0, 6);
      const of = (label: string) => steps.find((step) => step.label === label)?.value;
      expect(of("Residual value")).toBe(value?.residualValue);
      expect(of("Total value")).toBe(value?.totalValue);
      expect(of("CLV")).toBe(value?.clv);
      expect(of("Revenue of the next 12 months")).toBe(value?.expectedRevenue12m);
      expect(steps.every((step) => !/NaN|Infinity|undefined/.test(step.formula + step.label))).toBe(true);
    });
  });

  it("learns only from left-truncated clients seen for half the horizon", () => {
    const truncated = (firstOn: string) =>
      orderingClient(`since ${firstOn}`, [[firstOn, 100]], { leftTruncated: true });
    const learnable = valueClients(
      [truncated("2022-06-30"), truncated("2022-07-01"), orderingClient("new", [["2024-12-01", 100]])],
      fit,
      OPTIONS,
    ).map((value) => value.learnable);
    expect(learnable).toEqual([true, false, true]);
  });

  it("splits expected repeat orders by what the client bought, and never as initial", () => {
    const client = orderingClient("mix", [
      ["2023-01-01", 500],
      ["2023-06-01", 100],
      ["2024-11-01", 100],
    ]);
    const repeatRevenue = componentAmounts((component) =>
      component === "services" ? 150 : component === "initial" ? 50 : 0,
    );
    const { residualComponents } = only(
      valueClients([{ ...client, orders: { ...client.orders, repeatRevenue } }], fit, OPTIONS),
    );
    // Two own order days, all services, beside three of the portfolio, all other.
    expect(residualComponents.services / residualComponents.other).toBeCloseTo(2 / 3, 9);
    expect(VALUE_COMPONENTS.filter((component) => residualComponents[component] > 0)).toEqual([
      "services",
      "other",
    ]);
  });
});
