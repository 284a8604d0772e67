import { describe, expect, it } from "vitest";
import { tellsApart } from "../../../src/model/lookalike/evaluation/tells-apart.js";

const of = (...values: number[]) => tellsApart(Float64Array.from(values));

describe("tellsApart", () => {
  it("asks for a best tenth worth 5 % more than the average", () => {
    const nine = Array<number>(9).fill(100);
    expect(of(106, ...nine)).toBe(true);
    expect(of(105, ...nine)).toBe(false);
    expect(of(...nine)).toBe(false);
    expect(of()).toBe(false);
  });

  it("tells losses apart too, whatever their total is", () => {
    expect(of(10, -10)).toBe(true);
    expect(of(-90, -100, -110)).toBe(true);
    expect(of(-100, -100, Number.NaN)).toBe(false);
  });
});
