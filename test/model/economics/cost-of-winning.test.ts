import { expect, it } from "vitest";
import { costOfWinning } from "../../../src/model/economics/channels/cost-of-winning.js";

const months = (wonAt: (month: number) => number, count = 48) =>
  Array.from({ length: count }, (_, at) => ({
    month: `${2022 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`,
    spend: 1000,
    won: wonAt(at),
  }));

it("divides spend by clients over all months, while they differ by chance alone", () => {
  expect(costOfWinning(months((at) => 4 + (at % 3)))).toMatchObject({
    perClient: 200,
    spend: 48_000,
    won: 240,
    before: null,
  });
  expect(costOfWinning(months(() => 0))).toBeNull();
  expect(costOfWinning([])).toBeNull();
});

it("takes the last twelve months where the cost moved beyond chance", () => {
  const moved = costOfWinning(months((at) => 12 - Math.floor(at / 6)));
  expect(moved?.months).toHaveLength(12);
  expect(moved?.months[0]).toBe("2025-01");
  expect(moved?.perClient).toBeCloseTo(12_000 / 66, 9);
  expect(moved?.before).toBeCloseTo(48_000 / (6 * (12 + 11 + 10 + 9 + 8 + 7 + 6 + 5)), 9);
  expect(costOfWinning(months((at) => 12 - Math.floor(at / 6), 18))?.before).toBeNull();
});
