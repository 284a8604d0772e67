import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomLcg } from "d3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeExports } from "../../src/data/exports/write-exports.js";
import { pagePublications, publications } from "../../src/data/publications.js";
import { openContext } from "../../src/data/run-context.js";

/** Values of columns that the audience may not see: none of them may stand in anything that is published. */
const HIDDEN =
  /Zedland|Quavia|Ostrany|zedland|quavia|ostrany|Vaultware|vaultware|Loomware|loomware|Umbrafirm|Whisperco|Reticent|ask Anna|SecretSKU|Zedlnd|Secretive|(?<![\d.])748,?21\d(?!\d)/;

const COUNTRIES = ["Zedland", "Quavia", "Ostrany"] as const;

let folder: string;
const published = new Map<string, string>();

/** Clients in Zedland on Vaultware are worth ten times as much as the others; the industry says nothing. */
function world(): Record<string, string> {
  const random = randomLcg(7);
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(random() * values.length)] as Value;
  const about = () => {
    const best = random() < 0.4;
    const country = best ? "Zedland" : pick(COUNTRIES.slice(1));
    const technology = best ? "Vaultware" : "Loomware";
    const employees = best ? 748_210 + Math.floor(random() * 5) : 20 + Math.floor(random() * 40);
    return { best, cells: `${pick(["Retail", "Logistics"])},${country},${technology},${employees}` };
  };
  const clients: string[] = [];
  const orders: string[] = [];
  for (let client = 0; client < 80; client++) {
    const { best, cells } = about();
    clients.push(`c${client},Umbrafirm ${client},${cells},Reticent`);
    const year = 2018 + (client % 2);
    for (let order = 0; order < 4; order++) {
      const amount = Math.round((best ? 10_000 : 800) * (0.8 + 0.4 * random()));
      orders.push(
        `c${client},${year + Math.floor(order / 2)}-0${1 + (client % 9)}-1${order},${amount},SecretSKU`,
      );
    }
  }
  clients.push("c900,Umbrafirm 900,Retail,Zedlnd,Loomware,ask Anna Secret,Reticent");
  orders.push("c900,2020-01-01,100,SecretSKU", "c901,2020-01-01,100,SecretSKU");
  const prospects = Array.from({ length: 40 }, (_, index) => `p${index},Whisperco ${index},${about().cells}`);
  const firmographics = "industry,country,technology,employees";
  return {
    "transactions.csv": ["client_id,date,amount,product", ...orders].join("\n"),
    "clients.csv": [`client_id,name,${firmographics},owner`, ...clients].join("\n"),
    "prospects.csv": [`prospect_id,name,${firmographics}`, ...prospects].join("\n"),
    "spend.csv": "month,channel,amount\n2020-01,Reticent,500\n",
    "opportunities.csv": [
      "opportunity_id,created_on,closed_on,amount,stage,account_id,owner",
      ...prospects
        .slice(0, 12)
        .map((_, at) => `o${at},2021-01-01,2021-02-01,100,${at % 2 ? "won" : "lost"},p${at},Reticent`),
    ].join("\n"),
    "leads.csv":
      "lead_id,company,score,title,source\nl1,Whisperco 30,3,Secretive Chief,Secretive\nl2,Secretive Ltd,2,,\n",
    "judgements.csv": "account_id,by,date,rank,note\np20,Reticent,2021-01-01,1,Secretive note\n",
    "initiatives.csv": "name,start,field,values\nPush,2021-01-01,country,Zedland; Nowhere\n",
    "targeting.yaml": [
      "margin: { byProduct: { SecretSKU: 0.5 } }",
      "currentIcp: { all: [{ field: country, in: [Quavia] }] }",
      "audiences: { partners: { columns: [Industry] } }",
    ].join("\n"),
  };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-audience-"));
  for (const [name, text] of Object.entries(world())) await writeFile(join(folder, name), text);
  const opened = await openContext({ dataFolder: folder, asOf: null, audience: "partners" });
  const context = { ...opened, cache: null };
  for (const { file, contents } of publications) {
    published.set(file, Buffer.from(await contents(context)).toString("latin1"));
  }
  for (const { contents } of pagePublications) {
    for (const [page, text] of await contents(context)) published.set(page, text);
  }
  const exports = join(folder, "exports");
  await writeExports(context, exports);
  for (const name of await readdir(exports)) {
    published.set(`exports/${name}`, await readFile(join(exports, name), "utf8"));
  }
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("what is published for an audience", () => {
  it("holds no value of a column that it may not see", () => {
    const leaks = [...published].flatMap(([file, text]) =>
      [...text.matchAll(new RegExp(`.{0,60}(?:${HIDDEN.source}).{0,20}`, "g"))]
        .slice(0, 12)
        .map(([found]) => `${file}: ${found}`),
    );
    expect(leaks).toEqual([]);
  });

  it("says what a profile, segments and warnings are worth or count, without what they hold", () => {
    const icp = JSON.parse(published.get("exports/icp.json") ?? "");
    expect(Object.keys(icp).join()).toBe(
      "status,reason,rule,sentence,coverage,lift,difference,apparentLift,p,alternatives,avoid,current",
    );
    expect(icp).toMatchObject({
      status: "named",
      rule: null,
      sentence: "Clients of the proposed profile",
      lift: { value: expect.any(Number) },
      current: { rule: null, sentence: "Clients of a kind that is not shown here" },
    });
    const { segments } = JSON.parse(published.get("segments.json") ?? "");
    const names = segments.map(({ name }: { name: string }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(1);
    const fields = segments.flatMap(({ profile }: { profile: { field: string }[] }) =>
      profile.map(({ field }) => field),
    );
    expect(new Set(fields)).toEqual(new Set(["industry"]));
    for (const name of names) expect(published.get("exports/clients.csv")).toContain(`,${name},`);
    const quality = JSON.parse(published.get("exports/quality.json") ?? "");
    expect(quality.files.flatMap(({ warnings }: { warnings: string[] }) => warnings)).toContain(
      "employees: 1 values such as “…” cannot be read and are left blank",
    );
  });
});
