import fc from "fast-check";
import { expect, it } from "vitest";
import {
  ATTRIBUTION_RULES,
  attributeClients,
  type Touch,
} from "../../../src/model/economics/channels/attribute-clients.js";

const touched = (touches: readonly Touch[]) => [{ clientId: "A", firstOn: "2024-06-09", touches }];
const credit = (touches: readonly Touch[], rule: (typeof ATTRIBUTION_RULES)[number]) =>
  attributeClients(touched(touches), rule).map(({ channel, share, month }) => [channel, share, month]);

const story: readonly Touch[] = [
  { channel: "events", on: "2024-03-05", closed: false },
  { channel: "search", on: "2024-01-20", closed: false },
  { channel: "partner", on: "2024-02-11", closed: true },
  { channel: "search", on: "2024-05-02", closed: false },
];

it("credits the earliest touch, the one that closed, or every channel alike", () => {
  expect(credit(story, "first touch")).toEqual([["search", 1, "2024-01"]]);
  expect(credit(story, "last touch")).toEqual([["partner", 1, "2024-02"]]);
  expect(credit(story, "even split")).toEqual([
    ["events", 1 / 3, "2024-03"],
    ["search", 1 / 3, "2024-05"],
    ["partner", 1 / 3, "2024-02"],
  ]);
});

it("takes the latest touch where none closed, and the first day's month where none is dated", () => {
  const open = story.map((touch) => ({ ...touch, closed: false }));
  expect(credit(open, "last touch")).toEqual([["search", 1, "2024-05"]]);
  const undated = [
    { channel: "events", on: null, closed: false },
    { channel: "partner", on: null, closed: true },
  ];
  expect(credit(undated, "first touch")).toEqual([["events", 1, "2024-06"]]);
  expect(credit(undated, "last touch")).toEqual([["partner", 1, "2024-06"]]);
  expect(ATTRIBUTION_RULES.map((rule) => credit([], rule))).toEqual([[], [], []]);
});

it("shares out each touched client once, by any rule", () => {
  const touch = fc.record({
    channel: fc.constantFrom("a", "b", "c"),
    on: fc.option(fc.constantFrom("2024-01-01", "2024-02-01", "2024-03-01")),
    closed: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(touch), fc.constantFrom(...ATTRIBUTION_RULES), (touches, rule) => {
      const total = attributeClients(touched(touches), rule).reduce((sum, { share }) => sum + share, 0);
      expect(total).toBeCloseTo(touches.length > 0 ? 1 : 0, 12);
    }),
    { numRuns: 60 },
  );
});
