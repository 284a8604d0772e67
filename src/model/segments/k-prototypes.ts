import type { Account } from "../account.js";
import { encode } from "../firmographics/encode.js";
import type { Encoding } from "../firmographics/encoding.js";
import { categoryOf } from "../firmographics/read-firmographic.js";

/** An account as k-prototypes sees it: measures as coordinates, categories as they are. */
export interface MixedPoint {
  readonly measures: readonly number[];
  readonly categories: readonly string[];
}

/** What a mismatch costs: γ times the square of the field's weight. */
export interface MixedPoints {
  readonly points: readonly MixedPoint[];
  readonly mismatch: readonly number[];
}

/** Half the standard deviation of the measures, which is 1 by the encoding (Huang 1998 advises ⅓ to ⅔ of it). */
const GAMMA = 0.5;
const MAX_ITERATIONS = 100;

/** Accounts under an encoding, with rare levels as "other" and missing ones as a level, as the encoding has them. */
export function mixedPoints(encoding: Encoding, accounts: readonly Account[]): MixedPoints {
  const categorical = encoding.fields.filter(({ feature }) => feature.kind === "category");
  const isMeasure = encoding.fields.flatMap(({ columns }) => columns.map(({ kind }) => kind === "measure"));
  const levels = categorical.map(({ columns }) => new Set(columns.map(({ level }) => level)));
  return {
    points: accounts.map((account) => ({
      measures: encode(encoding, account).filter((_, column) => isMeasure[column]),
      categories: categorical.map(({ feature }, field) => {
        const text = categoryOf(account, feature.name);
        if (text === null) return "missing";
        return levels[field]?.has(text) ? `level ${text}` : "other";
      }),
    })),
    mismatch: categorical.map(({ columns }) => {
      const weight = Math.max(
        ...columns.filter(({ kind }) => kind !== "missing").map((column) => column.weight),
        0,
      );
      return GAMMA * weight ** 2;
    }),
  };
}

/**
 * k-prototypes (Huang 1998) of least cost among `starts` runs from distinct random points: Lloyd's algorithm with
 * d = Σ (x − mean)² over measures + Σ γ·[category ≠ mode] over categories. The cluster of each point; null when there are fewer
 * than k distinct points. A cluster that loses all its points keeps its prototype.
 */
export function kPrototypes(
  { points, mismatch }: MixedPoints,
  count: number,
  starts: number,
  random: () => number,
): number[] | null {
  const distinct = [...new Map(points.map((point) => [JSON.stringify(point), point])).values()];
  if (distinct.length < count) return null;
  let best: { labels: number[]; cost: number } | null = null;
  for (let start = 0; start < starts; start++) {
    const run = settle(points, mismatch, drawn(distinct, count, random));
    if (best === null || run.cost < best.cost) best = run;
  }
  return best?.labels ?? null;
}

function drawn(points: readonly MixedPoint[], count: number, random: () => number): MixedPoint[] {
  const left = [...points];
  return Array.from({ length: count }, () => left.splice(Math.floor(random() * left.length), 1)).flat();
}

function settle(points: readonly MixedPoint[], mismatch: readonly number[], from: readonly MixedPoint[]) {
  let prototypes = [...from];
  let labels: number[] = [];
  let cost = 0;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    cost = 0;
    const next = points.map((point) => {
      const distances = prototypes.map((prototype) => distance(point, prototype, mismatch));
      const least = Math.min(...distances);
      cost += least;
      return distances.indexOf(least);
    });
    const settled = next.every((label, point) => label === labels[point]);
    labels = next;
    if (settled) break;
    prototypes = prototypes.map((prototype, cluster) => {
      const members = points.filter((_, point) => next[point] === cluster);
      return members.length > 0 ? prototypeOf(members) : prototype;
    });
  }
  return { labels, cost };
}

function distance(a: MixedPoint, b: MixedPoint, mismatch: readonly number[]): number {
  let sum = 0;
  for (let column = 0; column < a.measures.length; column++) {
    sum += ((a.measures[column] ?? 0) - (b.measures[column] ?? 0)) ** 2;
  }
  for (let field = 0; field < mismatch.length; field++) {
    if (a.categories[field] !== b.categories[field]) sum += mismatch[field] ?? 0;
  }
  return sum;
}

function prototypeOf(members: readonly MixedPoint[]): MixedPoint {
  const [first] = members;
  const measures = (first?.measures ?? []).map(
    (_, column) => members.reduce((sum, member) => sum + (member.measures[column] ?? 0), 0) / members.length,
  );
  const categories = (first?.categories ?? []).map((_, field) => {
    const counts = new Map<string, number>();
    for (const { categories: own } of members)
      counts.set(own[field] ?? "", (counts.get(own[field] ?? "") ?? 0) + 1);
    return [...counts].reduce((mode, entry) => (entry[1] > mode[1] ? entry : mode))[0];
  });
  return { measures, categories };
}
