import { randomLcg, randomNormal } from "d3";
import { describe, expect, it } from "vitest";
import { accountGroups } from "../../../src/model/icp/account-groups.js";
import { segmentDifference } from "../../../src/model/segments/segment-difference.js";

/** Twenty parents of six subsidiaries each, alike in firmographics and worth, which have nothing to do with each other. */
function differsByChance(run: number): boolean {
  const random = randomLcg((run + 0.5) / 60);
  const normal = randomNormal.source(random)();
  const accounts = Array.from({ length: 20 }, (_, parent) => {
    const [x, y, worth] = [normal(), normal(), normal()];
    return Array.from({ length: 6 }, (_, own) => ({
      accountId: `${parent}-${own}`,
      name: "",
      firmographics: {},
      highValue: false,
      groupId: `parent ${parent}`,
      point: [x + 0.1 * normal(), y + 0.1 * normal()],
      clv: 100 + 30 * (worth + 0.2 * normal()),
    }));
  }).flat();
  const clv = accounts.map((account) => account.clv);
  const cut = clv.toSorted((a, b) => b - a)[36] ?? 0;
  const { status } = segmentDifference(
    accounts.map(({ point }) => point),
    clv,
    clv.map((own) => own >= cut),
    accountGroups(accounts),
    { count: 3, starts: 2, shuffles: 199 },
    random,
  );
  return status === "worth differs";
}

describe("whether segments tell clients apart by worth", () => {
  it("explains all of it where each kind has a worth of its own", () => {
    const kinds = Array.from({ length: 60 }, (_, at) => at % 2);
    const found = segmentDifference(
      kinds.map((kind, at) => [10 * kind + 0.01 * at, 0]),
      kinds.map((kind) => 100 + 900 * kind),
      kinds.map(() => true),
      kinds.map((_, row) => [row]),
      { count: 2, starts: 2, shuffles: 99 },
      randomLcg(1),
    );
    expect(found.varianceShare).toBeCloseTo(1, 12);
    expect(found).toMatchObject({ status: "worth differs", p: 0.01 });
  });

  it("does not take subsidiaries of one parent for clients of their own", () => {
    const found = Array.from({ length: 60 }, (_, run) => differsByChance(run)).filter(Boolean);
    expect(found.length / 60).toBeLessThan(0.15);
  });
});
