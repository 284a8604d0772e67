import { expect, it } from "vitest";
import { type ListedProspect, listMovers } from "../../../src/model/lookalike/list-movers.js";

function listed(
  prospectId: string,
  rank: number | null,
  changes: Partial<ListedProspect> = {},
): ListedProspect {
  return {
    prospectId,
    name: prospectId,
    rank,
    isFirstTier: rank !== null && rank <= 3,
    expectedClv: 100,
    ease: 0.2,
    excluded: null,
    ...changes,
  };
}

it("names who came into the first tier and who left it, and what moved each", () => {
  const then = ["a", "b", "c", "d", "e"].map((id, at) => listed(id, at + 1));
  const now = [
    listed("a", 1),
    listed("new", 2),
    listed("e", 3, { expectedClv: 300, ease: 0.21 }),
    listed("c", 4, { ease: 0.1 }),
    listed("d", 5),
    listed("b", null, { excluded: "has an open opportunity" }),
  ];
  const { stayed, came, left, movers } = listMovers(then, now);
  expect({ stayed, came, left }).toEqual({ stayed: 1, came: 2, left: 2 });
  expect(movers.map(({ prospectId, direction, part }) => [prospectId, direction, part])).toEqual([
    ["new", "in", "new"],
    ["e", "in", "value"],
    ["b", "out", "excluded"],
    ["c", "out", "ease of winning"],
  ]);
  expect(movers[1]).toMatchObject({ rankThen: 5, rankNow: 3, valueRatio: 3 });
});

it("says that others moved where the prospect itself did not, and that it is gone or back", () => {
  const then = [listed("a", 1), listed("b", 2), listed("c", 3), listed("d", 4), listed("x", null)];
  const now = [listed("x", 1), listed("d", 2), listed("a", 3), listed("b", 4)];
  expect(listMovers(then, now).movers.map(({ prospectId, part }) => [prospectId, part])).toEqual([
    ["x", "no longer excluded"],
    ["d", "others moved"],
    ["b", "others moved"],
    ["c", "gone"],
  ]);
});
