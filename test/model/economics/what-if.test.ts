import { sum } from "d3";
import { describe, expect, it } from "vitest";
import { cellMargin, type FlowCell } from "../../../src/model/economics/what-if/flow-cell.js";
import { flowGains, flowValue } from "../../../src/model/economics/what-if/flow-value.js";
import { unchanged } from "../../../src/model/economics/what-if/levers.js";
import { newClientFlows } from "../../../src/model/economics/what-if/new-client-flows.js";
import { portfolioFlows } from "../../../src/model/economics/what-if/portfolio-flows.js";
import {
  nextProspects,
  planGroups,
  type SalesPlan,
} from "../../../src/model/economics/what-if/sales-plan.js";
import { sharesOf, type WhatIfModel, whatIf } from "../../../src/model/economics/what-if/what-if.js";
import { addMonths, epochDayOf, isoDateOf } from "../../../src/model/numerics/calendar.js";
import type { ClientHistory } from "../../../src/model/value/client-history.js";
import { fitValueModels } from "../../../src/model/value/fit-value-models.js";
import { valueClients } from "../../../src/model/value/value-clients.js";
import { AS_OF, contractClient, contractLine, OPTIONS, orderingClient } from "../value/client-histories.js";

const asOf = epochDayOf(AS_OF);

/** Clients with contracts of several terms and clients without, of all ages, with a cost to serve. */
function portfolio(): ClientHistory[] {
  const ordering = Array.from({ length: 40 }, (_, index) => {
    const age = 120 + 41 * index;
    const repeats = index % 6;
    const days = Array.from({ length: repeats + 1 }, (_, order): [string, number] => [
      isoDateOf(asOf - age + Math.floor((order * age) / (repeats + 2))),
      100 + 31 * ((index + order) % 7),
    ]);
    return orderingClient(`o${index}`, days, { marginRate: 0.6, costToServeAMonth: index % 2 });
  });
  const contracted = Array.from({ length: 40 }, (_, index) => {
    const termMonths = [12, 12, 24, 1][index % 4] ?? 12;
    const start = asOf - 60 - 47 * index;
    const isOver = index % 5 === 0;
    let terms = 1;
    while (addMonths(start, terms * termMonths) <= asOf) terms += 1;
    const kept = isOver ? Math.max(1, terms - 1) : terms;
    const line = contractLine(isoDateOf(start), kept, termMonths, 1000 + 90 * index, isOver && terms > 1);
    return contractClient(`c${index}`, isoDateOf(start), [line], {}, { marginRate: 0.8 });
  });
  return [...ordering, ...contracted];
}

const histories = portfolio();
const fit = fitValueModels(histories);
const options = { ...OPTIONS, draws: 1 };
const values = valueClients(histories, fit, options);
const flows = portfolioFlows(histories, fit, options);
const base = unchanged(options.discountRateAnnual);
const cents = (amount: number): number => Math.round(amount * 100);

describe("what fewer leaving and more frequent orders gain", () => {
  const cell = (kind: FlowCell["kind"]): FlowCell => ({
    kind,
    group: "all",
    margins: [100],
    revenues: [200],
    days: [365.25],
    years: [1],
    stays: [0.8],
  });
  const gained = (kind: FlowCell["kind"], leaving: number, frequency: number) =>
    flowGains(cell(kind), base, { leaving, frequency })[0];

  // By hand: 80 of 100 stay; with half of the leaving 90 do, which are an eighth more.
  it("is more of who stays, and more orders only where there are orders", () => {
    expect(gained("renewals", 0.5, 1)).toBeCloseTo(12.5, 9);
    expect(gained("renewals", 1, 1.2)).toBeCloseTo(0, 9);
    expect(gained("orders", 1, 1.2)).toBeCloseTo(20, 9);
    expect(gained("orders", 0.5, 1.2)).toBeCloseTo(100 * (1.2 * 1.125 - 1), 9);
    expect(gained("first deals", 0.5, 1.2)).toBe(0);
  });
});

