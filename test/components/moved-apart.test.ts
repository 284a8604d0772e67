import { expect, it } from "vitest";
import { movedApart } from "../../src/components/segments/moved-apart.js";

it("moves labels that cover each other apart, and leaves the rest", () => {
  const label = (x: number, y: number) => ({ x, y, width: 80, height: 20 });
  expect(movedApart([label(0, 0), label(200, 0), label(30, 5), label(40, 0)])).toEqual([0, 0, 19, -24]);
  expect(movedApart([])).toEqual([]);
});
