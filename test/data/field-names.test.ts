import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inputs } from "../../src/data/run/inputs.js";
import { openContext, type RunContext } from "../../src/data/run/run-context.js";
import { currentProfile } from "../../src/data/targeting/field-names.js";
import { usableFeatures } from "../../src/data/targeting/usable-features.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bellwether-names-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** A CRM's export with headers in its own words. */
async function contextOf(settings: string): Promise<RunContext> {
  const clients = Array.from(
    { length: 12 },
    (_, at) => `c${at},Retail,${at % 2 ? "North" : "South"},${10 + at},Event`,
  );
  const files = {
    "transactions.csv": `client_id,date,amount,product\n${clients.map((_, at) => `c${at},2024-01-1${at % 9},10,Consulting`).join("\n")}\n`,
    "clients.csv": `client_id,Industry,Sales Territory,Seats,acquisition_channel\n${clients.join("\n")}\n`,
    "spend.csv": "month,channel,amount\n2024-01,Google Ads,100\n",
    "targeting.yaml": settings,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return { ...(await openContext({ dataFolder: folder, asOf: null, audience: null })), cache: null };
}

const warningsOf = async (settings: string) => (await inputs(await contextOf(settings))).quality.warnings;

describe("names in the settings", () => {
  it("of fields are compared as headers are", async () => {
    const context = await contextOf(
      "currency: EUR\nfeatures: { howWeSold: [sales_territory], banned: [seats] }\ncurrentIcp: { all: [{ field: SALES TERRITORY, in: [North] }] }\naudiences: { partners: { columns: [INDUSTRY, Acquisition Channel] } }\n",
    );
    const { features, leftOut } = await usableFeatures(context);
    expect(features.map(({ name, role }) => [name, role])).toContainEqual(["Sales Territory", "how-we-sold"]);
    expect(leftOut).toContainEqual(expect.objectContaining({ name: "Seats", by: "settings" }));
    expect(await currentProfile(context)).toEqual({ all: [{ field: "Sales Territory", in: ["North"] }] });
    expect((await inputs(context)).quality.warnings.join("\n")).not.toContain("targeting.yaml");
  });

  it("that nothing in the data has are told, with the nearest", async () => {
    const warnings = await warningsOf(`
features: { howWeSold: [sale_teritory] }
currentIcp: { all: [{ field: industry, in: [Retail, Retial] }, { field: seats, from: 5 }] }
margin: { byProduct: { Consultng: 0.35, Consulting: 0.4 }, byKind: { initial: 0.5, services: 0.3 } }
cac: { byChannel: { search: 4000, serch: 4000, EVENT: 10 } }
channels: { google-ads: search, "Gogle Ads": search }
audiences: { partners: { columns: [industry, name, employes] } }
scenarios: [{ name: Loss, loses: { field: sales territory, values: [North, Nroth] } }]
`);
    expect(warnings.filter((one) => one.startsWith("targeting.yaml"))).toEqual([
      'targeting.yaml, features.howWeSold: no client or prospect has a field "sale_teritory"; did you mean "Sales Territory"?',
      'targeting.yaml, audiences.partners.columns: no table has a column "employes"; did you mean "employees"?',
      'targeting.yaml, margin.byProduct: no row has the product "Consultng"; did you mean "Consulting"?',
      'targeting.yaml, margin.byKind: no row has the kind "services"',
      'targeting.yaml, cac.byChannel: no row has the channel "serch"; did you mean "search"?',
      'targeting.yaml, channels: no row has the channel "Gogle Ads"; did you mean "Google Ads"?',
      'targeting.yaml, currentIcp: no row has the industry "Retial"; did you mean "Retail"?',
      'targeting.yaml, scenarios.Loss.loses: no row has the sales territory "Nroth"; did you mean "North"?',
    ]);
  });
});
