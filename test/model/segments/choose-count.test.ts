import { randomLcg, randomNormal } from "d3";
import { describe, expect, it } from "vitest";
import { chooseCount } from "../../../src/model/segments/choose-count.js";

describe("how many clusters there are", () => {
  it("does not take four strangers beside one cloud for a proof that the cloud has parts", () => {
    const random = randomLcg(0.5 / 30);
    const normal = randomNormal.source(random)();
    const cloud = Array.from({ length: 66 }, () => [2.2 * normal(), 0.5 * normal(), 0.5 * normal()]);
    const strangers = Array.from({ length: 4 }, () => [
      0.2 * normal(),
      4 + 0.05 * normal(),
      -4 + 0.05 * normal(),
    ]);
    const blocks = [0, 1, 2].map((column) => ({ columns: [column], isMeasure: true }));
    const effort = { resamples: 50, nulls: 20, nullResamples: 10, starts: 2 };
    const choice = chooseCount([...cloud, ...strangers], blocks, effort, random);
    // Clusters of four are too small to be named; what is left is the cloud cut in two.
    expect(choice).toMatchObject({ count: 2, natural: false });
  });
});
