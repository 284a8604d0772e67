import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { accountsJson } from "../../src/data/accounts.json.js";
import { acquisition } from "../../src/data/acquisition.json.js";
import { budget } from "../../src/data/budget.json.js";
import { impact } from "../../src/data/impact.json.js";
import { leads } from "../../src/data/leads.json.js";
import { performance } from "../../src/data/performance.json.js";
import { inputs } from "../../src/data/run/inputs.js";
import { openContext, type RunContext } from "../../src/data/run/run-context.js";
import { whatIf } from "../../src/data/what-if.json.js";

let folder: string;
let context: RunContext;
const pages = { acquisition, accounts: accountsJson, budget, impact, leads, performance, whatIf };

/** Forty clients that buy every half-year, won through three channels by two reps. */
const ids = Array.from({ length: 40 }, (_, at) => `c${String(at).padStart(2, "0")}`);
const monthOf = (at: number): string => String(1 + (at % 12)).padStart(2, "0");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-odd-"));
  const transactions = ids.flatMap((id, at) =>
    [2022, 2023, 2024].map(
      (year) => `${id},${year}-${monthOf(at)}-05,${500 + 40 * at},${at % 2 ? "Ann" : "Ben"}`,
    ),
  );
  const clients = ids.map((id, at) => {
    // A circle of three, one that names itself, and one below the circle.
    const parent = at < 3 ? ids[(at + 1) % 3] : at === 3 ? id : at === 4 ? ids[0] : "";
    const channel = ["search", "events", "friends"][at % 3];
    return `${id},Firm ${id},${at % 2 ? "Retail" : "Mining"},${100 + at},2022-${monthOf(at)}-05,${channel},${parent}`;
  });
  const files = {
    "transactions.csv": ["client_id,date,amount,owner", ...transactions],
    "clients.csv": [
      "client_id,name,industry,employees,acquired_on,acquisition_channel,parent_id",
      ...clients,
    ],
    // Search gives back what it cost, events cost nothing in all, radio won nobody, friends have no spend.
    "spend.csv": [
      "month,channel,amount,purpose",
      ...["2022-01,search,-900,acquire", "2022-02,search,300,acquire"],
      ...["2022-01,events,500,acquire", "2022-02,events,-500,acquire", "2022-03,radio,800,acquire"],
    ],
    "quotas.csv": ["owner,period,quota", "Ann,2022,0", "Ben,2023,-5", "Ann,2023,1000", "Cid,soon,100"],
    "initiatives.csv": [
      "name,start,end,field,values,note",
      "Undated,,,industry,Retail,",
      "Late,2024-13-40,,,,",
      "Reviews,2023-06-01,,acquisition_channel,search,",
    ],
    "opportunities.csv": ["opportunity_id,account_id,created_on,amount,stage", "o1,c01,2024-06-01,900,open"],
    "leads.csv": [
      "lead_id,account_id,score,domain,company",
      ...["l1,,50,,", "l2,nobody,60,,", "l3,,70,nobody.example,", "l4,c01,80,,"],
    ],
  };
  for (const [name, lines] of Object.entries(files)) {
    await writeFile(join(folder, name), `${lines.join("\n")}\n`);
  }
  context = { ...(await openContext({ dataFolder: folder, asOf: null, audience: null })), cache: null };
});
afterAll(() => rm(folder, { recursive: true }));

const read = async (name: keyof typeof pages) => JSON.parse(String(await pages[name].contents(context)));

it("divides by nothing: every page of decisions is published without a figure that is none", async () => {
  for (const name of Object.keys(pages) as (keyof typeof pages)[]) {
    // JSON writes NaN and Infinity as null, which the schemas allow where they say so only.
    expect(["ready", "absent", "too-little"], name).toContain((await read(name)).status);
  }
});

it("names channels whose spend is below or at nothing, without clients, or whose clients have no spend", async () => {
  const page = await read("acquisition");
  const obstacles = page.channels.map(({ channel, obstacle, cac }: Record<string, unknown>) => [
    channel,
    obstacle,
    cac,
  ]);
  expect(Object.fromEntries(obstacles.map(([channel, obstacle]: string[]) => [channel, obstacle]))).toEqual({
    search: "spend is not above 0",
    events: "spend is not above 0",
    radio: "no client",
    friends: "no spend",
  });
  expect(obstacles.every(([, , cac]: unknown[]) => cac === null)).toBe(true);
});

it("rejects initiatives without a day, and counts them", async () => {
  const { quality } = await inputs(context);
  const file = quality.files.find(({ table }) => table === "initiatives");
  expect(file?.rows).toMatchObject({ read: 3, rejected: 2 });
  expect(await read("impact")).toMatchObject({
    initiatives: [{ name: "Reviews", reach: "acquisition channel: search" }],
  });
});

it("counts leads without an account, by what is missing", async () => {
  const { quality } = await inputs(context);
  const file = quality.files.find(({ table }) => table === "leads");
  expect(file?.warnings.join()).toMatch(/2 of 4 leads name no account/);
  expect(file?.warnings.join()).toMatch(
    /1 of 4 leads names an account that neither clients nor prospects list/,
  );
});

it("asks for no opportunities where some were read, but too few to tell a chance by", async () => {
  expect(await read("leads")).toMatchObject({
    status: "too-little",
    reason: expect.stringContaining("neither 20 closed opportunities nor the setting winRate"),
    needs: null,
  });
});

it("leaves out quotas of zero and below, and of no period", async () => {
  const page = await read("performance");
  expect(page.quotas).toMatchObject({ rows: 3, owners: 1, withoutTarget: 2 });
  const ann = page.reps.find(({ owner }: { owner: string }) => owner === "Ann");
  expect(ann?.quota).toMatchObject({ periods: 1, quota: 1000 });
});

it("says that accounts are each other's parents, and counts them as one group of companies", async () => {
  const { quality } = await inputs(context);
  const file = quality.files.find(({ table }) => table === "clients");
  expect(file?.warnings.join()).toMatch(
    /parent_id: 3 accounts such as "c00" are their own parents by way of others/,
  );
  const page = await read("accounts");
  const group = page.dependencies.find(({ kind }: { kind: string }) => kind === "parent");
  expect(group).toMatchObject({ clients: 4 });
});

it("gives each key account the first step of its plan, and others none", async () => {
  const { accounts, key, keyWithoutSuccessOwner } = await read("accounts");
  expect(keyWithoutSuccessOwner).toBe(key);
  expect(accounts.length).toBeGreaterThan(key);
  for (const { page, nextStep, residual } of accounts) {
    expect(nextStep === null).toBe(page === null);
    if (page !== null) expect([residual.high > 0, nextStep.on > "2024-12"]).toEqual([true, true]);
  }
});
