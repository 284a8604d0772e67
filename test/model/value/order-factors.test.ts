import { mean } from "d3";
import { describe, expect, it } from "vitest";
import { substream } from "../../../src/model/numerics/substream.js";
import { explainClientValue } from "../../../src/model/value/explain-client-value.js";
import { fitValueModels } from "../../../src/model/value/fit-value-models.js";
import { forecastCalendar } from "../../../src/model/value/forecast/forecast-calendar.js";
import { simulateFutures } from "../../../src/model/value/forecast/simulate-client.js";
import { carriedFactors } from "../../../src/model/value/orders/order-factors.js";
import { clientWorlds, valueClients } from "../../../src/model/value/value-clients.js";
import type { ValueFit } from "../../../src/model/value/value-fit.js";
import { contractClient, contractLine, OPTIONS, orderingClient } from "./client-histories.js";

const EXACT = { ...OPTIONS, discountRateAnnual: 0, draws: 10 };

/** Buyers of every second month since 2021, some of whom stopped after a while. */
const histories = Array.from({ length: 60 }, (_, client) => {
  const orders = client % 2 === 0 ? 24 : 3 + (client % 9);
  return orderingClient(
    `client ${client}`,
    Array.from({ length: orders }, (__, order): [string, number] => {
      const month = 2 * order + (client % 2);
      return [
        `${2021 + Math.floor(month / 12)}-${String(1 + (month % 12)).padStart(2, "0")}-${String(1 + ((client + 3 * order) % 28)).padStart(2, "0")}`,
        100 + client,
      ];
    }),
  );
});
const plain = fitValueModels(histories);
const [active, silent] = ["client 0", "client 1"];

describe("factors on what is expected of orders", () => {
  const before = new Map(valueClients(histories, plain, EXACT).map((value) => [value.clientId, value]));
  const aliveBefore = before.get(silent)?.pActive ?? Number.NaN;
  const factors = {
    [active]: 0.03,
    [silent]: 0.5 / aliveBefore,
    "client 2": 0,
    "client 3": 1.5,
    "client 4": 30,
  };
  const fit = { ...plain, orderFactors: factors };
  const values = new Map(valueClients(histories, fit, EXACT).map((value) => [value.clientId, value]));

  it("multiply the next 12 months, the horizon and the client's first months, however large or small", () => {
    for (const [clientId, factor] of Object.entries(factors)) {
      const [was, is] = [before.get(clientId), values.get(clientId)];
      const expectedClv = (value: typeof is): number => (value?.clv ?? 0) - (value?.clvObserved ?? 0);
      expect(is?.expectedRevenue12m).toBeCloseTo(factor * (was?.expectedRevenue12m ?? 0), 6);
      expect(is?.residualValue).toBeCloseTo(factor * (was?.residualValue ?? 0), 6);
      expect(expectedClv(is)).toBeCloseTo(factor * expectedClv(was), 4);
    }
    expect(values.get("client 5")).toEqual(before.get("client 5"));
  });

  it("leave P(active) alone up to 10, and beyond it say that the client is likelier to be one, at most for sure", () => {
    const alive = (clientId: string, of = values): number => of.get(clientId)?.pActive ?? Number.NaN;
    for (const clientId of [active, "client 2", "client 3"]) {
      expect(alive(clientId)).toBe(alive(clientId, before));
    }
    expect(aliveBefore).toBeLessThan(0.01);
    expect(alive(silent)).toBeCloseTo(0.5, 2);
    for (const { pActive } of values.values()) expect(pActive).toBeLessThanOrEqual(1);
    expect(alive("client 4")).toBeCloseTo(1, 12);
  });

  it("let orders bring what the client's own bear, and no jump at 10", () => {
    const history = histories.find((one) => one.clientId === silent);
    if (history === undefined) throw new Error("no client");
    const carriedBy = (factor: number) =>
      carriedFactors({ ...plain, orderFactors: { [silent]: factor } })(history);
    for (const factor of [10, 10.001, 20, 50, 0.9 / aliveBefore]) {
      const { activity, value } = carriedBy(factor);
      expect(activity * value).toBeCloseTo(factor, 9);
      expect(value).toBeLessThanOrEqual(10);
    }
    expect(carriedBy(10.001).value).toBeCloseTo(10, 2);
    expect(carriedBy(20).value).toBeCloseTo(5, 9);
    // All of its orders brought as much, and as much is expected of the next.
    expect(carriedBy(0.9 / aliveBefore).value).toBeCloseTo(1, 1);
    // What not even a client for certain would bring with such orders, larger ones must.
    expect(carriedBy(5 / aliveBefore)).toEqual({ activity: 1 / aliveBefore, value: expect.closeTo(5, 9) });
  });

  it("move simulated futures by as much", () => {
    const calendar = forecastCalendar(EXACT);
    const futuresOf = (clientId: string, of: ValueFit): Float64Array => {
      const history = histories.find((one) => one.clientId === clientId);
      if (history === undefined) throw new Error("no client");
      const worlds = clientWorlds(of, histories, calendar, 3)(history);
      return simulateFutures(worlds, history.orders, calendar, 0, 20_000, substream(5, clientId)).nextYear;
    };
    const ratio = (clientId: string): number =>
      (mean(futuresOf(clientId, fit)) ?? 0) / (mean(futuresOf(clientId, plain)) ?? 0);
    expect(ratio(active)).toBeCloseTo(0.03, 10);
    expect(ratio("client 2")).toBe(0);
    expect(ratio("client 4")).toBeCloseTo(30, 0);
    const buying = futuresOf(silent, fit).filter((revenue) => revenue > 0).length;
    expect(buying).toBeGreaterThan(
      20 * (1 + futuresOf(silent, plain).filter((revenue) => revenue > 0).length),
    );
  });

  it("stand in the working of a client's value", () => {
    const formulas = (clientId: string): string =>
      histories
        .filter((one) => one.clientId === clientId)
        .flatMap((history) => explainClientValue(history, fit, EXACT))
        .map(({ formula }) => formula)
        .join();
    expect(formulas(active)).toMatch(
      /1 \(the part of order revenue that credit notes leave\) × exp.* × 0\.03 by what predicted better/,
    );
    expect(formulas(silent)).toMatch(/how long ago last × \S+ by what predicted better/);
    expect(formulas("client 2")).toMatch(/nothing, by what predicted better/);
    expect(formulas("client 5")).not.toMatch(/predicted better/);
  });

  it("are not for clients under contract", () => {
    const client = contractClient("under contract", "2024-01-01", [contractLine("2024-01-01", 1, 12, 500)]);
    const carried = carriedFactors({ ...plain, orderFactors: { "under contract": 50 } })(client);
    expect(carried).toEqual({ activity: 1, value: 1 });
  });
});
