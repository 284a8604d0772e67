// @vitest-environment jsdom
import { expect, it } from "vitest";
import { withoutDecisions } from "../../src/components/answer/without-decisions.js";
import { report } from "./report-fixture.js";

const answer = { clients: 3000, residual: { value: 82_000, low: 60_000, high: 110_000 } };
const wordsWith = (tables: readonly string[]) => withoutDecisions(answer, { ...report, tables }).textContent;

it("says what is known where nothing can be decided, and which files would let it be", () => {
  const words = wordsWith(["transactions", "clients"]);
  expect(words).toMatch(/These data bear out no decision.*3,000 clients.*€82k more.*€60k to €110k/);
  expect(words).toContain("prospects.csv: whom to call next");
  expect(words).not.toContain("clients.csv");
});

it("asks for no file where all are there", () => {
  const all = ["prospects", "spend", "initiatives", "signals", "opportunities", "clients"];
  expect(wordsWith(all)).toMatch(/No file is missing/);
});