describe("the flows of a portfolio", () => {
  it("sum to the clients' residual value and to what is expected of their CLV, to the cent", () => {
    const residual = sum(flows.residual, cellMargin);
    expect(residual).toBeGreaterThan(1e4);
    expect(cents(residual)).toBe(cents(sum(values, ({ residualValue }) => residualValue)));
    expect(cents(sum(flows.lifetime, cellMargin))).toBe(
      cents(sum(values, (one) => one.clv - one.clvObserved)),
    );
    expect(cents(flowValue(flows.residual, base, 0.1))).toBe(cents(residual));
  });

  it("follow another discount rate, margin and deal size as valuing every client anew does", () => {
    const exactly = (changed: readonly ClientHistory[], rate = 0.1): number =>
      sum(valueClients(changed, fit, { ...options, discountRateAnnual: rate }), (one) => one.residualValue);
    for (const rate of [0, 0.05, 0.2]) {
      const quick = flowValue(flows.residual, { ...base, discountRateAnnual: rate }, 0.1);
      expect(Math.abs(quick / exactly(histories, rate) - 1)).toBeLessThan(0.002);
    }
    const thinner = histories.map((one) => ({ ...one, marginRate: 0.9 * one.marginRate }));
    expect(flowValue(flows.residual, { ...base, margin: 0.9 }, 0.1)).toBeCloseTo(exactly(thinner), 6);
  });

  it("follow other chances of renewal nearly as every contract reckoned anew does", () => {
    const contracted = histories.filter(({ contractLines }) => contractLines.length > 0);
    const own = portfolioFlows(contracted, fit, options).residual;
    // Renewal curves with more or less leaving: β moves the first chance β/(α + β), and the later ones with it.
    for (const times of [0.8, 1.25]) {
      const parameters = { ...fit.renewals.long.parameters };
      const moved = { ...fit.renewals.long, parameters: { ...parameters, alpha: parameters.alpha * times } };
      const exact = portfolioFlows(
        contracted,
        { ...fit, renewals: { ...fit.renewals, long: moved } },
        options,
      ).residual;
      const stay = (cells: readonly FlowCell[]): number => {
        const [cell] = cells.filter(({ kind }) => kind === "renewals");
        return (
          sum(cell?.stays ?? [], (one, at) => one * (cell?.revenues[at] ?? 0)) / sum(cell?.revenues ?? [])
        );
      };
      const retention = stay(exact) / stay(own);
      const quick = flowValue(own, { ...base, retention }, 0.1);
      const [was, is] = [sum(own, cellMargin), sum(exact, cellMargin)];
      expect(Math.sign(quick - was)).toBe(Math.sign(is - was));
      expect(Math.abs(quick / is - 1)).toBeLessThan(0.03);
    }
  });
});

const cell: FlowCell = {
  kind: "orders",
  group: "all",
  margins: [60, 30],
  revenues: [100, 50],
  days: [0, 365.25],
  years: [0, 1],
  stays: [1, 0.8],
};

describe("what flows are worth, by hand", () => {
  it.each([
    [{ dealSize: 1.1 }, 99],
    [{ frequency: 0.5 }, 45],
    [{ price: 1.1 }, 60 + 10 + 30 + 5],
    [{ margin: 1.2 }, 72 + 36],
    [{ margin: 2 }, 150],
    [{ retention: 0.9 }, 60 + 27],
    // Nobody stays with more than certainty: 1/0.8.
    [{ retention: 2 }, 60 + 37.5],
    // Half of the 20 % who leave stay: 0.9/0.8.
    [{ leaving: 0.5 }, 60 + 33.75],
    [{ discountRateAnnual: 0.21 }, 60 + 30 / 1.1],
  ])("%o", (change, expected) => {
    expect(flowValue([cell], { ...base, ...change }, 0.1)).toBeCloseTo(expected, 9);
  });

  it("leaves what has been earned to discounting alone, and costs to retention", () => {
    const change = { ...base, dealSize: 2, price: 2, margin: 2, frequency: 2, retention: 0.5 };
    expect(flowValue([{ ...cell, kind: "earned or signed" }], change, 0.1)).toBe(90);
    expect(flowValue([{ ...cell, kind: "costs to serve", margins: [-60, -30] }], change, 0.1)).toBe(-75);
  });
});

