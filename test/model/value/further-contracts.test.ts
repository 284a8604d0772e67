import { mean } from "d3";
import { describe, expect, it } from "vitest";
import { substream } from "../../../src/model/numerics/substream.js";
import { fitContractStarts, withRenewals } from "../../../src/model/value/contracts/further-contracts.js";
import { fitValueModels } from "../../../src/model/value/fit-value-models.js";
import { forecastCalendar } from "../../../src/model/value/forecast/forecast-calendar.js";
import { simulateFutures } from "../../../src/model/value/forecast/simulate-client.js";
import { expectedOrderRevenue } from "../../../src/model/value/orders/order-value.js";
import { componentAmounts } from "../../../src/model/value/portfolio/components.js";
import { clientForecaster } from "../../../src/model/value/value-clients.js";
import { contractClient, contractLine } from "./client-histories.js";

const OPTIONS = {
  asOf: "2024-12-31",
  horizonMonths: 24,
  discountRateAnnual: 0,
  highValueShare: 0.2,
  seed: 3,
  draws: 2000,
};

/** Clients of monthly contracts for 100 that added contracts of 50; some of theirs ended. */
function portfolio(added: number) {
  return Array.from({ length: 60 }, (_, index) =>
    contractClient(
      `client ${index}`,
      "2023-01-01",
      [
        contractLine("2023-01-01", 24, 1, 100),
        ...Array.from({ length: added }, (__, line) =>
          contractLine(`2024-0${1 + line}-01`, index % 3 === 0 ? 4 : 12 - line, 1, 50, index % 3 === 0),
        ),
      ],
      {
        repeatDays: 4 + (index % 3),
        ageDays: 730,
        positiveRepeatDays: 4 + (index % 3),
        meanRevenue: 40 + index,
        repeatRevenue: componentAmounts((kind) =>
          kind === "services" ? (4 + (index % 3)) * (40 + index) : 0,
        ),
      },
    ),
  );
}

describe("contracts that orders beside a contract begin", () => {
  it("are as many of the orders as clients added lines to their first", () => {
    expect(fitContractStarts(portfolio(2))).toEqual({ share: 120 / 300, orders: 300, termMonths: 1 });
    expect(fitContractStarts(portfolio(0))).toBeNull();
  });

  it("bring what their renewals bring, worked by hand", () => {
    const orders = Float64Array.of(10, 10, 10, 10, 10);
    const months = withRenewals(orders, { share: 0.5, termMonths: 2, renewals: [0.8, 0.5] });
    expect([...months]).toEqual([10, 10, 14, 14, 16.5]);
    expect([...withRenewals(orders, null)]).toEqual([...orders]);
  });

  it("are simulated as they are expected", () => {
    const histories = portfolio(2);
    const fit = fitValueModels(histories);
    const [client] = histories;
    if (client === undefined) throw new Error("no client");
    const calendar = forecastCalendar(OPTIONS);
    const { forecast, orderValueOf } = clientForecaster(fit, calendar);
    const orderValue = orderValueOf(client);
    if (orderValue === null) throw new Error("no order value");
    // No first line ever ended: it is all but sure to live, and orders to come throughout.
    const { orders: process, ordersByMonth } = forecast(client);
    expect(process?.furtherContracts).toMatchObject({ share: 0.4, termMonths: 1 });
    const futures = simulateFutures(
      [{ process: { orders: process, renewals: [] }, orderValue }],
      client.orders,
      calendar,
      0,
      OPTIONS.draws,
      substream(1, "futures"),
    ).residual;
    const expected = Array.from(ordersByMonth).reduce((sum, count) => sum + count, 0);
    const brought = expected * expectedOrderRevenue(orderValue, client.orders);
    expect(Math.abs((mean(futures) ?? 0) / brought - 1)).toBeLessThan(0.08);
  });
});
