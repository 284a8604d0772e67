import { randomLcg, randomNormal } from "d3";
import type { ValuedAccount } from "../../../src/model/account.js";
import type { Feature } from "../../../src/model/feature.js";

export const PLANTED_FEATURES: readonly Feature[] = [
  { name: "industry", kind: "category", role: "firmographic" },
  { name: "employees", kind: "size", role: "firmographic" },
  { name: "erp", kind: "category", role: "firmographic" },
  { name: "country", kind: "category", role: "firmographic" },
  { name: "founded_year", kind: "number", role: "firmographic" },
  { name: "sites", kind: "size", role: "firmographic" },
];

/**
 * Clients whose log CLV is raised by `signal` in Manufacturing and Logistics, and again where these run SAP;
 * country, founded year and sites are noise. A top fifth is of high value.
 */
export function plantedClients(seed: number, count: number, signal: number): ValuedAccount[] {
  const random = randomLcg(seed);
  const normal = randomNormal.source(random)(0, 1);
  const oneOf = (texts: readonly string[]) => texts[Math.floor(random() * texts.length)] ?? "";
  const clients = Array.from({ length: count }, (_, index) => {
    const industry = oneOf(["Manufacturing", "Logistics", "Retail", "Finance", "Health", "Media"]);
    const erp = oneOf(["SAP", "Oracle", "Dynamics", "none"]);
    const good = industry === "Manufacturing" || industry === "Logistics";
    const lift = signal * (Number(good) + Number(good && erp === "SAP"));
    return {
      accountId: `client-${index}`,
      name: `Client ${index}`,
      firmographics: {
        industry,
        erp,
        employees: Math.round(Math.exp(5 + 1.3 * normal())),
        country: oneOf(["Germany", "France", "Spain"]),
        founded_year: random() < 0.1 ? null : Math.round(2020 - 40 * random()),
        sites: Math.ceil(Math.exp(1 + normal())),
      },
      clv: Math.exp(10 + lift + 0.8 * normal()),
      groupId: `group-${index}`,
    };
  });
  const threshold = clients.map(({ clv }) => clv).sort((a, b) => b - a)[Math.floor(count / 5)] ?? 0;
  return clients.map((client) => ({ ...client, highValue: client.clv > threshold }));
}
