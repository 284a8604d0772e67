import type { Company } from "./company.js";
import { INTERACTION } from "./value-drivers.js";
import { inCurrentIcp } from "./win-drivers.js";

/** What planted value looks like from outside; the first that holds is a company's segment. */
const SEGMENTS: readonly (readonly [name: string, holds: (company: Company) => boolean])[] = [
  [
    "custom-built machinery",
    ({ industry, technology }) => industry === INTERACTION.industry && technology === INTERACTION.technology,
  ],
  ["energy", ({ industry }) => industry === "Energy & utilities"],
  ["logistics", ({ industry }) => industry === "Logistics"],
  ["food", ({ industry }) => industry === "Food & beverage"],
  ["current ICP", inCurrentIcp],
  ["other cloud users", ({ technology }) => technology === "cloud suite"],
];

const REST = "rest";
const SIZE_BANDS = [
  ["small", 100],
  ["mid-size", 1000],
  ["big", Number.POSITIVE_INFINITY],
] as const;

/** Size band of a company: small up to 99 employees, mid-size up to 999, big from 1,000. */
export function sizeBand(employees: number): string {
  return SIZE_BANDS.find(([, below]) => employees < below)?.[0] ?? "big";
}

/** The planted segment of a company, such as "mid-size energy". */
export function valueSegment(company: Company): string {
  const name = SEGMENTS.find(([, holds]) => holds(company))?.[0] ?? REST;
  return name === "current ICP" ? name : `${sizeBand(company.employees)} ${name}`;
}
