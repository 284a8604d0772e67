import { expect, it } from "vitest";
import {
  meanCumulativeMargin,
  payback,
  paybackMonth,
} from "../../../src/model/economics/channels/payback.js";
import { earnedFlows, invoicedFlows, servingFlows } from "../../../src/model/economics/what-if/life-flows.js";
import { DAYS_A_MONTH } from "../../../src/model/numerics/calendar.js";
import { substream } from "../../../src/model/numerics/substream.js";

const life = (monthsSeen: number, margins: readonly number[], weight = 1) => ({
  monthsSeen,
  weight,
  flows: margins.map((margin, month) => ({ month, margin })),
});
const constant = (clients: number, monthly: number, monthsSeen = 24) =>
  Array.from({ length: clients }, () =>
    life(
      monthsSeen,
      Array.from({ length: monthsSeen }, () => monthly),
    ),
  );

// By hand: month 1 (100 + 40)/2 = 70; month 2 (0 + 40)/2 = 20; month 3 only the second was seen: 40.
it("adds up what the clients that were seen brought, month by month", () => {
  const lives = [life(2, [100, 0, 999]), life(3, [40, 40, 40])];
  expect(meanCumulativeMargin(lives, 1)).toEqual([70, 90, 130]);
  expect(meanCumulativeMargin(lives, 2)).toEqual([70, 90]);
  expect(meanCumulativeMargin(lives, 3)).toEqual([]);
  expect(meanCumulativeMargin([life(2, [100, 0]), life(2, [40, 40], 0.5)], 1)).toEqual([80, 280 / 3]);
});

it("is the first month whose end finds the cost brought", () => {
  expect([50, 70, 71, 130, 131].map((cost) => paybackMonth([70, 90, 130], cost))).toEqual([1, 1, 2, 3, null]);
  const years = payback(constant(12, 100), 1200, 50, substream(1, "p"));
  expect(years).toEqual({ months: 12, low: 12, high: 12, seenMonths: 24 });
  expect(payback(constant(12, 100), 2500, 50, substream(1, "p"))).toMatchObject({ months: null, high: null });
  for (const cost of [0, -5, Number.NaN]) {
    expect(() => payback(constant(12, 1), cost, 5, substream(1, "p"))).toThrow(/not above 0/);
  }
});

it("is less sure the fewer and the more unlike the clients are", () => {
  const mixed = [...constant(6, 30), ...constant(6, 170)];
  const { months, low, high } = payback(mixed, 1000, 200, substream(3, "p"));
  expect(months).toBe(10);
  expect(low).toBeLessThan(10);
  expect(high).toBeGreaterThan(10);
});

it("earns what is billed for a term over its months, and the rest on its day", () => {
  const year = { firstOn: "2024-01-01", lastOn: "2024-01-01", margin: 1200, transactions: 1 };
  const earned = earnedFlows("2024-01-01", [{ ...year, earnedUntil: "2024-12-31" }]);
  expect(earned.map(({ margin }) => margin)).toEqual(Array.from({ length: 12 }, () => 100));
  expect(earned.map(({ month }) => month)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  const orders = {
    firstOn: "2024-01-31",
    lastOn: "2024-04-30",
    margin: 30,
    transactions: 2,
    earnedUntil: null,
  };
  expect(invoicedFlows("2024-01-01", [orders])).toEqual([
    { month: 0, margin: 15 },
    { month: 3, margin: 15 },
  ]);
  expect(earnedFlows("2024-01-01", [orders])).toEqual(invoicedFlows("2024-01-01", [orders]));
});

// By hand: 100 a month less 40 to serve is 60, so that 600 are back after ten months; free to serve, after six.
it("comes later by what serving a client costs, for as long as it is one", () => {
  const served = servingFlows(24 * DAYS_A_MONTH, 40);
  const net = constant(12, 100).map((one) => ({ ...one, flows: [...one.flows, ...served] }));
  expect(payback(net, 600, 20, substream(1, "p")).months).toBe(10);
  expect(payback(constant(12, 100), 600, 20, substream(1, "p")).months).toBe(6);
  expect(servingFlows(1.5 * DAYS_A_MONTH, 40)).toEqual([
    { month: 0, margin: -40 },
    { month: 1, margin: -20 },
  ]);
  expect([servingFlows(300, 0), servingFlows(0, 40), servingFlows(-3, 40)]).toEqual([[], [], []]);
});
