import { randomLcg, randomNormal } from "d3";
import type { Firmographics } from "../../../src/model/account.js";
import type { Feature } from "../../../src/model/feature.js";
import type { Deal, LookalikeClient, Prospect } from "../../../src/model/lookalike/prospect.js";

/** A market with planted drivers of value and of winning, and what is true of each prospect. */
export interface PlantedWorld {
  readonly features: readonly Feature[];
  readonly clients: readonly LookalikeClient[];
  readonly prospects: readonly Prospect[];
  readonly deals: readonly Deal[];
  readonly truth: readonly { readonly expectedClv: number; readonly clv: number; readonly pWin: number }[];
}

export interface PlantedWorldOptions {
  readonly clients: number;
  readonly prospects: number;
  readonly seed: number;
  /** Standard deviation of log CLV that firmographics do not explain. */
  readonly noise?: number;
  /** Multiplies all effects on value; 0 plants nothing. */
  readonly signal?: number;
  readonly missingShare?: number;
}

export const PLANTED_FEATURES: readonly Feature[] = [
  { name: "industry", kind: "category", role: "firmographic" },
  { name: "employees", kind: "size", role: "firmographic" },
  { name: "annualRevenue", kind: "size", role: "firmographic" },
  { name: "country", kind: "category", role: "firmographic" },
  { name: "region", kind: "category", role: "how-we-sold" },
  { name: "foundedYear", kind: "number", role: "firmographic" },
  { name: "ownership", kind: "category", role: "firmographic" },
  { name: "technology", kind: "category", role: "firmographic" },
  { name: "cloud", kind: "category", role: "firmographic" },
];

const INDUSTRIES = [
  "logistics",
  "software",
  "retail",
  "energy",
  "health",
  "finance",
  "food",
  "media",
  "machinery",
];
const INDUSTRY_VALUE = [0.75, 0.1, -0.5, 0.45, 0.2, 0, -0.4, -0.6, 0.1];
const COUNTRIES = ["DE", "FR", "NL", "AT", "PL", "ES", "IT"];
const TECHNOLOGIES = ["sap", "oracle", "none", "own"];
const TECHNOLOGY_VALUE = [0.5, 0.15, -0.35, -0.1];

/** Draws accounts until enough of them have been won; the others met on the way are lost deals. */
export function plantedWorld(options: PlantedWorldOptions): PlantedWorld {
  const { noise = 0.95, signal = 1, missingShare = 0.12 } = options;
  const random = randomLcg(options.seed);
  const normal = randomNormal.source(random)(0, 1);
  const pick = (values: readonly string[], skew: number): number =>
    Math.min(values.length - 1, Math.floor(values.length * random() ** skew));
  const draw = () => {
    const industry = pick(INDUSTRIES, 1);
    const country = pick(COUNTRIES, 1.3);
    const technology = pick(TECHNOLOGIES, 0.8);
    const employees = Math.round(Math.exp(4.6 + 1.3 * normal())) + 1;
    const revenue = Math.round(employees * 150_000 * Math.exp(0.5 * normal()));
    const ownership = pick(["family", "private equity", "listed", "public"], 1.2);
    const midSize = Math.exp(-0.5 * ((Math.log(employees) - 5.3) / 0.8) ** 2);
    const value =
      signal *
      ((INDUSTRY_VALUE[industry] ?? 0) +
        0.9 * midSize +
        (TECHNOLOGY_VALUE[technology] ?? 0) +
        (industry === 0 && midSize > 0.6 ? 0.6 : 0));
    const winLogOdds =
      -1.3 +
      (country === 0 ? 1.2 : 0) +
      (industry === 2 ? 0.8 : 0) +
      (ownership === 0 ? 0.4 : 0) -
      0.15 * (Math.log(employees) - 4.6);
    const hide = (text: string | number): string | number | null => (random() < missingShare ? null : text);
    const firmographics: Firmographics = {
      industry: INDUSTRIES[industry] ?? null,
      employees: hide(employees),
      annualRevenue: hide(revenue),
      country: COUNTRIES[country] ?? null,
      region: `${COUNTRIES[country]}-${Math.floor(random() * 3)}`,
      foundedYear: hide(1950 + Math.floor(random() * 70)),
      ownership: hide(["family", "private equity", "listed", "public"][ownership] ?? ""),
      technology: hide(TECHNOLOGIES[technology] ?? ""),
      cloud: hide(["aws", "azure", "none"][Math.floor(random() * 3)] ?? ""),
    };
    const expectedClv = Math.exp(9.5 + value + noise ** 2 / 2);
    const clv = Math.exp(9.5 + value + noise * normal());
    return {
      firmographics,
      expectedClv,
      clv,
      pWin: 1 / (1 + Math.exp(-winLogOdds)),
      country: COUNTRIES[country] ?? null,
    };
  };
  const clients: LookalikeClient[] = [];
  const deals: Deal[] = [];
  for (let at = 0; clients.length < options.clients; at++) {
    const { firmographics, clv, pWin, country } = draw();
    const won = random() < pWin;
    const accountId = `${won ? "client" : "lost"}-${at}`;
    deals.push({ accountId, createdOn: null, outcome: won ? "won" : "lost", firmographics });
    if (!won) continue;
    clients.push({
      accountId,
      name: `Client ${at}`,
      domain: null,
      country,
      firmographics,
      clv,
      highValue: false,
      groupId: accountId,
    });
  }
  const cut = clients.map((client) => client.clv).sort((a, b) => b - a)[Math.floor(clients.length / 5)] ?? 0;
  const drawn = Array.from({ length: options.prospects }, draw);
  return {
    features: PLANTED_FEATURES,
    clients: clients.map((client) => ({ ...client, highValue: client.clv > cut })),
    prospects: drawn.map(({ firmographics, country }, at) => ({
      accountId: `prospect-${at}`,
      name: `Prospect ${at}`,
      domain: null,
      country,
      status: "open",
      firmographics,
    })),
    deals,
    truth: drawn.map(({ expectedClv, clv, pWin }) => ({ expectedClv, clv, pWin })),
  };
}
