import { describe, expect, it } from "vitest";
import { addMonths, epochDayOf, isoDateOf } from "../../../src/model/numerics/calendar.js";
import { fitValueModels } from "../../../src/model/value/fit-value-models.js";
import { stayingOutlooks } from "../../../src/model/value/forecast/staying-outlook.js";
import { valueClients } from "../../../src/model/value/value-clients.js";
import { AS_OF, contractClient, contractLine, OPTIONS, orderingClient } from "./client-histories.js";

/** Yearly contracts that began in other months and years; one in four has ended. */
const contracts = Array.from({ length: 40 }, (_, at) => {
  const terms = 1 + (at % 4);
  const startedOn = isoDateOf(
    addMonths(epochDayOf(AS_OF) + 1, -12 * terms - (at % 4 === 0 ? 18 : 0) + (at % 11)),
  );
  return contractClient(`k${at}`, startedOn, [contractLine(startedOn, terms, 12, 10_000, at % 4 === 0)]);
});
const long = contractClient("long", "2024-06-01", [contractLine("2024-06-01", 1, 36, 30_000)]);
const leaving = contractClient("leaving", "2024-06-01", [
  contractLine("2024-06-01", 1, 12, 10_000, false, { noticeGiven: true }),
]);
const buyers = Array.from({ length: 30 }, (_, at) =>
  orderingClient(
    `b${at}`,
    Array.from({ length: 1 + (at % 6) }, (_, order): [string, number] => [
      isoDateOf(addMonths(epochDayOf(AS_OF), -2 - (at % 5) * 4 - 5 * order)),
      500,
    ]),
  ),
);
const histories = [...contracts, long, leaving, ...buyers];
const fit = fitValueModels(histories);
const outlooks = stayingOutlooks(histories, fit, OPTIONS);
const values = valueClients(histories, fit, { ...OPTIONS, draws: 2 });
const of = (id: string) => {
  const at = histories.findIndex(({ clientId }) => clientId === id);
  const [outlook, value] = [outlooks[at], values[at]];
  if (!outlook || !value) throw new Error(`no client ${id}`);
  return { ...outlook, residual: value.residualValue, pActive: value.pActive };
};

describe("what leaving within the year is expected to cost", () => {
  it("is, of one yearly contract, what it would bring if renewed × the probability that it is not", () => {
    const { pStays, valueAtRisk, residual } = of("k1");
    expect(pStays).toBeGreaterThan(0.3);
    expect(pStays).toBeLessThan(1);
    expect(valueAtRisk).toBeCloseTo((residual / pStays) * (1 - pStays), 6);
  });

  it("is nothing where no decision falls in the year, and where it has been taken", () => {
    expect(of("long")).toMatchObject({ pStays: 1, valueAtRisk: 0 });
    expect(of("leaving")).toMatchObject({ pStays: 0, valueAtRisk: 0 });
    expect(of("k0")).toMatchObject({ pStays: 0, valueAtRisk: 0 });
  });

  it("is, of a buyer without contracts, less than what is expected of it, and it stays less surely than it is one", () => {
    for (const { clientId } of buyers) {
      const { pStays, valueAtRisk, pActive, residual } = of(clientId);
      expect(pStays).toBeLessThanOrEqual(pActive);
      expect(valueAtRisk).toBeGreaterThanOrEqual(0);
      expect(valueAtRisk).toBeLessThanOrEqual(residual * (pActive / Math.max(1e-9, pStays)));
    }
  });
});
