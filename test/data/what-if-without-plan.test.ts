import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import type { WhatIfPage } from "../../src/data/published/what-if.js";
import { openContext } from "../../src/data/run/run-context.js";
import { whatIf } from "../../src/data/what-if.json.js";

const ids = Array.from({ length: 12 }, (_, at) => `c${at}`);
const files = {
  "transactions.csv": `client_id,date,amount\n${ids.flatMap((id, at) => [2022, 2023, 2024].map((year) => `${id},${year}-0${1 + (at % 9)}-05,${500 + 40 * at}`)).join("\n")}`,
  "clients.csv": `client_id,name,industry,employees\n${ids.map((id, at) => `${id},Firm ${id},${at % 2 ? "Retail" : "Mining"},${100 + at}`).join("\n")}`,
  "prospects.csv":
    "prospect_id,name,industry,employees\np1,One,Retail,100\np2,Two,Mining,120\np3,Three,Retail,90\n",
};
const deals =
  "opportunity_id,account_id,created_on,amount,stage\no1,c1,2022-01-01,500,Won\no2,p1,2024-02-01,400,Open\n";

async function pageOf(given: Record<string, string>): Promise<WhatIfPage> {
  const folder = await mkdtemp(join(tmpdir(), "bellwether-no-plan-"));
  try {
    for (const [name, text] of Object.entries(given)) await writeFile(join(folder, name), text);
    const context = {
      ...(await openContext({ dataFolder: folder, asOf: null, audience: null })),
      cache: null,
    };
    return JSON.parse(String(await whatIf.contents(context)));
  } finally {
    await rm(folder, { recursive: true });
  }
}

let withoutProspects: WhatIfPage;
beforeAll(async () => {
  const { "prospects.csv": _, ...alone } = files;
  withoutProspects = await pageOf(alone);
});

it("begins costs that nothing tells at a share of a year's revenue, and says so", () => {
  const { investments } = withoutProspects;
  // 8,640 in the last twelve months.
  expect(investments.education).toMatchObject({
    costAYear: 430,
    costSource:
      "an assumption, 5% of the last 12 months’ revenue: spend.csv tells of nothing spent to keep clients",
  });
  expect(investments.campaign).toMatchObject({ cost: 86 });
});

it("asks for the file that is missing", async () => {
  expect(withoutProspects.noPlan).toEqual({ reason: "there is no prospect to win", needs: "prospects.csv" });
  expect((await pageOf(files)).noPlan).toMatchObject({
    reason: expect.stringMatching(/no lost deal tells it/),
    needs: "opportunities.csv",
  });
});

it("does not ask for a file that is there: its rows are too few", async () => {
  expect((await pageOf({ ...files, "opportunities.csv": deals })).noPlan).toMatchObject({
    reason: expect.stringMatching(/too few deals were won or lost to tell/),
    needs: null,
  });
});
