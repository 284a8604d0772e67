import { describe, expect, it } from "vitest";
import { spread } from "../../src/components/charts/capture-curve.js";
import { capturedAt, shareThatCaptures } from "../../src/model/lookalike/evaluation/captured-at.js";

const curve = {
  method: "This ranking",
  points: [
    { share: 0.2, captured: 0.6 },
    { share: 1, captured: 1 },
  ],
};

describe("capturedAt", () => {
  it("is linear between the points and starts at nothing", () => {
    expect(capturedAt(curve, 0)).toBe(0);
    expect(capturedAt(curve, 0.1)).toBeCloseTo(0.3, 12);
    expect(capturedAt(curve, 0.2)).toBeCloseTo(0.6, 12);
    expect(capturedAt(curve, 0.6)).toBeCloseTo(0.8, 12);
    expect(capturedAt(curve, 1)).toBe(1);
  });

  it("stays at the last point beyond it, and at nothing without points", () => {
    expect(capturedAt({ method: "short", points: [{ share: 0.5, captured: 0.7 }] }, 0.9)).toBe(0.7);
    expect(capturedAt({ method: "none", points: [] }, 0.5)).toBe(0);
  });

  it("takes two points at one share", () => {
    const step = { method: "step", points: [{ share: 0, captured: 0 }, ...curve.points] };
    expect(capturedAt(step, 0)).toBe(0);
  });
});

describe("spread", () => {
  it("leaves labels where they are when there is room", () => {
    expect(spread([10, 50, 90], [17, 17, 17], 100)).toEqual([10, 50, 90]);
  });

  it("moves labels apart, keeps their order, and stays within the bottom", () => {
    const places = spread([98, 95, 97], [17, 17, 17], 100);
    const [a = 0, b = 0, c = 0] = [places[1], places[2], places[0]];
    expect(b - a).toBeGreaterThanOrEqual(17);
    expect(c - b).toBeGreaterThanOrEqual(17);
    expect(c).toBeLessThanOrEqual(100);
  });

  it("leaves two lines more room than one", () => {
    const [one = 0, two = 0, other = 0] = spread([50, 51, 52], [17, 30, 17], 200);
    expect(two - one).toBeCloseTo(23.5, 9);
    expect(other - two).toBeCloseTo(23.5, 9);
  });
});

describe("shareThatCaptures", () => {
  it("lies between the points that the curve has", () => {
    expect(shareThatCaptures(curve, 0.3)).toBeCloseTo(0.1, 12);
    expect(shareThatCaptures(curve, 0.8)).toBeCloseTo(0.6, 12);
    expect(capturedAt(curve, shareThatCaptures(curve, 0.7))).toBeCloseTo(0.7, 12);
  });

  it("is the whole list where the curve ends before", () => {
    expect(shareThatCaptures({ method: "short", points: [{ share: 0.5, captured: 0.7 }] }, 0.9)).toBe(1);
  });
});
