import type { Weighted } from "./draw.js";

/** Something that the vendor sells. */
export interface Product {
  readonly product: string;
  readonly category: "platform" | "add-on" | "service";
  readonly listPrice: number;
}

export const PRODUCTS: readonly Product[] = [
  { product: "Beacon Core", category: "platform", listPrice: 24_000 },
  { product: "Beacon Plus", category: "platform", listPrice: 42_000 },
  { product: "Beacon Express", category: "platform", listPrice: 16_000 },
  { product: "Planning", category: "add-on", listPrice: 9_000 },
  { product: "Forecasting", category: "add-on", listPrice: 11_000 },
  { product: "Supplier portal", category: "add-on", listPrice: 7_500 },
  { product: "Quality control", category: "add-on", listPrice: 8_000 },
  { product: "Field app", category: "add-on", listPrice: 5_500 },
  { product: "Project", category: "service", listPrice: 18_000 },
  { product: "Consulting", category: "service", listPrice: 1_600 },
  { product: "Training", category: "service", listPrice: 900 },
];

/** The first product whose buyers leave, by this many log-odds more at each renewal. */
export const LEAKY_PRODUCT = { product: "Beacon Express", leavingShift: 1.1 } as const;

/** What a company without a contract buys first. */
export const PROJECT_PRODUCT = "Project";

/** First products of contracts, and how often each is sold by an ordinary seller and by the hunter. */
export const FIRST_PRODUCTS: readonly Weighted<string>[] = [
  ["Beacon Core", 45],
  ["Beacon Plus", 33],
  ["Beacon Express", 22],
];
export const HUNTER_FIRST_PRODUCTS: readonly Weighted<string>[] = [
  ["Beacon Core", 32],
  ["Beacon Plus", 20],
  ["Beacon Express", 48],
];

const ADD_ON_LEANINGS: Readonly<Record<string, string>> = {
  "Industrial machinery": "Quality control",
  Logistics: "Planning",
  "Food & beverage": "Quality control",
  "Energy & utilities": "Field app",
  Construction: "Field app",
  Wholesale: "Supplier portal",
  Retail: "Forecasting",
};

/** Add-ons with the weight by which a company of this industry chooses each: one of them five times as often. */
export function addOnWeights(industry: string): readonly Weighted<string>[] {
  return PRODUCTS.filter(({ category }) => category === "add-on").map(({ product }) => [
    product,
    ADD_ON_LEANINGS[industry] === product ? 5 : 1,
  ]);
}

/** Share of revenue that is margin, by kind of business. */
export const MARGIN_BY_KIND = {
  initial: 0.74,
  renewal: 0.8,
  expansion: 0.76,
  services: 0.35,
  other: 0.5,
} as const;

export type Kind = keyof typeof MARGIN_BY_KIND;
