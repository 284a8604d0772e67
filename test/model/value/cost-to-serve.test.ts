import { describe, expect, it } from "vitest";
import { addMonths, epochDayOf, isoDateOf } from "../../../src/model/numerics/calendar.js";
import { activeByMonth, costToServe } from "../../../src/model/value/cost-to-serve.js";
import { fitValueModels } from "../../../src/model/value/fit-value-models.js";
import type { ClientForecast } from "../../../src/model/value/forecast/client-forecast.js";
import { firstHorizonEnd, forecastCalendar } from "../../../src/model/value/forecast/forecast-calendar.js";
import { valueClients } from "../../../src/model/value/value-clients.js";
import { AS_OF, OPTIONS, orderingClient } from "./client-histories.js";

const calendar = forecastCalendar({ ...OPTIONS, discountRateAnnual: 0, horizonMonths: 12 });
const days = calendar.monthEnds.map((end, month) => end - (calendar.monthEnds[month - 1] ?? 0));

/** A repeat buyer that is still one for certain, with the same orders each day. */
const loyal: ClientForecast = {
  model: "repeat orders",
  pActive: 1,
  orders: null,
  renewals: [],
  ordersByMonth: days.map((length) => 0.01 * length),
  ordersInLastPart: 0,
};
const history = { ...orderingClient("a", [[AS_OF, 100]]), costToServeAMonth: 100 };

describe("cost to serve", () => {
  it("goes on in full for who orders as often every day, however long the months", () => {
    for (const share of activeByMonth(loyal, calendar)) expect(share).toBeCloseTo(1, 12);
  });

  it("is due for the months of the first horizon and the part of the last one", () => {
    // Won on the as-of day: its first 12 months end a day before those of the forecast, whose last has 31 days.
    const wonToday = costToServe(history, loyal, calendar, firstHorizonEnd(calendar, AS_OF));
    expect(wonToday.residual).toBeCloseTo(1200, 9);
    expect(wonToday.firstHorizon).toBeCloseTo(1100 + (100 * 30) / 31, 9);
    expect(costToServe(history, loyal, calendar, 31 + 14).firstHorizon).toBeCloseTo(100 + (100 * 14) / 28, 9);
    expect(costToServe(history, loyal, calendar, 0).firstHorizon).toBe(0);
    expect(costToServe(history, loyal, calendar, -40).firstHorizon).toBe(0);
  });

  it("so far counts all months, and of the first horizon those of its own", () => {
    const firstOn = isoDateOf(addMonths(epochDayOf(AS_OF), -36));
    const old = {
      ...orderingClient("b", [
        [firstOn, 100],
        [AS_OF, 100],
      ]),
      costToServeAMonth: 100,
    };
    const spent = costToServe(old, loyal, calendar, firstHorizonEnd(calendar, firstOn));
    const firstYear = addMonths(epochDayOf(firstOn), 12) - 1 - epochDayOf(firstOn);
    expect(spent.historic).toBeCloseTo((100 * old.ageDays) / (365.25 / 12), 9);
    expect(spent.firstHorizonObserved).toBeCloseTo((100 * firstYear) / (365.25 / 12), 9);
    expect(spent.firstHorizon).toBe(0);
  });

  it("takes as much off the ends of an interval as off the value between them", () => {
    const clients = (costToServeAMonth: number) =>
      Array.from({ length: 12 }, (_, at) =>
        orderingClient(
          `c${at}`,
          Array.from({ length: 2 + (at % 4) }, (_, order): [string, number] => [
            isoDateOf(addMonths(epochDayOf(AS_OF), -1 - (at % 5) - 4 * order)),
            500,
          ]),
          { costToServeAMonth },
        ),
      );
    const fit = fitValueModels(clients(0));
    const free = valueClients(clients(0), fit, { ...OPTIONS, draws: 20 });
    const served = valueClients(clients(10), fit, { ...OPTIONS, draws: 20 });
    for (const [at, one] of served.entries()) {
      const other = free[at] ?? one;
      const ahead = other.residualValue - one.residualValue;
      expect(ahead).toBeGreaterThan(0);
      expect(other.residualLow - one.residualLow).toBeCloseTo(ahead, 6);
      expect(other.residualHigh - one.residualHigh).toBeCloseTo(ahead, 6);
      // What was spent so far counts in both, in the CLV discounted to the first day.
      const [spent, ofObserved] = [
        other.historicValue - one.historicValue,
        other.clvObserved - one.clvObserved,
      ];
      expect(ofObserved).toBeLessThan(spent);
      expect(ofObserved).toBeGreaterThan(spent * 1.1 ** -2);
      const ofClv = other.clv - one.clv;
      expect(ofClv).toBeGreaterThan(ofObserved);
      expect(other.clvLow - one.clvLow).toBeCloseTo(ofClv, 6);
      expect(other.clvHigh - one.clvHigh).toBeCloseTo(ofClv, 6);
    }
  });
});
