import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acquisitionCost } from "../../src/data/acquisition/acquisition-cost.js";
import { acquisitionEconomics } from "../../src/data/acquisition/acquisition-economics.js";
import { attributedClients } from "../../src/data/acquisition/attributed-clients.js";
import { channelArrivals } from "../../src/data/acquisition/channel-arrivals.js";
import { keepingLines } from "../../src/data/acquisition/keeping-lines.js";
import { wonShares } from "../../src/data/acquisition/won-shares.js";
import { openContext, type RunContext } from "../../src/data/run/run-context.js";
import { retention } from "../../src/data/value/retention.js";

/** Three clients by three channels, one that was won long before the books, and ten alike without a channel. */
const alike = Array.from({ length: 10 }, (_, at) => `e${at}`);
const files = {
  "transactions.csv": [
    "client_id,date,amount",
    "old,2023-03-02,50",
    "a,2023-03-10,100",
    "b,2023-04-05,200",
    "c,2023-05-20,300",
    ...alike.flatMap((id) => [`${id},2022-05-10,120`, `${id},2022-09-15,60`]),
  ],
  "clients.csv": [
    "client_id,name,acquired_on,acquisition_channel",
    "old,Old,2015-01-01,Fair",
    "a,A,,",
    "b,B,,",
    "c,C,,Referral",
    ...alike.map((id) => `${id},E,,`),
  ],
  "opportunities.csv": [
    "opportunity_id,account_id,created_on,amount,stage,closed_on,channel,first_contact_on",
    "o1,a,2023-02-01,100,Won,2023-03-10,Web,2023-01-20",
    "o2,a,2023-05-01,50,Won,2023-05-15,Fair,",
    "o3,p1,2023-03-03,50,Lost,2023-04-20,Web,",
    "o4,p2,2023-04-03,50,Lost,2023-04-20,Web,",
    "o5,p3,2023-04-04,50,,,Fair,",
  ],
  "leads.csv": [
    "lead_id,account_id,score,created_on,source",
    "l1,b,50,2023-03-20,Fair",
    "l2,b,50,2023-05-01,Web",
  ],
  "spend.csv": [
    "month,channel,amount,purpose",
    "2023-03,Web,300,acquire",
    "2023-04,Web,300,acquire",
    "2023-04,Care,120,retain",
  ],
  "targeting.yaml": ["costToServe: 2"],
};

let folder: string;
let context: RunContext;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-acquisition-"));
  for (const [name, lines] of Object.entries(files))
    await writeFile(join(folder, name), `${lines.join("\n")}\n`);
  context = { ...(await openContext({ dataFolder: folder, asOf: null, audience: null })), cache: null };
});
afterAll(() => rm(folder, { recursive: true }));

describe("whom acquisition is credited with", () => {
  it("is what touched a client up to its first day: leads, contacts, the deal that was won, else its own record", async () => {
    const { clients, credits, rule } = await attributedClients(context);
    const touchesOf = (id: string) => clients.find(({ clientId }) => clientId === id)?.touches;
    expect(touchesOf("a")).toEqual([
      { channel: "Web", on: "2023-01-20", closed: false },
      { channel: "Web", on: "2023-02-01", closed: true },
    ]);
    expect(touchesOf("b")).toEqual([{ channel: "Fair", on: "2023-03-20", closed: false }]);
    expect(touchesOf("c")).toEqual([{ channel: "Referral", on: null, closed: true }]);
    expect(credits.get(rule)?.map(({ clientId, month }) => [clientId, month])).toEqual([
      ["a", "2023-02"],
      ["b", "2023-03"],
      ["c", "2023-05"],
    ]);
  });

  it("leaves out clients that were won before the books", async () => {
    const { whole } = await wonShares(context);
    expect(whole.map(({ clientId }) => clientId)).toEqual(["a", "b", "c", ...alike]);
  });

  it("counts a channel's deals with accounts that were no clients yet, by when most are decided", async () => {
    const { of, arrivals, months, decidedTo } = await channelArrivals(context);
    expect(of).toBe("deals");
    expect(arrivals.map(({ accountId }) => accountId)).toEqual(["a", "p1", "p2"]);
    expect(months).toEqual({ from: "2023-03", to: "2023-04" });
    // By hand: a, b and c were won 37, 35 and 19 days after their months began; two months before May.
    expect(decidedTo).toBe("2023-03");
  });
});

describe("what acquisition costs and brings", () => {
  it("is what was spent to acquire over the clients won in its months", async () => {
    // 600 of a and b: old was won long before, and what was spent to keep won nobody.
    expect(await acquisitionCost(context)).toMatchObject({
      perClient: 300,
      stated: null,
      months: ["2023-03", "2023-04"],
    });
  });

  it("counts clients by their shares, and what they earned less the cost to serve", async () => {
    const { of, curveOf } = await acquisitionEconomics(context);
    const some = (await wonShares(context)).whole.filter(({ clientId }) => alike.includes(clientId));
    const halves = some.map((one) => ({ ...one, share: 0.5 }));
    expect(of(halves, { total: 600, of: "spend" })).toMatchObject({ clients: 5, cac: 120 });
    // 120 at once and 60 in the fifth month, less 2 a month.
    expect(curveOf(some).slice(0, 6)).toEqual([118, 116, 114, 112, 170, 168]);
  });
});

describe("what keeping costs and could avoid", () => {
  it("is all that was spent to keep, and a month's part of what may be lost within reach", async () => {
    const lines = await keepingLines(context);
    const { clients } = await retention(context);
    const inReach = clients.reduce((sum, { valueAtRisk, inReach }) => sum + valueAtRisk * inReach.value, 0);
    expect(lines.map(({ today, clients: held }) => [today, held])).toEqual([[60, 14]]);
    expect(lines[0]?.avoidable.value).toBeCloseTo(inReach / 12, 9);
  });
});
