import { expect, it } from "vitest";
import { valueShuffler } from "../../../src/model/icp/account-groups.js";
import { substream } from "../../../src/model/numerics/substream.js";

it("moves values among groups of one size, a group's together", () => {
  const groups = [[0], [1, 2], [3], [4, 5]];
  const next = valueShuffler(groups, Float64Array.of(1, 2, 3, 4, 5, 6), substream(1, "shuffles"));
  const seen = new Set<string>();
  for (let draw = 0; draw < 40; draw++) {
    const [a, b, c, d, e, f] = next();
    expect([a, d].sort()).toEqual([1, 4]);
    expect([`${b} ${c}`, `${e} ${f}`].sort()).toEqual(["2 3", "5 6"]);
    seen.add(`${a} ${b}`);
  }
  expect(seen.size).toBe(4);
});
