import { describe, expect, it } from "vitest";
import { addMonths, epochDayOf, isoDateOf } from "../../../src/model/numerics/calendar.js";
import { fitValueModels } from "../../../src/model/value/fit-value-models.js";
import { clientFans, fanMonths } from "../../../src/model/value/forecast/client-fan.js";
import { SILENT_MONTHS } from "../../../src/model/value/orders/lengths-of-silence.js";
import { silentBuyers } from "../../../src/model/value/orders/silence.js";
import { valueClients } from "../../../src/model/value/value-clients.js";
import { AS_OF, OPTIONS, orderingClient } from "./client-histories.js";

/** Clients that order every one to six months, a third of whom fell silent. */
const portfolio = Array.from({ length: 60 }, (_, index) => {
  const gap = 1 + (index % 6);
  const until = index % 3 === 0 ? 18 : 1;
  const orders = index % 5 === 0 ? 1 : 3 + (index % 7);
  const asOf = epochDayOf(AS_OF);
  const days = Array.from({ length: orders }, (_, order): [string, number] => [
    isoDateOf(addMonths(asOf, -until - gap * (orders - 1 - order))),
    100 + 20 * ((index + order) % 9),
  ]);
  return orderingClient(`c${index}`, days);
});
const fit = fitValueModels(portfolio);

describe("the fan of a client", () => {
  const months = fanMonths(OPTIONS.horizonMonths, 3);
  const fans = portfolio.map(clientFans(fit, portfolio, OPTIONS, months));

  it("opens at whole years within the horizon and ends at it", () => {
    expect(fanMonths(60, 3)).toEqual([12, 24, 36, 60]);
    expect(fanMonths(24, 3)).toEqual([12, 24]);
    expect(fanMonths(6, 3)).toEqual([6]);
  });

  it("only grows, its ends around the middle", () => {
    for (const fan of fans) {
      fan.forEach((point, index) => {
        expect(point.low).toBeLessThanOrEqual(point.median);
        expect(point.median).toBeLessThanOrEqual(point.high);
        expect(point.high).toBeGreaterThanOrEqual(fan[index - 1]?.high ?? 0);
      });
    }
  });

  it("ends at the interval of the residual value, but for the draws", () => {
    const values = valueClients(portfolio, fit, OPTIONS);
    const sum = (list: readonly (number | undefined)[]) =>
      list.reduce<number>((all, one) => all + (one ?? 0), 0);
    const ends = sum(fans.map((fan) => fan.at(-1)?.high));
    const intervals = sum(values.map(({ residualHigh }) => residualHigh));
    expect(Math.abs(ends / intervals - 1)).toBeLessThan(0.05);
  });

  it("does not depend on the other clients", () => {
    const [, second] = portfolio;
    if (!second) throw new Error("no client");
    expect(clientFans(fit, portfolio, OPTIONS, months)(second)).toEqual(fans[1]);
  });

  it("refuses months beyond the horizon", () => {
    expect(() => clientFans(fit, portfolio, OPTIONS, [OPTIONS.horizonMonths + 100])).toThrow(/horizon/);
    expect(() => clientFans(fit, portfolio, OPTIONS, [Number.NaN])).toThrow(RangeError);
  });
});

describe("what silence says of a buyer", () => {
  const buyers = silentBuyers(portfolio, fit, OPTIONS);

  it("shows a one-time and a typical regular buyer", () => {
    expect(buyers.map(({ orders }) => orders)).toEqual([1, expect.any(Number)]);
    expect(buyers[0]?.monthsBetween).toBeNull();
    expect(buyers[1]?.orders).toBeGreaterThanOrEqual(4);
    expect(buyers[1]?.points.map(({ months }) => months)).toEqual(SILENT_MONTHS);
  });

  it("lowers what is expected, and never raises the chance, with each month", () => {
    for (const { points } of buyers) {
      points.slice(1).forEach((point, index) => {
        expect(point.expectedOrders).toBeLessThan(points[index]?.expectedOrders ?? 0);
        expect(point.pActive).toBeLessThanOrEqual((points[index]?.pActive ?? 0) + 1e-12);
      });
    }
  });

  it("gives up a regular buyer sooner than a one-time buyer", () => {
    const [once, regular] = buyers.map(
      ({ points }) => (points.at(-1)?.pActive ?? 0) / (points[0]?.pActive ?? 1),
    );
    expect(regular).toBeLessThan(once ?? 0);
  });

  it("is empty where no repeat order was seen", () => {
    const once = portfolio.filter(({ orders }) => orders.repeatDays === 0);
    expect(silentBuyers(once, fitValueModels(once), OPTIONS)).toEqual([]);
  });
});
