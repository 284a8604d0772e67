import { type AccountTable, tableRows } from "../lookalike/encoding/account-table.js";
import { nearestAccounts, similarityIndex } from "../lookalike/similarity/similarity.js";
import type { Estimate } from "../numerics/interval.js";
import { shareInterval } from "../numerics/share-interval.js";
import { fieldWeights } from "./field-weights.js";

/** The first day on which a client bought each product, in any unit that orders days. */
export type FirstBought = ReadonlyMap<string, number>;

/** A product that a client has not bought, and how many that could did so after their start. */
export interface ProductOffer {
  readonly product: string;
  /** Of the clients most like it that had not begun with the product: the share that added it, 80 % interval. */
  readonly added: Estimate;
  readonly similar: number;
  /** The same among all clients. */
  readonly addedByAll: number;
  /** Rows of the most similar clients that added it. */
  readonly addedBy: readonly number[];
}

/** A way of ordering offers: by what the most similar clients added, or by what all did. */
export type OfferOrder = "similar clients" | "popularity";

/** Ranks what a client has not bought; `without` is taken as not bought. */
export interface ProductRanker {
  readonly ranked: (row: number, without?: string) => Readonly<Record<OfferOrder, readonly ProductOffer[]>>;
  /** Products that enough clients added to be ranked. */
  readonly products: readonly string[];
}

const SIMILAR = 30;
/** Clients' worth of evidence that all clients count as. */
const PRIOR_CLIENTS = 5;
const FEWEST_ADDED = 5;
const NAMED = 3;

/**
 * Ranks what clients may add next by what the clients most like them added after their first day.
 *
 * Share of the 30 most similar `references` that added p among those of them that did not begin with p, drawn
 * towards the share among all with the weight of 5 clients; the client's own purchases count in neither. Likeness is
 * Gower's over the table's fields, weighted by what they tell of what `learnFrom` rows added. Products that fewer
 * than 5 clients added are not offered.
 */
export function productRanker(
  table: AccountTable,
  bought: readonly FirstBought[],
  references: readonly number[],
  learnFrom: readonly number[] = references,
): ProductRanker {
  const starts = bought.map((products) => Math.min(...products.values()));
  const state = (row: number, product: string): "began" | "added" | "neither" => {
    const day = bought[row]?.get(product);
    if (day === undefined) return "neither";
    return day > (starts[row] ?? 0) ? "added" : "began";
  };
  const counts = new Map<string, number>();
  for (const row of references) {
    for (const product of bought[row]?.keys() ?? []) {
      if (state(row, product) === "added") counts.set(product, (counts.get(product) ?? 0) + 1);
    }
  }
  const products = [...counts]
    .filter(([, added]) => added >= FEWEST_ADDED)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([product]) => product);
  const outcomes = products.map((product) =>
    Float64Array.from(learnFrom, (row) => {
      const one = state(row, product);
      return one === "began" ? Number.NaN : one === "added" ? 1 : 0;
    }),
  );
  const weights = fieldWeights(tableRows(table, learnFrom), outcomes);
  const index = similarityIndex(tableRows(table, references), weights);
  const share = (rows: readonly number[], product: string, left: number) => {
    const able = rows.filter((row) => row !== left && state(row, product) !== "began");
    const added = able.filter((row) => state(row, product) === "added");
    return { able: able.length, added };
  };
  const known = new Map<number, readonly number[]>();
  const similarTo = (row: number): readonly number[] => {
    const similar =
      known.get(row) ??
      Array.from(nearestAccounts(index, tableRows(table, [row]), SIMILAR + 1).rows)
        .flatMap((place) => (place < 0 ? [] : [references[place] ?? -1]))
        .filter((other) => other !== row)
        .slice(0, SIMILAR);
    known.set(row, similar);
    return similar;
  };
  const referenced = new Set(references);
  const everyone = new Map(products.map((product) => [product, share(references, product, -1)]));
  const ofAll = (row: number, product: string): number => {
    const { able, added } = everyone.get(product) ?? { able: 0, added: [] };
    const own = state(row, product);
    const isReference = own !== "began" && referenced.has(row);
    return (
      (added.length - (isReference && own === "added" ? 1 : 0)) / Math.max(1, able - (isReference ? 1 : 0))
    );
  };
  return {
    products,
    ranked(row, without) {
      const similar = similarTo(row);
      const scored = products
        .filter((product) => product === without || state(row, product) === "neither")
        .map((product) => {
          const { able, added } = share(similar, product, row);
          const addedByAll = ofAll(row, product);
          return {
            drawn: (added.length + PRIOR_CLIENTS * addedByAll) / (able + PRIOR_CLIENTS),
            offer: {
              product,
              added: shareInterval(added.length, able),
              similar: able,
              addedByAll,
              addedBy: added.slice(0, NAMED),
            },
          };
        })
        .sort((a, b) => b.offer.addedByAll - a.offer.addedByAll);
      const offers = (some: typeof scored) => some.map(({ offer }) => offer);
      return {
        popularity: offers(scored),
        "similar clients": offers([...scored].sort((a, b) => b.drawn - a.drawn)),
      };
    },
  };
}
