import type { Account } from "../account.js";
import type { Feature } from "../feature.js";
import { bandEdges } from "./band-edges.js";
import { levelCounts } from "./level-counts.js";
import { rangePhrase } from "./phrases.js";
import { categoryOf, measureOf } from "./read-firmographic.js";

/** A part of a field's values: a category, a range of a measure, the rare categories together, or unknown. */
export interface FieldBand {
  readonly field: string;
  readonly kind: "level" | "range" | "other" | "unknown";
  /** In words: "Logistics", "200 to 1,000", "other", "unknown". */
  readonly text: string;
  /** The category of a `level`. */
  readonly level?: string;
  /** Bounds of a `range`, from included, to excluded; the outer bands have only one. */
  readonly from?: number;
  readonly to?: number;
}

/** The bands of one field and the band of each account (an index into `bands`). */
export interface FieldBands {
  readonly feature: Feature;
  readonly bands: readonly FieldBand[];
  readonly bandOf: readonly number[];
}

const MEASURE_BANDS = 4;

/**
 * Cuts a field into the parts in which it is described: categories held by at least `minCount` accounts (the rest pooled
 * as "other"), or four bands of a measure with round edges, and "unknown" where it is missing. Bands that no account
 * falls into are not listed.
 */
export function fieldBands(accounts: readonly Account[], feature: Feature, minCount: number): FieldBands {
  const candidates =
    feature.kind === "category" ? levelBands(accounts, feature, minCount) : rangeBands(accounts, feature);
  const unknown: FieldBand = { field: feature.name, kind: "unknown", text: "unknown" };
  const all = [...candidates.bands, unknown];
  const raw = accounts.map((account) => candidates.indexOf(account) ?? all.length - 1);
  const used = new Set(raw);
  const bands = all.filter((_, index) => used.has(index));
  const position = new Map(bands.map((band, index) => [band, index]));
  const bandOf = raw.map((index) => position.get(all[index] ?? unknown) ?? 0);
  return { feature, bands, bandOf };
}

interface Candidates {
  readonly bands: readonly FieldBand[];
  readonly indexOf: (account: Account) => number | undefined;
}

function levelBands(accounts: readonly Account[], { name }: Feature, minCount: number): Candidates {
  const levels = levelCounts(accounts.map((account) => categoryOf(account, name)))
    .filter(([, count]) => count >= minCount)
    .map(([level]) => level);
  const position = new Map(levels.map((level, index) => [level, index]));
  const bands: FieldBand[] = levels.map((level) => ({ field: name, kind: "level", text: level, level }));
  return {
    bands: [...bands, { field: name, kind: "other", text: "other" }],
    indexOf: (account) => {
      const text = categoryOf(account, name);
      return text === null ? undefined : (position.get(text) ?? levels.length);
    },
  };
}

function rangeBands(accounts: readonly Account[], { name, kind }: Feature): Candidates {
  const values = accounts.map((account) => measureOf(account, name)).filter((value) => value !== null);
  const edges = bandEdges(values, kind, MEASURE_BANDS);
  const bands = [...edges, undefined].map((to, index): FieldBand => {
    const from = edges[index - 1];
    const bounds = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    return { field: name, kind: "range", text: rangePhrase(name, bounds), ...bounds };
  });
  return {
    bands,
    indexOf: (account) => {
      const value = measureOf(account, name);
      return value === null ? undefined : edges.filter((edge) => edge <= value).length;
    },
  };
}
