import { JSDOM } from "jsdom";
import { beforeAll, expect, it } from "vitest";
import { emptyState, type Needs } from "../../src/components/page/empty-state.js";
import { report } from "./report-fixture.js";

beforeAll(() => {
  const { window } = new JSDOM("");
  const { document, Node, NodeList, HTMLCollection, HTMLElement } = window;
  Object.assign(globalThis, { document, Node, NodeList, HTMLCollection, HTMLElement });
});

const told = (needs: Needs | null, tables = report.tables) =>
  emptyState({ reason: "nothing is known", needs, report: { ...report, tables } }).textContent;

it("asks for a file that is not there, and for columns of one that is", () => {
  const needs = { table: "clients.csv", columns: ["owner", "success_owner"] };
  expect(told("clients.csv")).toContain("Put clients.csv into Nordhavn’s data folder");
  expect(told(needs)).toContain("Put clients.csv, with owner or success_owner, into Nordhavn’s data folder");
  expect(told(needs, ["clients"])).toContain("Add the columns owner or success_owner to clients.csv");
  expect(told("clients.csv", ["clients"])).toContain("holds nothing that answers this");
  expect(told(null)).toContain("No other file is missing");
});
