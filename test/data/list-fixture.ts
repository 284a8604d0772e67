import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomLcg } from "d3";
import { openContext, type RunContext } from "../../src/data/run/run-context.js";

const random = randomLcg(0.42);
const industries = ["Logistics", "Retail", "Mining"];
const sizes = [40, 60, 80, 100, 150, 300, 600, 1200];
const companies = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    id: `${prefix}${at}`,
    industry: industries[at % 3] ?? "",
    employees: sizes[Math.floor(at / 3) % sizes.length] ?? 0,
    country: random() < 0.5 ? "DE" : "FR",
  }));
const clients = companies("c", 96);
const prospects = companies("p", 48);

/** Companies below 100 employees buy little, those in logistics most; one deal in three is won. */
const worthOf = ({ industry, employees }: (typeof clients)[number]): number =>
  (employees < 100 ? 100 : 900) * (industry === "Logistics" ? 2 : 1) * (0.7 + 0.6 * random());

const rows = (header: string, lines: readonly string[]) => `${[header, ...lines].join("\n")}\n`;
const traits = (one: (typeof clients)[number]) => `${one.industry},${one.employees},${one.country}`;

export const listFolder: Readonly<Record<string, string>> = {
  "transactions.csv": rows(
    "client_id,date,amount",
    clients.flatMap((client, at) =>
      [2020, 2021, 2022, 2023, 2024].map(
        (year) => `${client.id},${year}-0${1 + (at % 9)}-05,${worthOf(client).toFixed(2)}`,
      ),
    ),
  ),
  "clients.csv": rows(
    "client_id,name,industry,employees,country",
    clients.map((client) => `${client.id},Client ${client.id},${traits(client)}`),
  ),
  "prospects.csv": rows(
    "prospect_id,name,owner,industry,employees,country",
    prospects.map((one, at) => `${one.id},Firm ${one.id},${at % 2 ? "Ann" : "Bo"},${traits(one)}`),
  ),
  "opportunities.csv": rows("opportunity_id,account_id,created_on,closed_on,amount,stage", [
    ...clients.slice(0, 40).map(({ id }) => `o-${id},${id},2019-06-01,2019-12-01,500,Won`),
    ...prospects.map(({ id }) => `o-${id},${id},2023-02-01,2023-06-01,400,Lost`),
    ...prospects.slice(0, 32).map(({ id }) => `q-${id},${id},2022-02-01,2022-06-01,400,Lost`),
  ]),
  "leads.csv": rows(
    "lead_id,account_id,score",
    prospects.map(({ id }, at) => `l-${id},${id},${20 + ((7 * at) % 60)}`),
  ),
  "targeting.yaml": "cac: { perClient: 1000 }\ncapacity: 12\n",
};

/** A folder of clients, prospects, deals and leads, in which small companies are the kind to avoid. */
export async function listContext(
  files: Readonly<Record<string, string>> = {},
): Promise<{ readonly context: RunContext; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "bellwether-list-"));
  for (const [name, text] of Object.entries({ ...listFolder, ...files })) {
    await writeFile(join(folder, name), text);
  }
  const context = await openContext({ dataFolder: folder, asOf: null, audience: null });
  return { context: { ...context, cache: null }, remove: () => rm(folder, { recursive: true }) };
}
