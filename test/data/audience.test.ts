import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomLcg } from "d3";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeExports } from "../../src/data/exports/write-exports.js";
import { pagePublications, publications } from "../../src/data/run/publications.js";
import { openContext } from "../../src/data/run/run-context.js";
import { readingDigest } from "../../src/data/value/value-settings.js";
import { settingsDigest } from "../../src/warehouse/settings/settings-digest.js";

/**
 * What stands in the columns that the audience may not see, in every table: words begin with "zq" and the column, numbers
 * and dates occur nowhere else. None of it may be published, nor how a prospect is marked or was matched with a client.
 */
const HIDDEN = [
  /zq(?!industry)[a-z]+/gi,
  /(?<![\d.])748,?21\d(?!\d)/g,
  /(?<![\d.])53,?186,?4\d\d(?!\d)/g,
  /(?<![\d.,])187[1-4](?!\d|[.,]\d)/g,
  /2016-12-2\d|2[0-9] December 2016/g,
  /marked as|marked do-not-contact|is a client \((?:domain|name)|name of a client/g,
];

const COUNTRIES = ["zqcountryland", "zqcountryvia", "zqcountrystan"] as const;

let folder: string;
const published = new Map<string, string>();

/** Clients in the first country on the first technology are worth ten times as much as the others; those with a low reading leave. */
function world(): Record<string, string> {
  const random = randomLcg(7);
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(random() * values.length)] as Value;
  const about = () => {
    const best = random() < 0.4;
    const country = best ? COUNTRIES[0] : pick(COUNTRIES.slice(1));
    const technology = best ? "zqtechnologyA" : "zqtechnologyB";
    const size = Math.floor(random() * 5);
    const numbers = best
      ? [748_210 + size, 53_186_400 + size, 1871 + (size % 4)]
      : [20 + 8 * size, 90_000, 1990];
    const [employees, revenue, founded] = numbers;
    const level = best ? "A" : "B";
    const industry = pick(["zqindustryA", "zqindustryB"]);
    return {
      best,
      cells: `${industry},${country},${technology},${employees},zqregion${level},${revenue},${founded},zqownership${level}`,
    };
  };
  const moods = randomLcg(11);
  const clients: string[] = [];
  const orders: string[] = [];
  const signals: string[] = [];
  for (let client = 0; client < 80; client++) {
    const { best, cells } = about();
    const further = `zqdomain${client}.example,2016-12-2${client % 9},zqacquisitionchannel${client % 2},zqowner${client % 2},zqsuccessowner${client % 2},zqfurther${client % 3}`;
    clients.push(`c${client},zqname ${client},${cells},${further}`);
    const year = 2017 + (client % 2);
    const isLow = moods() < 0.5;
    const orderCount = moods() < (isLow ? 0.2 : 0.85) ? 5 : 4;
    for (let order = 0; order < orderCount; order++) {
      const amount = Math.round((best ? 10_000 : 800) * (0.8 + 0.4 * random()));
      orders.push(
        `c${client},${year + Math.floor(order / 2)}-0${1 + (client % 9)}-1${order},${amount},zqproduct${moods() < 0.5 ? 1 : 2},zqowner${client % 2},zqchannel`,
      );
    }
    for (let reading = 0; reading < 4; reading++) {
      const date = `${year + Math.floor(reading / 2)}-${reading % 2 ? "11" : "05"}-20`;
      signals.push(`c${client},${date},zqmeasure satisfaction,${(isLow ? 2 : 7) + moods()}`);
    }
  }
  clients.push("c900,zqname 900,zqindustryA,zqcountrylnd,zqtechnologyB,zqemployees,,,,,,,,,,");
  orders.push("c900,2020-01-01,100,zqproduct1,,", "c901,2020-01-01,100,zqproduct1,,");
  const prospects = Array.from({ length: 40 }, (_, index) => {
    const status = ["", "competitor", "customer", "do-not-contact"][index % 12] ?? "";
    const domain = index === 20 ? "zqdomain7.example" : "";
    return `p${index},zqname P${index},${about().cells},${domain},,,,,,${status}`;
  });
  prospects.push(`p90,zqname 5,zqindustryA,${clients[5]?.split(",")[3]},,,,,,,,,,,,,`);
  prospects.push("p91,zqname 6,zqindustryA,,,,,,,,,,,,,,");
  const firmographics = "industry,country,technology,employees,region,annual_revenue,founded_year,ownership";
  const further = "domain,acquired_on,acquisition_channel,owner,success_owner,further";
  return {
    "transactions.csv": ["client_id,date,amount,product,owner,channel", ...orders].join("\n"),
    "clients.csv": [`client_id,name,${firmographics},${further}`, ...clients].join("\n"),
    "prospects.csv": [`prospect_id,name,${firmographics},${further},status`, ...prospects].join("\n"),
    "signals.csv": ["client_id,date,measure,value", ...signals].join("\n"),
    "products.csv": "product,category,margin\nzqproduct1,zqcategory,0.6\n",
    "spend.csv":
      "month,channel,amount,purpose\n2020-01,zqchannel,500,acquire\n2020-01,zqchannelother,900,retain\n",
    "quotas.csv": "owner,period,quota\nzqowner1,2019,5000\n",
    "opportunities.csv": [
      "opportunity_id,created_on,closed_on,amount,stage,account_id,owner,product,channel",
      ...prospects
        .slice(0, 12)
        .map(
          (_, at) =>
            `o${at},2021-01-01,2021-02-01,100,${at % 2 ? "won" : "lost"},p${at},zqowner1,zqproduct1,zqchannel`,
        ),
    ].join("\n"),
    "leads.csv": [
      "lead_id,account_id,company,domain,score,title,role,source",
      "l1,,zqname P30,,3,zqtitle Chief,zqrole,zqsource",
      "l2,,zqcompany Ltd,zqdomain.example,2,,,",
      "l3,p1,,,2,zqtitle,zqrole,zqsource",
      "l4,p2,,,2,,,",
    ].join("\n"),
    "judgements.csv": "account_id,by,date,rank,note\np25,zqby,2021-01-01,1,zqnote of p25\n",
    "plans.csv": "client_id,goal,due,note\nc2,zqgoal,2021-05-05,zqnote of c2\n",
    "initiatives.csv":
      "name,start,field,values,note\nPush,2019-01-01,country,zqcountryland; zqcountrynowhere,zqnote of the push\nPull,2019-01-01,,,zqnote of the pull\n",
    "targeting.yaml": [
      "margin: { byProduct: { zqproduct1: 0.5 } }",
      "highValueShare: 0.5",
      "currentIcp: { all: [{ field: country, in: [zqcountryvia] }] }",
      "files: { quotas: { only: { owner: [zqowner2] } } }",
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
    published.set(file, await textOf(await contents(context)));
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
/** What a publication says: the rows of a Parquet file, whose bytes are compressed. */
async function textOf(contents: string | Uint8Array): Promise<string> {
  if (typeof contents === "string") return contents;
  const rows = await parquetReadObjects({ file: new Uint8Array(contents).buffer });
  return JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? Number(value) : value));
}

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("what is published for an audience", () => {
  it("holds no value of a column that it may not see", () => {
    const leaks = [...published].flatMap(([file, text]) =>
      HIDDEN.flatMap((hidden) => [...text.matchAll(hidden)])
        .slice(0, 12)
        .map(({ index }) => `${file}: ${text.slice(Math.max(0, index - 60), index + 30)}`),
    );
    expect(leaks).toEqual([]);
    const { reps } = JSON.parse(published.get("performance.json") ?? "");
    expect(reps.map(({ satisfied }: { satisfied: { value: number } | null }) => satisfied)).toEqual(
      reps.map(() => null),
    );
  });

  it("holds nothing that would confirm a guess at a whole file or at the settings", async () => {
    const { settings } = await openContext({ dataFolder: folder, asOf: null, audience: null });
    const digests = Object.values(world()).map((text) => createHash("sha256").update(text).digest("hex"));
    const told = [...digests, settingsDigest(settings), readingDigest(settings)];
    for (const [file, text] of published) {
      expect(
        told.filter((digest) => text.includes(digest)),
        file,
      ).toEqual([]);
      expect(text, file).not.toMatch(/"bytes": ?\d/);
    }
    // What the next report with `--previous` needs at least.
    expect(JSON.parse(published.get("exports/manifest.json") ?? "")).toMatchObject({
      settings: null,
      exports: { "clients.csv": expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  it("is not told under a name that the settings do not have", async () => {
    for (const audience of ["constructor", "toString", "__proto__"]) {
      await expect(openContext({ dataFolder: folder, asOf: null, audience })).rejects.toThrow(
        /the settings have: partners/,
      );
    }
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
      "employees: 1 value such as “…” cannot be read and is left blank",
    );
  });
});
