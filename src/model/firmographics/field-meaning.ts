/** What a field is about, as far as its name tells: it decides words, never numbers. */
export type FieldMeaning =
  | "industry"
  | "employees"
  | "money"
  | "founded"
  | "place"
  | "technology"
  | "ownership"
  | "other";

const MEANINGS: readonly (readonly [FieldMeaning, RegExp])[] = [
  ["employees", /(^|_)(employees?|headcount|fte|staff|workforce)(_|$)/],
  ["money", /(^|_)(revenue|turnover|sales|funding|assets|income|capital)(_|$)/],
  ["founded", /(^|_)(founded|established|incorporated)(_|$)/],
  ["industry", /(^|_)(industry|sector|vertical|branch)(_|$)/],
  ["place", /(^|_)(country|region|state|city|location|continent|market)(_|$)/],
  ["technology", /(^|_)(technology|technologies|tech|erp|crm|stack|platform|software|cloud)(_|$)/],
  ["ownership", /(^|_)ownership(_|$)/],
];

/** The field name in lower case with single underscores between words: "Annual Revenue" and "annualRevenue" alike. */
export function fieldKey(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
}

/** What the field is about, by its name; "other" when the name does not tell. */
export function fieldMeaning(name: string): FieldMeaning {
  const key = fieldKey(name);
  return MEANINGS.find(([, pattern]) => pattern.test(key))?.[0] ?? "other";
}

const OF_COMPANIES: ReadonlySet<FieldMeaning> = new Set([
  "industry",
  "employees",
  "money",
  "founded",
  "technology",
  "ownership",
]);

/** True of what a company has and a consumer has not; a place, or what the name does not tell, may be anyone's. */
export function isOfCompanies(name: string): boolean {
  return OF_COMPANIES.has(fieldMeaning(name)) && !/(^|_)income(_|$)/.test(fieldKey(name));
}

/** The field name as words in a sentence: "annual_revenue" → "annual revenue". */
export function fieldLabel(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[_\s]+/g, " ")
    .trim();
  return /^[A-Z][a-z ]+$/.test(words) ? words.toLowerCase() : words;
}
