import { expect, it } from "vitest";
import { claimImpacts, type JudgedInitiative } from "../../../src/model/performance/claim-impacts.js";

/** An initiative with one outcome, by its p and the p of a year too early. */
function judged(name: string, p: number, tooEarly = 0.5, effect = 10): JudgedInitiative {
  const before = { before: 100, after: 100 };
  return {
    name,
    startsOn: "2023-04-01",
    endsOn: null,
    field: null,
    values: [],
    method: "untouched clients",
    touched: 40,
    untouched: 40,
    unknownValues: [],
    obstacle: null,
    raw: [
      {
        outcome: "margin",
        rates: { touched: before, untouched: before },
        effect,
        halfWidth: 4,
        pOfOutcomes: p,
        placebo: { effect: 1, p: tooEarly },
      },
    ],
  };
}

// By hand, after Holm: 0.01 of three, 0.04 of two, and the third at least as much as the second.
it("corrects for all initiatives that were looked at, the least clear one no less than those before it", () => {
  const found = claimImpacts([
    judged("third", 0.05),
    judged("first", 0.01),
    judged("second", 0.04, 0.5, -10),
  ]);
  expect(found.map(({ outcomes }) => outcomes[0]?.p)).toEqual([0.08, 0.03, 0.08]);
  expect(found.map(({ verdict }) => verdict)).toEqual(["worked", "worked", "harmed"]);
  expect(found[1]?.outcomes[0]?.effect).toEqual({ value: 10, low: 6, high: 14 });
});

it("claims nothing that was moving before anything was done", () => {
  const [moving, still] = claimImpacts([judged("moving", 0.01, 0.1), judged("still", 0.01, 0.11)]);
  expect([moving?.verdict, still?.verdict]).toEqual(["not visible", "worked"]);
});