const life = newClientFlows(
  [
    { clients: 10, activeClients: 10, margin: 1000 },
    { clients: 8, activeClients: 6, margin: 400 },
  ],
  { firstDeals: 0.4, renewals: 0.3, orders: 0.3, marginRate: 0.5 },
  60,
  0.1,
);
const plan: SalesPlan = {
  ...planGroups(
    [0.5, 0.4, 0.3, 0.2, 0.1].map((pWin) => ({ pWin, clv: 1000 })),
    2,
    20,
    4,
  ),
  costPerProspect: 50,
  life: life ?? [],
  salesCycleMonths: 3,
};
const model: WhatIfModel = {
  discountRateAnnual: 0.1,
  residual: [cell],
  lifetime: [{ ...cell, kind: "earned or signed" }, cell],
  plan,
};

describe("a new client's life", () => {
  it("sums to 1 and begins with the first deals", () => {
    expect(sum(life ?? [], cellMargin)).toBeCloseTo(1, 12);
    expect(life?.[0]?.margins).toEqual([0.4, 0, 0, 0, 0]);
    // Three quarters had business in the second year, and the years after are like it.
    expect(life?.[1]?.stays[1]).toBeCloseTo(0.75, 12);
    expect(newClientFlows([], { firstDeals: 1, renewals: 0, orders: 0, marginRate: 1 }, 60, 0.1)).toBeNull();
  });
});

describe("the plan", () => {
  it("is the sum of P(win) × CLV − cost of the prospects in capacity", () => {
    expect(whatIf(model, base)).toMatchObject({
      residual: 90,
      clv: 180,
      plan: { prospects: 2, wins: 0.9, cost: 100 },
    });
    expect(whatIf(model, base).plan?.net).toBeCloseTo(800, 9);
    expect(whatIf(model, base).ahead).toBeCloseTo(890, 9);
  });

  it("is hit with today's clients by what forecasts miss, its cost is not", () => {
    const hit = whatIf(model, { ...base, unforeseen: 0.5 });
    expect(hit).toMatchObject({ residual: 45, clv: 135, plan: { wins: 0.9, cost: 100 } });
    expect(hit.plan?.value).toBeCloseTo(450, 9);
    expect(hit.ahead).toBeCloseTo(45 + 350, 9);
  });

  it("wins nobody more than once, and goes down the list for more", () => {
    expect(whatIf(model, { ...base, winRate: 10 }).plan?.wins).toBeCloseTo(2, 9);
    const next = nextProspects(plan, 2, 1, base, 0.1);
    expect(next.wins).toBeCloseTo(0.5, 9);
    expect(nextProspects(plan, 100, 1, base, 0.1).prospects).toBe(3);
    expect(nextProspects(plan, 0, 1, base, 0.1)).toMatchObject({ prospects: 0, value: 0 });
  });

  it("loses its share with a market, and so do the clients", () => {
    const half: FlowCell = { ...cell, margins: [30, 15], revenues: [50, 25] };
    const shares = sharesOf([half], model.residual);
    expect(shares).toEqual([0.5]);
    const lost = { residual: shares, lifetime: [0, 0.5], plan: { prospects: 0.5, wins: 0.5, value: 0.5 } };
    expect(whatIf(model, base, lost)).toMatchObject({ residual: 45, clv: 135 });
    expect(whatIf(model, base, lost).plan?.net).toBeCloseTo(400, 9);
    expect(sharesOf([], model.residual)).toEqual([0]);
  });

  it("refuses levers that cannot be", () => {
    expect(() => whatIf(model, { ...base, retention: Number.NaN })).toThrow(/retention is NaN/);
    expect(() => whatIf(model, { ...base, discountRateAnnual: -1 })).toThrow(/a rate a year above −1/);
  });
});
