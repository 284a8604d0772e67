import { describe, expect, it } from "vitest";
import { isOrderedAlike } from "../../../src/model/numerics/is-ordered-alike.js";

/** Ten items in order by one figure; the last `wrong` pairs of neighbours and beyond swapped one by one. */
function withWrongPairs(wrong: number): { x: number; y: number }[] {
  const y = Array.from({ length: 10 }, (_, index) => index);
  for (let left = wrong, end = 9; left > 0; end -= 1) {
    for (let at = 0; at < end && left > 0; at += 1, left -= 1) {
      [y[at], y[at + 1]] = [y[at + 1] ?? 0, y[at] ?? 0];
    }
  }
  return y.map((value, x) => ({ x, y: value }));
}

describe("whether two orders are alike", () => {
  it("takes 33 of 45 pairs of ten items", () => {
    expect(isOrderedAlike(withWrongPairs(0))).toBe(true);
    expect(isOrderedAlike(withWrongPairs(12))).toBe(true);
    expect(isOrderedAlike(withWrongPairs(13))).toBe(false);
  });

  it("cannot be told of three items, or of ties", () => {
    expect(isOrderedAlike([0, 1, 2].map((x) => ({ x, y: x })))).toBe(false);
    expect(isOrderedAlike([0, 1, 2, 3].map((x) => ({ x, y: x })))).toBe(true);
    expect(isOrderedAlike([0, 1, 2, 3, 4].map((x) => ({ x, y: 7 })))).toBe(false);
    expect(isOrderedAlike([])).toBe(false);
  });
});
