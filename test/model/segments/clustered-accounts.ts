import { randomLcg, randomNormal } from "d3";
import type { ValuedAccount } from "../../../src/model/account.js";
import type { Feature } from "../../../src/model/feature.js";

export const CLUSTERED_FEATURES: readonly Feature[] = [
  { name: "employees", kind: "size", role: "firmographic" },
  { name: "annual_revenue", kind: "size", role: "firmographic" },
  { name: "industry", kind: "category", role: "firmographic" },
  { name: "erp", kind: "category", role: "firmographic" },
  { name: "country", kind: "category", role: "firmographic" },
];

const KINDS = [
  { size: 3, industry: "Retail", erp: "Oracle", worth: 1 },
  { size: 6, industry: "Logistics", erp: "SAP", worth: 3 },
  { size: 9, industry: "Financial Services", erp: "Dynamics", worth: 2 },
] as const;

/**
 * Accounts of three kinds apart in size, industry and ERP, or (`kinds` 1) of one kind whose measures grow together.
 * Every other account is of high value; worth depends on the kind.
 */
export function clusteredAccounts(seed: number, count: number, kinds: 1 | 3): ValuedAccount[] {
  const random = randomLcg(seed);
  const normal = randomNormal.source(random)(0, 1);
  const oneOf = (texts: readonly string[]) => texts[Math.floor(random() * texts.length)] ?? "";
  return Array.from({ length: count }, (_, index) => {
    const kind = KINDS[index % 3] ?? KINDS[0];
    const own = (text: string, texts: readonly string[]) =>
      kinds === 3 && random() < 0.85 ? text : oneOf(texts);
    const size = (kinds === 3 ? kind.size : 6) + 0.8 * normal();
    const industries = KINDS.map(({ industry }) => industry);
    const systems = KINDS.map(({ erp }) => erp);
    return {
      accountId: `account-${String(index).padStart(4, "0")}`,
      name: `Account ${index}`,
      firmographics: {
        employees: Math.round(Math.exp(size)),
        annual_revenue: Math.round(Math.exp(size + 11 + 0.3 * normal())),
        industry: own(kind.industry, industries),
        erp: own(kind.erp, systems),
        country: oneOf(["Germany", "France", "Spain", "Italy"]),
      },
      clv: Math.exp(8 + (kinds === 3 ? 0.5 * kind.worth : 0) + 0.5 * normal()),
      highValue: Math.floor(index / 3) % 2 === 0,
      groupId: `group-${index}`,
    };
  });
}
