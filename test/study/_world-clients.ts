import type { ValuedAccount } from "../../src/model/account.js";
import type { Feature } from "../../src/model/feature.js";
import { generateWorld } from "../../src/model/world/generate-world.js";

/** A client with the truth that made it. */
export interface WorldClient extends ValuedAccount {
  /** CLV that its firmographics lead one to expect, before anybody sold anything. */
  readonly expectedClv: number;
}

/** The firmographics of a synthetic world that its settings allow; country and region say how it was sold to. */
export const WORLD_FEATURES: readonly Feature[] = [
  { name: "annual_revenue", kind: "size", role: "firmographic" },
  { name: "employees", kind: "size", role: "firmographic" },
  { name: "fiscal_year_end", kind: "category", role: "firmographic" },
  { name: "founded_year", kind: "number", role: "firmographic" },
  { name: "industry", kind: "category", role: "firmographic" },
  { name: "ownership", kind: "category", role: "firmographic" },
  { name: "technology", kind: "category", role: "firmographic" },
];

const FEWEST_PROSPECTS = 20;

/**
 * Clients of a synthetic world without the detour over exports and value models: firmographics as its CRM knows them
 * (with gaps), and for CLV the margin that they really bring in their first 60 months, which is what value models estimate,
 * with all its luck. The top fifth is of high value.
 */
export function worldClients(seed: number, count: number, effects: "planted" | "none"): WorldClient[] {
  const { tables, truth } = generateWorld({ seed, clients: count, prospects: FEWEST_PROSPECTS, effects });
  const { columns, rows } = tables.clients;
  const places = new Map(columns.map((column, place) => [column, place]));
  const truthOf = new Map(truth.clients.map((client) => [client.clientId, client]));
  const threshold =
    truth.clients.map(({ realisedClv }) => realisedClv).sort((a, b) => b - a)[Math.floor(count / 5)] ?? 0;
  return [...rows].map((row) => {
    const cell = (column: string) => row[places.get(column) ?? -1] ?? null;
    const accountId = String(cell("client_id"));
    const { realisedClv = 0, expectedClv = 0 } = truthOf.get(accountId) ?? {};
    return {
      accountId,
      name: String(cell("name")),
      firmographics: Object.fromEntries(WORLD_FEATURES.map(({ name }) => [name, cell(name)])),
      clv: realisedClv,
      highValue: realisedClv > threshold,
      groupId: String(cell("parent_id") ?? accountId),
      expectedClv,
    };
  });
}
