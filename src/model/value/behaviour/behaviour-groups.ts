import { quantileSorted } from "d3";
import type { EarlyBehaviour } from "./early-behaviour.js";

/** One behaviour of the first 12 months, and which group of it each client is in. */
export interface BehaviourGroups {
  readonly behaviour: string;
  /** The column that names stand in which the behaviour or its groups repeat; null: they are words of this program. */
  readonly names: "product" | "measure" | null;
  /** In order: of numbers from low to high, of products by their number of clients. */
  readonly groups: readonly string[];
  /** By client, in the order of the behaviours; −1 where it is not known. */
  readonly groupOf: readonly number[];
}

const FEWEST_CLIENTS = 10;
const MOST_PRODUCTS = 8;

/**
 * Groups clients by each behaviour that tells them apart: first product, number of products, time to the second
 * purchase, and every signal by thirds. A group of fewer than 10 clients, and a behaviour with fewer than two
 * groups, is left out.
 */
export function behaviourGroups(behaviours: readonly EarlyBehaviour[]): BehaviourGroups[] {
  const measures = [...new Set(behaviours.flatMap(({ signals }) => Object.keys(signals)))].sort();
  const candidates = [
    byText(
      "first product",
      "product",
      behaviours.map(({ firstProduct }) => firstProduct),
    ),
    byBands("products in the first year", behaviours, ({ products }) => (products > 0 ? products : null), [
      { label: "1", to: 2 },
      { label: "2", to: 3 },
      { label: "3 or more", to: Number.POSITIVE_INFINITY },
    ]),
    byBands(
      "time to the second purchase",
      behaviours,
      ({ monthsToSecondPurchase }) => monthsToSecondPurchase ?? 12,
      [
        { label: "within 3 months", to: 3 },
        { label: "3 to 6 months", to: 6 },
        { label: "6 to 12 months", to: 12 },
        { label: "none in the first year", to: Number.POSITIVE_INFINITY },
      ],
    ),
    ...measures.map((measure) => byThirds(measure, behaviours)),
  ];
  return candidates.map(withoutSmallGroups).filter(({ groups }) => groups.length >= 2);
}

function byText(
  behaviour: string,
  names: BehaviourGroups["names"],
  values: readonly (string | null)[],
): BehaviourGroups {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const groups = [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .slice(0, MOST_PRODUCTS)
    .map(([value]) => value);
  return { behaviour, names, groups, groupOf: values.map((value) => groups.indexOf(value ?? "")) };
}

interface Band {
  readonly label: string;
  /** Values below it, and not in a band before. */
  readonly to: number;
}

function byBands(
  behaviour: string,
  behaviours: readonly EarlyBehaviour[],
  readingOf: (one: EarlyBehaviour) => number | null | undefined,
  bands: readonly Band[],
): BehaviourGroups {
  return {
    behaviour,
    names: null,
    groups: bands.map(({ label }) => label),
    groupOf: behaviours.map((one) => {
      const value = readingOf(one);
      return value === null || value === undefined ? -1 : bands.findIndex(({ to }) => value < to);
    }),
  };
}

function byThirds(measure: string, behaviours: readonly EarlyBehaviour[]): BehaviourGroups {
  // A measure may be called as what every object inherits.
  const readingOf = ({ signals }: EarlyBehaviour) =>
    Object.hasOwn(signals, measure) ? signals[measure] : undefined;
  const sorted = behaviours.flatMap((one) => readingOf(one) ?? []).sort((a, b) => a - b);
  const lower = quantileSorted(sorted, 1 / 3) ?? 0;
  const upper = quantileSorted(sorted, 2 / 3) ?? 0;
  const shown = (value: number): string => String(Number(value.toPrecision(3)));
  const bands = byBands(measure, behaviours, readingOf, [
    { label: `below ${shown(lower)}`, to: lower },
    { label: `${shown(lower)} to ${shown(upper)}`, to: upper },
    { label: `${shown(upper)} or more`, to: Number.POSITIVE_INFINITY },
  ]);
  return { ...bands, names: "measure" };
}

function withoutSmallGroups({ behaviour, names, groups, groupOf }: BehaviourGroups): BehaviourGroups {
  const counts = groups.map((_, group) => groupOf.filter((one) => one === group).length);
  const kept = groups.flatMap((_, group) => ((counts[group] ?? 0) >= FEWEST_CLIENTS ? [group] : []));
  return {
    behaviour,
    names,
    groups: kept.map((group) => groups[group] ?? ""),
    groupOf: groupOf.map((group) => kept.indexOf(group)),
  };
}
