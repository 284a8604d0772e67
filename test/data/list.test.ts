import { sum } from "d3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { prospectRows } from "../../src/data/prospect-rows.js";
import type { RunContext } from "../../src/data/run-context.js";
import { whatIfModel } from "../../src/data/what-if-model.js";
import { unchanged } from "../../src/model/economics/levers.js";
import { whatIf } from "../../src/model/economics/what-if.js";
import { listContext } from "./list-fixture.js";

let context: RunContext;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ context, remove } = await listContext());
});
afterAll(() => remove());

it("plans what the list says: the expected value of the first prospects that the team can work", async () => {
  const rows = await prospectRows(context);
  const model = await whatIfModel(context);
  const outcome = whatIf(model, unchanged(model.discountRateAnnual));
  const listed = rows.slice(0, 12);
  expect(listed.every(({ expectedValue }) => expectedValue !== null)).toBe(true);
  expect(outcome.plan?.prospects).toBe(12);
  expect(outcome.plan?.net).toBeCloseTo(
    sum(listed, ({ expectedValue }) => expectedValue ?? 0),
    2,
  );
});
