import { expect, it } from "vitest";
import { halfYears } from "../../../src/model/economics/channels/half-years.js";
import { substream } from "../../../src/model/numerics/substream.js";

const everyMonth = (count: number) => Array.from({ length: count }, (_, at) => ({ at }));

it("change places whole, and only with those of the same half of the year", () => {
  const { blocks, shuffled } = halfYears(everyMonth(50), 50);
  expect(blocks.map(({ length }) => length)).toEqual([6, 6, 6, 6, 6, 6, 6, 6, 2]);
  const random = substream(1, "half-years");
  const orders = Array.from({ length: 50 }, () => shuffled(random));
  const inPlace = everyMonth(50).map(({ at }) => at);
  expect(orders.every((order) => String([...order].sort((a, b) => a - b)) === String(inPlace))).toBe(true);
  expect(orders.every((order) => order.every((from, place) => from % 12 === place % 12))).toBe(true);
  expect(orders.every((order) => order[48] === 48 && order[49] === 49)).toBe(true);
  expect(new Set(orders.map(String)).size).toBeGreaterThan(40);
});

it("are counted by the calendar where months are left out", () => {
  // Fairs each March and September for three years.
  const { blocks, orders, shuffled } = halfYears(
    [2, 8, 14, 20, 26, 32].map((at) => ({ at })),
    36,
  );
  expect(blocks).toHaveLength(6);
  expect(orders).toBe(36);
  const order = shuffled(substream(2, "fairs"));
  expect(order.filter((_, place) => place % 2 === 0).sort()).toEqual([0, 2, 4]);
});

// By hand: 24 months have 2!·2! orders, 30 have 3!·2!, 29 no more than 24.
it.each([
  [24, 4],
  [29, 4],
  [30, 12],
  [36, 36],
])("of %i months have %i orders", (count, orders) => {
  expect(halfYears(everyMonth(count), count).orders).toBe(orders);
});
