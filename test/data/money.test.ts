import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partsInCents, toCents } from "../../src/data/exports/money.js";

describe("partsInCents", () => {
  it("gives the cent that rounding leaves over to the largest part", () => {
    expect(partsInCents([0.335, 0.335, 10.33], 11)).toEqual([0.34, 0.34, 10.32]);
    expect(partsInCents([0.335, 0.335, -10.33], -9.66)).toEqual([0.34, 0.34, -10.34]);
    expect(partsInCents([0, 0, 0], 0)).toEqual([0, 0, 0]);
  });

  it("adds up to the total and moves no part by more than rounding can", () => {
    const part = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(part, { minLength: 5, maxLength: 5 }), (parts) => {
        const total = toCents(parts.reduce((sum, value) => sum + value, 0));
        const cents = partsInCents(parts, total);
        expect(Math.round(100 * cents.reduce((sum, value) => sum + value, 0))).toBe(Math.round(100 * total));
        for (const [at, value] of cents.entries()) {
          expect(Math.abs(value - (parts[at] ?? 0))).toBeLessThan(0.04);
        }
      }),
    );
  });
});
