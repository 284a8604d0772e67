import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerConfidence } from "../../src/data/answer/answer-confidence.js";
import { clientsCsv } from "../../src/data/exports/clients-csv.js";
import { icpJson } from "../../src/data/exports/icp-json.js";
import { prospectsCsv } from "../../src/data/exports/prospects-csv.js";
import { segmentsJson } from "../../src/data/exports/segments-json.js";
import { icpPage } from "../../src/data/icp.json.js";
import { publishedTournament } from "../../src/data/method/published-tournament.js";
import { describeValueModels } from "../../src/data/method/value-model-descriptions.js";
import { type ValuePage, valueSchema } from "../../src/data/published/value.js";
import { analysisSteps } from "../../src/data/run/analysis.js";
import { inputs } from "../../src/data/run/inputs.js";
import { pagePublications, publications } from "../../src/data/run/publications.js";
import { openContext, type RunContext } from "../../src/data/run/run-context.js";
import { runSummary } from "../../src/data/run/run-summary.js";
import { segmentsPage } from "../../src/data/segments.json.js";
import { clientValues } from "../../src/data/value/client-values.js";
import { value } from "../../src/data/value.json.js";
import { forecastCalendar } from "../../src/model/value/forecast/forecast-calendar.js";
import { clientForecaster } from "../../src/model/value/value-clients.js";
import { simulateRounds } from "../model/value/simulate-rounds.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-small-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function contextOf(files: Record<string, string>): Promise<RunContext> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return { ...(await openContext({ dataFolder: folder, asOf: null, audience: null })), cache: null };
}

/** Runs all there is to run and hands back every JSON page by name. */
async function publishAll(context: RunContext): Promise<Map<string, { status?: string }>> {
  for (const { run } of analysisSteps) await run(context);
  const pages = new Map<string, { status?: string }>();
  for (const { file, contents } of publications.map((one) => ({
    file: one.file,
    contents: one.contents(context),
  }))) {
    const published = await contents;
    if (typeof published === "string") pages.set(file, JSON.parse(published));
    else expect(published.length).toBeGreaterThan(0);
  }
  for (const { contents } of pagePublications) {
    for (const text of (await contents(context)).values()) expect(text).not.toMatch(/\bNaN\b|Infinity/);
  }
  const exports = [
    await clientsCsv(context),
    await prospectsCsv(context),
    await icpJson(context),
    await segmentsJson(context),
  ];
  for (const text of exports) expect(text).not.toMatch(/\bNaN\b|Infinity|undefined/);
  await runSummary(context);
  return pages;
}

async function valuePageOf(files: Record<string, string>): Promise<ValuePage> {
  return valueSchema.parse(JSON.parse(String(await value.contents(await contextOf(files)))));
}

const header = "client_id,date,amount\n";
const clientsHeader = "client_id,name,industry,employees\n";
const prospectsHeader = "prospect_id,name,industry,employees\n";

