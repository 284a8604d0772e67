import { sum } from "d3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { decisions } from "../../src/data/answer/decisions.js";
import { prospectsCsv } from "../../src/data/exports/prospects-csv.js";
import { icpPage } from "../../src/data/icp.json.js";
import { leadsPage } from "../../src/data/leads/leads-page.js";
import { prospectRows } from "../../src/data/prospects/prospect-rows.js";
import type { RunContext } from "../../src/data/run/run-context.js";
import { accounts } from "../../src/data/targeting/accounts.js";
import { avoidMatches, icpMatches } from "../../src/data/targeting/icp-matches.js";
import { whatIfModel } from "../../src/data/what-if/what-if-model.js";
import { unchanged } from "../../src/model/economics/what-if/levers.js";
import { whatIf } from "../../src/model/economics/what-if/what-if.js";
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

it("names whom to pursue and whom to avoid without an account of both, also where the rules meet", async () => {
  const page = await icpPage(context);
  if (page.status !== "ready") throw new Error(page.reason);
  expect(page.proposed?.rule?.all).toContainEqual({ field: "employees", from: 100 });
  expect(page.avoid).toMatchObject({
    rule: { all: [{ field: "employees", below: 100 }] },
    sentence: "Companies with under 100 employees",
  });
  const [pursued, avoided] = [await icpMatches(context), await avoidMatches(context)];
  const sizes = (await accounts(context)).clients.map(({ firmographics }) => firmographics.employees);
  expect(sizes).toContain(100);
  for (const kind of ["clients", "prospects"] as const) {
    expect(avoided?.[kind].size).toBeGreaterThan(0);
    expect([...(avoided?.[kind] ?? [])].filter((id) => pursued?.[kind].has(id))).toEqual([]);
  }
  expect(page.avoid?.clients).toBe(avoided?.clients.size);
  expect(page.avoid?.prospects).toBe(avoided?.prospects.size);
});

it("marks prospects and leads of the kind to avoid on the pages, in the files and in what to stop", async () => {
  const avoided = (await avoidMatches(context))?.prospects ?? new Set();
  const rows = await prospectRows(context);
  const isSmall = ({ firmographics }: (typeof rows)[number]) => Number(firmographics.employees) < 100;
  expect(rows.every((row) => row.avoid === isSmall(row))).toBe(true);
  expect(rows.map(({ owner }) => owner)).toContain("Ann");
  const [header = "", ...lines] = (await prospectsCsv(context)).trim().split("\r\n");
  expect(header.endsWith(",excluded,avoid")).toBe(true);
  expect(lines.filter((line) => line.endsWith(",true"))).toHaveLength(avoided.size);
  const leads = await leadsPage(context);
  if (leads.status !== "ready") throw new Error(leads.reason);
  expect(leads.top.filter(({ avoid }) => avoid)).toHaveLength(avoided.size);
  const stop = (await decisions(context)).find(({ topic }) => topic === "Stop");
  expect(stop?.list?.query).toEqual({ avoid: "yes", within: "false" });
});
