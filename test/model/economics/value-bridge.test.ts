import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClientAmount, valueBridge } from "../../../src/model/economics/channels/value-bridge.js";

const amounts = (values: Record<string, number>): ClientAmount[] =>
  Object.entries(values).map(([clientId, amount]) => ({ clientId, amount }));

const cents = (money: number) => Math.round(money * 100);

describe("the bridge from one report's value to the next", () => {
  it("is what one works out by hand", () => {
    // a stays: 100 then; 130 now, 160 under the old margin. b leaves with 40. c is new with 70.50.
    const bridge = valueBridge(
      amounts({ a: 100, b: 40 }),
      amounts({ a: 130, c: 70.5 }),
      amounts({ a: 160, c: 90 }),
    );
    expect(bridge).toEqual({
      previous: 140,
      newClients: 70.5,
      lostClients: -40,
      newHistory: 60,
      changedSettings: -30,
      now: 200.5,
      clients: { previous: 2, new: 1, lost: 1, inBoth: 1, now: 2 },
      moves: [
        { clientId: "c", previous: null, now: 70.5, change: 70.5, newHistory: 0, changedSettings: 0 },
        { clientId: "b", previous: 40, now: null, change: -40, newHistory: 0, changedSettings: 0 },
        { clientId: "a", previous: 100, now: 130, change: 30, newHistory: 60, changedSettings: -30 },
      ],
    });
  });

  it("is nothing but zeros between a report and itself", () => {
    const same = amounts({ a: 0.1, b: -7.005, c: 1e9 });
    const { newClients, lostClients, newHistory, changedSettings, moves } = valueBridge(same, same, same);
    for (const part of [newClients, lostClients, newHistory, changedSettings]) expect(part).toBe(0);
    for (const move of moves) expect(move.change).toBe(0);
  });

  const portfolio = fc.dictionary(
    fc.constantFrom("a", "b", "c", "d", "e", "f", "g"),
    fc.double({ min: -1e8, max: 1e8, noNaN: true }),
  );

  it("sums exactly to the cent, in all and for every client", () => {
    fc.assert(
      fc.property(portfolio, portfolio, fc.double({ min: -2, max: 2, noNaN: true }), (then, now, factor) => {
        const under = Object.fromEntries(Object.entries(now).map(([id, value]) => [id, value * factor]));
        const bridge = valueBridge(amounts(then), amounts(now), amounts(under));
        expect(
          cents(bridge.previous) +
            cents(bridge.newClients) +
            cents(bridge.lostClients) +
            cents(bridge.newHistory) +
            cents(bridge.changedSettings),
        ).toBe(cents(bridge.now));
        expect(cents(bridge.now) - cents(bridge.previous)).toBe(
          bridge.moves.reduce((sum, { change }) => sum + cents(change), 0),
        );
        for (const move of bridge.moves) {
          if (move.previous === null || move.now === null) continue;
          expect(cents(move.newHistory) + cents(move.changedSettings)).toBe(cents(move.change));
        }
        expect(bridge.clients.previous + bridge.clients.new - bridge.clients.lost).toBe(bridge.clients.now);
      }),
    );
  });

  it("does not depend on the order of the clients", () => {
    fc.assert(
      fc.property(portfolio, portfolio, (then, now) => {
        const backwards = (values: Record<string, number>) => amounts(values).reverse();
        expect(valueBridge(backwards(then), backwards(now), backwards(now))).toEqual(
          valueBridge(amounts(then), amounts(now), amounts(now)),
        );
      }),
    );
  });

  it("starts from nothing and ends in nothing", () => {
    expect(valueBridge([], amounts({ a: 3 }), [])).toMatchObject({ previous: 0, newClients: 3, now: 3 });
    expect(valueBridge(amounts({ a: 3 }), [], [])).toMatchObject({ previous: 3, lostClients: -3, now: 0 });
  });

  it("refuses what cannot be added up", () => {
    const one = amounts({ a: 1 });
    expect(() => valueBridge(amounts({ a: Number.NaN }), one, one)).toThrow(/client a, previous.*NaN/);
    expect(() => valueBridge([...one, ...one], one, one)).toThrow(/client a is there twice, previous/);
    expect(() => valueBridge(one, one, [])).toThrow(/client a has no amount under the previous settings/);
  });
});