describe("small and odd data folders publish every page", () => {
  it("prospects that are known by nothing that clients are known by", async () => {
    const at = Array.from({ length: 40 }, (_, index) => index);
    const context = await contextOf({
      "transactions.csv":
        header + at.map((id) => `c${id},202${id % 4}-0${1 + (id % 9)}-03,${100 + id}\n`).join(""),
      "clients.csv":
        clientsHeader +
        at.map((id) => `c${id},N${id},${id % 2 ? "Retail" : "Freight"},${10 + id}\n`).join(""),
      "prospects.csv": `prospect_id,name,motto\n${at.map((id) => `p${id},P${id},Ever ${id}\n`).join("")}`,
    });
    const pages = await publishAll(context);
    expect(pages.get("icp.json")).toMatchObject({
      status: "ready",
      flagged: [
        { field: "employees", reason: expect.stringContaining("known of clients only") },
        { field: "industry" },
      ],
    });
    expect(pages.get("segments.json")?.status).toBe("ready");
    expect(pages.get("prospects.json")).toEqual({
      status: "absent",
      reason:
        "nothing that clients are known by is known of prospects, so none of them can be compared with clients",
      needs: { table: "prospects.csv", columns: ["employees", "industry"] },
    });
    const rows = (await prospectsCsv(context)).trim().split("\r\n").slice(1);
    expect(rows).toHaveLength(40);
    for (const row of rows)
      expect(row).toMatch(/^p\d+,P\d+,,,,.*nothing that clients are known by is known of prospects/);
    expect((await inputs(context)).quality.warnings.join()).toContain(
      "no prospect is known by what clients are known by (employees, industry): prospects cannot be scored",
    );
  });

  it("one client, one purchase", async () => {
    const context = await contextOf({ "transactions.csv": `${header}a,2024-01-15,100\n` });
    const pages = await publishAll(context);
    expect(pages.get("value.json")?.status).toBe("ready");
    expect(JSON.parse(await icpJson(context))).toEqual({
      status: "not enough evidence",
      reason: expect.stringContaining("nothing is known"),
      rule: null,
      sentence: null,
      coverage: null,
      lift: null,
      apparentLift: null,
      difference: null,
      p: null,
      alternatives: [],
      avoid: null,
      current: null,
    });
    expect(pages.get("icp.json")).toMatchObject({ status: "absent", needs: "clients.csv" });
    expect(pages.get("prospects.json")).toMatchObject({ status: "absent", needs: "prospects.csv" });
  });

  it("clients without firmographics", async () => {
    const rows = Array.from(
      { length: 30 },
      (_, i) => `c${i},2023-0${1 + (i % 9)}-10,${50 + i}\nc${i},2024-0${1 + (i % 9)}-10,80`,
    );
    const pages = await publishAll(await contextOf({ "transactions.csv": header + rows.join("\n") }));
    expect(pages.get("segments.json")?.status).toBe("absent");
    expect(pages.get("value.json")).toMatchObject({ clients: 30, highValueClients: 6 });
  });

  it("clients without prospects.csv: none are counted, and no list is judged", async () => {
    const ids = Array.from({ length: 24 }, (_, at) => `c${at}`);
    const context = await contextOf({
      "transactions.csv": `client_id,date,amount\n${ids.flatMap((id, at) => [2021, 2022, 2023, 2024].map((year) => `${id},${year}-0${1 + (at % 9)}-05,${at % 2 ? 900 + at : 100 + at}`)).join("\n")}`,
      "clients.csv": `client_id,country,newsletter\n${ids.map((id, at) => `${id},${at % 2 ? "DE" : "FR"},${at % 3 ? "yes" : "no"}`).join("\n")}`,
      "targeting.yaml": "currentIcp: { all: [{ field: country, in: [DE] }] }\n",
    });
    const icp = await icpPage(context);
    if (icp.status !== "ready") throw new Error(icp.reason);
    expect(icp.current).toMatchObject({
      sentence: "Clients in DE",
      prospects: null,
      shareOfProspects: null,
    });
    const segments = await segmentsPage(context);
    for (const segment of segments.status === "ready" ? segments.segments : []) {
      expect(segment.prospects).toBeNull();
    }
    const topics = (await answerConfidence(context)).map(({ topic }) => topic);
    expect(topics).not.toContain("The list");
    expect(topics).toContain("The profile");
  });

  it("prospects without clients.csv: nobody is ranked, and each row says why", async () => {
    const context = await contextOf({
      "transactions.csv": `${header}a,2023-01-01,100\nb,2023-02-01,200\na,2024-01-01,50\n`,
      "prospects.csv": `${prospectsHeader}p1,One,Retail,10\np2,Two,Mining,20\n`,
    });
    const pages = await publishAll(context);
    expect(pages.get("prospects.json")).toMatchObject({ status: "absent", needs: "clients.csv" });
    expect(pages.get("answer.json")).toMatchObject({ ranked: 0, callNext: [], capacity: null });
    const rows = (await prospectsCsv(context)).trim().split("\r\n").slice(1);
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row).toMatch(/^p\d,\w+,,,,.*nothing is known of clients before they buy/);
    expect((await runSummary(context)).prospectsScored).toBe(0);
  });

  it("all clients alike", async () => {
    const ids = Array.from({ length: 25 }, (_, i) => `c${i}`);
    const pages = await publishAll(
      await contextOf({
        "transactions.csv": header + ids.map((id) => `${id},2023-03-01,100\n${id},2024-03-01,100`).join("\n"),
        "clients.csv": clientsHeader + ids.map((id) => `${id},Firm ${id},Logistics,100`).join("\n"),
        "prospects.csv": `${prospectsHeader}p1,Prospect,Retail,50\n`,
      }),
    );
    for (const page of pages.values()) expect(JSON.stringify(page)).not.toMatch(/NaN|Infinity/);
    expect(pages.get("icp.json")?.status).not.toBe("named");
  });

  it("fewer clients than clusters, with prospects whose fields are all missing", async () => {
    const context = await contextOf({
      "transactions.csv": `${header}a,2023-01-01,100\nb,2023-02-01,200\nc,2023-03-01,900\na,2024-01-01,50\n`,
      "clients.csv": `${clientsHeader}a,A,Retail,10\nb,B,Logistics,200\nc,C,Logistics,900\n`,
      "prospects.csv": `${prospectsHeader}p1,Known,Logistics,500\np2,Unknown,,\np3,Unseen,Mining,40\n`,
    });
    const pages = await publishAll(context);
    const [names = "", ...rows] = (await prospectsCsv(context)).trim().split("\r\n");
    const at = (column: string) => names.split(",").indexOf(column);
    for (const cells of rows.map((row) => row.split(","))) {
      expect(Number(cells[at("expected_clv")])).not.toBe(0);
      // Nothing tells how often prospects are won, so that there is no value to expect.
      expect([cells[at("p_win")], cells[at("expected_value")]]).toEqual(["", ""]);
    }
    expect(pages.get("segments.json")).toMatchObject({ segments: [] });
    expect(pages.get("icp.json")).toMatchObject({ finding: "not enough evidence" });
    expect(pages.get("prospects.json")).toMatchObject({ status: "ready", ranked: 3 });
  });

  it("pilots at small change that later buy for thousands: the value page is done soon, and says what it lacks", async () => {
    const day = (offset: number) => new Date(Date.UTC(2021, 0, 5 + offset)).toISOString().slice(0, 10);
    const pilots = Array.from({ length: 3 }, (_, pilot) => [
      ...Array.from({ length: 6 }, (_, order) => `p${pilot},${day(80 * order + 7 * pilot)},5`),
      ...Array.from({ length: 12 }, (_, order) => `p${pilot},${day(608 + 30 * order + 7 * pilot)},20000`),
    ]);
    const ordinary = Array.from({ length: 15 }, (_, client) =>
      [0, 1, 2].map((order) => `c${client},${day(540 + 25 * client + 60 * order)},${2000 + 300 * client}`),
    );
    const page = await valuePageOf({
      "transactions.csv": header + [...pilots, ...ordinary].flat().join("\n"),
    });
    const { value: worth, low, high } = page.totals.residual;
    expect(low).toBeGreaterThan(worth / 20);
    expect(high).toBeLessThan(20 * worth);
    expect(page.warnings.join(" ")).toMatch(/Intervals are not calibrated: .*and 3 are needed/);
    expect(page.warnings.join(" ")).toMatch(/totals? hangs? on a handful of large clients/);
  });

  it("one purchase each: nobody is a client for certain, and more may come", async () => {
    const rows = Array.from({ length: 24 }, (_, i) => `c${i},202${i % 3}-0${1 + (i % 9)}-10,${50 + i}`);
    const page = await valuePageOf({ "transactions.csv": `${header}${rows.join("\n")}` });
    expect(page.activeClients).toBeLessThan(22);
    expect(page.totals.clv.high).toBeGreaterThan(1.01 * page.totals.historic);
    expect(page.warnings.join(" ")).toMatch(/bought twice yet/);
  });

  it("a month of data against five years of horizon", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `c${i % 10},2023-05-${10 + (i % 20)},${10 + (i % 9)}`);
    const page = await valuePageOf({ "transactions.csv": `${header}${rows.join("\n")}` });
    expect(page.warnings.join(" ")).toMatch(/too short to look back/);
    expect(page.warnings.join(" ")).toMatch(/The data tell of .*, the values of 60 months/);
  });

  it("orders of a yearly fair: by the rounds taken and missed, and expected at the fairs to come", async () => {
    const openings = Array.from({ length: 6 }, (_, year) => `${2018 + year}-10-05`);
    const parameters = { alpha: 4, beta: 1, gamma: 0.5, delta: 6 };
    const book = simulateRounds({ clients: 40, openings, lastsDays: 12, parameters, seed: 0.3 });
    const rows = book.flatMap((days, client) => days.map((day) => `c${client},${day},${100 + 7 * client}`));
    const context = await contextOf({
      "transactions.csv": `${header}${rows.join("\n")}`,
      "targeting.yaml": "asOf: 2023-12-31\n",
    });
    const { fit } = await clientValues(context);
    expect(fit.repeatOrders).toMatchObject({ model: "bg-bb", rounds: { everyMonths: 12 } });
    const [description] = describeValueModels(fit);
    expect(description?.name).toBe("BG/BB: repeat orders in yearly rounds");
    expect(description?.parameters.map(({ name }) => name)).toEqual(["alpha", "beta", "gamma", "delta"]);
    const { asOf, histories } = await inputs(context);
    const calendar = forecastCalendar({ asOf, horizonMonths: 60, discountRateAnnual: 0.1 });
    const { forecast } = clientForecaster(fit, calendar);
    for (const history of histories) {
      Array.from(forecast(history).ordersByMonth).forEach((orders, month) => {
        expect(orders > 0, `month ${month}`).toBe(month % 12 === 9);
      });
    }
    expect(JSON.stringify(await publishedTournament(context))).toMatch(/what BG\/BB expects/);
    const text = String(await value.contents(context));
    expect(text).not.toMatch(/NaN|Infinity/);
    expect(valueSchema.parse(JSON.parse(text)).orderRounds?.everyMonths).toBe(12);
  });

  it("credit notes only", async () => {
    const pages = await publishAll(
      await contextOf({ "transactions.csv": `${header}a,2024-01-15,-100\nb,2024-01-16,-20\n` }),
    );
    expect(pages.get("value.json")).toMatchObject({ status: "ready", highValueClients: 0 });
  });
});

