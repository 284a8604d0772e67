import { randomNormal } from "d3";
import { expect, it } from "vitest";
import { substream } from "../../../src/model/numerics/substream.js";
import { interruptedTimeSeries } from "../../../src/model/performance/interrupted-time-series.js";

const QUARTERS = 26;
const START = 17;

/** One client that was there from the start, and a margin a year by quarter. */
function member(marginAt: (quarter: number) => number) {
  const quarters = Array.from({ length: QUARTERS }, (_, quarter) => quarter);
  const none = quarters.map(() => 0);
  return {
    clientId: "a",
    entered: -1,
    margin: quarters.map((quarter) => marginAt(quarter) / 4),
    expansion: none,
    orders: none,
    due: none,
    renewed: none,
    busy: quarters.map(() => true),
  };
}

it("finds a step on a trend with seasons, and no spread in a series without errors", () => {
  const season = [0, 8, 3, -5];
  const random = substream(2, "noise");
  const clear = member((quarter) => {
    const step = quarter >= START ? 40 : 0;
    return 100 + 2 * quarter + (season[quarter % 4] ?? 0) + step + random() - 0.5;
  });
  const found = interruptedTimeSeries([clear], "margin", { start: START, end: QUARTERS }, 99, random);
  expect(Math.abs((found?.effect ?? 0) - 40)).toBeLessThan(2);
  expect(found?.p).toBeLessThan(0.05);
  const window = { start: START, end: QUARTERS };
  expect(interruptedTimeSeries([member(() => 100)], "margin", window, 9, random)).toBeNull();
});

it("gives a step an interval that holds four fifths, as few as the quarters are", () => {
  const worlds = 200;
  let held = 0;
  for (let world = 0; world < worlds; world++) {
    const random = substream(world, "errors that hang together");
    const normal = randomNormal.source(random)(0, 1);
    let error = normal();
    const noisy = member((quarter) => {
      error = 0.4 * error + Math.sqrt(1 - 0.4 ** 2) * normal();
      return 100 + 2 * quarter + 5 * error;
    });
    const window = { start: START, end: QUARTERS };
    const found = interruptedTimeSeries([noisy], "margin", window, 199, random);
    if (found && Math.abs(found.effect) <= found.halfWidth) held++;
  }
  // Within three standard errors (0.028 each) of four fifths; by the normal quantile it is under 0.62.
  expect(Math.abs(held / worlds - 0.8)).toBeLessThan(0.085);
});
