import { describe, expect, it } from "vitest";
import { nameWithMost } from "../../../src/model/numerics/name-with-most.js";

describe("the name with most", () => {
  const of = (...lines: readonly (readonly [string | null, number])[]) =>
    nameWithMost(
      lines,
      ([name]) => name,
      ([, amount]) => amount,
    );

  it("adds up the lines of a name, and leaves out those of none", () => {
    expect(of(["Ann", 60], ["Bob", 100], ["Ann", 60], [null, 900])).toBe("Ann");
    expect(of([null, 5])).toBeNull();
    expect(of()).toBeNull();
  });

  it("is the first by alphabet of equals, in whatever order they come", () => {
    expect(of(["Bob", 10], ["Ann", 10])).toBe("Ann");
    expect(of(["Ann", 10], ["Bob", 10])).toBe("Ann");
  });
});