describe("an audience", () => {
  it("sees no names, and no column that its settings do not allow", async () => {
    for (const [name, text] of Object.entries({
      "transactions.csv": `client_id,date,amount,product,owner\na,2023-01-01,100,Gear,Reticent\nb,2023-02-01,200,,\nc,2023-03-01,900,,\na,2024-01-01,50,Gear,\n`,
      "plans.csv": "client_id,goal,due,note\na,Undisclosed goal,2024-06-01,Undisclosed note\n",
      "clients.csv": `client_id,name,industry,employees,owner,success_owner\na,Secretfirm,Retail,10,Reticent,Reticent\nb,Hiddencorp,Logistics,200,,\nc,Quietco,Logistics,900,,\n`,
      "prospects.csv": `${prospectsHeader}p1,Whisper Ltd,Logistics,48213\n`,
      "targeting.yaml": "audiences:\n  partners:\n    columns: [industry]\n",
    })) {
      await writeFile(join(folder, name), text);
    }
    const context = {
      ...(await openContext({ dataFolder: folder, asOf: null, audience: "partners" })),
      cache: null,
    };
    for (const publication of publications) {
      const text = Buffer.from(await publication.contents(context)).toString("latin1");
      expect(text, publication.file).not.toMatch(/Secretfirm|Hiddencorp|Quietco|Whisper|48213|48,213/);
    }
    const [accountPages] = pagePublications;
    const accounts = [...((await accountPages?.contents(context)) ?? [])];
    expect(accounts.length).toBeGreaterThan(0);
    for (const [page, text] of accounts) {
      expect(text, page).not.toMatch(/Secretfirm|Hiddencorp|Quietco|Reticent|Undisclosed|Gear/);
    }
    expect(await prospectsCsv(context)).not.toMatch(/Whisper|48213|48,213/);
  });
});
