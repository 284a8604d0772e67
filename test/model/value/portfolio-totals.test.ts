import { sum } from "d3";
import { describe, expect, it } from "vitest";
import { DEVIATIONS_OF_80 } from "../../../src/model/numerics/interval-80.js";
import { substream } from "../../../src/model/numerics/substream.js";
import { fitValueModels } from "../../../src/model/value/fit-value-models.js";
import { portfolioInterval } from "../../../src/model/value/portfolio/portfolio-interval.js";
import { portfolioResidual } from "../../../src/model/value/portfolio/portfolio-totals.js";
import { movesTogether, sharedShocks, worldMoves } from "../../../src/model/value/uncertainty/world-moves.js";
import { valueClients } from "../../../src/model/value/value-clients.js";
import { OPTIONS } from "./client-histories.js";
import { type ContractTruth, simulateContracts } from "./simulate-contracts.js";

/**
 * Mean square of how far some books' totals stray from what is expected of them, on a log scale, in the standard
 * deviations of their intervals: with those as published, and were clients to fare independently.
 */
function strays(truth: ContractTruth, books: number): { readonly total: number; readonly apart: number } {
  const random = substream(11, "books");
  let [total, apart] = [0, 0];
  for (let book = 0; book < books; book += 1) {
    const { histories, came } = simulateContracts(truth, random);
    const values = valueClients(histories, fitValueModels(histories), { ...OPTIONS, draws: 24, seed: book });
    const stray = (clients: typeof values): number => {
      const { value, low, high } = portfolioResidual(clients, null, OPTIONS.horizonMonths);
      return ((2 * DEVIATIONS_OF_80 * Math.log(value / sum(came))) / Math.log(high / low)) ** 2;
    };
    total += stray(values) / books;
    apart += stray(values.map((value) => ({ ...value, residualMoves: [] }))) / books;
  }
  return { total, apart };
}

describe("the interval of a total", () => {
  it("holds what is not known of the rates that all clients share", () => {
    const book = { clients: 200, years: 5, termMonths: 12, churnAt: () => 0.15, concentration: 5 };
    const { total, apart } = strays(book, 10);
    expect(total).toBeGreaterThan(0.4);
    expect(total).toBeLessThan(2.2);
    expect(apart).toBeGreaterThan(2 * total);
  });

  it("holds rates that are assumed, as nothing has come up for renewal", () => {
    const book = { clients: 200, years: 1.5, termMonths: 36, churnAt: () => 0.3, concentration: 4 };
    const { total, apart } = strays(book, 4);
    expect(total).toBeLessThan(2);
    expect(apart).toBeGreaterThan(10);
  });

  it("is worked by hand", () => {
    // Two clients, two worlds: means 1 and 3, 2 and 6.
    const [one, other] = [
      worldMoves([1, 3, 1, 3], sharedShocks([0, 0])),
      worldMoves([2, 6, 2, 6], sharedShocks([0, 0])),
    ];
    expect(one[1]).toBeCloseTo(1, 12);
    expect(other[1]).toBeCloseTo(2, 12);
    const together = movesTogether();
    together.add(one);
    together.add(other);
    expect(together.variance()).toBeCloseTo(3 ** 2 + 3 ** 2 - 1 - 1 - 4 - 4, 12);
    const part = { low: 0, high: 0, deviation: 0, months: 12 };
    const { low, high } = portfolioInterval(
      [
        { ...part, value: 0, moves: one },
        { ...part, value: 0, moves: other },
      ],
      null,
    );
    expect(high).toBeCloseTo(1.2815515655 * Math.sqrt(8), 6);
    expect(low).toBeCloseTo(-high, 12);
  });

  it("does not count the common shock twice, nor moves that are not known", () => {
    const shocks = [-1, -0.5, 0, 0.5, 1, 0.2];
    const futures = shocks.map((shock) => 10 + 3 * shock + 2 * shock ** 2);
    for (const move of worldMoves(futures, sharedShocks(shocks))) expect(Math.abs(move)).toBeLessThan(1e-12);
    expect(worldMoves([1, 2], sharedShocks([0, 0, 0]))).toEqual([]);
    expect(worldMoves([5], sharedShocks([0]))).toEqual([]);
    expect(worldMoves(new Float64Array(48), sharedShocks(new Array<number>(24).fill(0)))).toEqual([]);
    const together = movesTogether();
    together.add([]);
    expect(together.variance()).toBe(0);
  });
});
