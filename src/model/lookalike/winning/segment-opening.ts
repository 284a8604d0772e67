/** A product bought by a client in a quarter. */
export interface ProductPurchase {
  readonly clientId: string;
  /** 2024-Q1. */
  readonly quarter: string;
  readonly product: string | null;
  readonly margin: number;
}

/** How the clients of a segment began, and what they are worth by product. */
export interface SegmentOpening {
  readonly segment: string;
  /** Clients of the segment whose purchases by product are known. */
  readonly clients: number;
  /** Most frequent first, at most three. */
  readonly products: readonly {
    readonly product: string;
    /** Share of the segment's clients that bought it in their first quarter. */
    readonly began: number;
    /** Share of all clients that did. */
    readonly beganOfAll: number;
    /** Share of the segment's margin. */
    readonly margin: number;
  }[];
}

const FEWEST_CLIENTS = 5;
const PRODUCTS = 3;

/**
 * What clients of each segment bought in their first quarter: a conversation to open with. Segments with fewer than
 * five clients whose products are known are left out, as are purchases without a product.
 */
export function segmentOpenings(
  purchases: readonly ProductPurchase[],
  segmentOf: ReadonlyMap<string, string>,
): readonly SegmentOpening[] {
  const first = new Map<string, string>();
  for (const { clientId, quarter, product } of purchases) {
    const known = first.get(clientId);
    if (product !== null && (known === undefined || quarter < known)) first.set(clientId, quarter);
  }
  const began = new Map<string, Set<string>>();
  const margins = new Map<string, Map<string, number>>();
  for (const { clientId, quarter, product, margin } of purchases) {
    if (product === null) continue;
    if (first.get(clientId) === quarter) {
      const own = began.get(product) ?? new Set();
      began.set(product, own.add(clientId));
    }
    const segment = segmentOf.get(clientId);
    if (segment === undefined) continue;
    const held = margins.get(segment) ?? new Map<string, number>();
    margins.set(segment, held.set(product, (held.get(product) ?? 0) + Math.max(margin, 0)));
  }
  return [...new Set(segmentOf.values())].sort().flatMap((segment): SegmentOpening[] => {
    const clients = [...first.keys()].filter((clientId) => segmentOf.get(clientId) === segment);
    if (clients.length < FEWEST_CLIENTS) return [];
    const own = margins.get(segment) ?? new Map<string, number>();
    const total = [...own.values()].reduce((sum, margin) => sum + margin, 0);
    const products = [...began]
      .map(([product, by]) => ({
        product,
        began: clients.filter((clientId) => by.has(clientId)).length / clients.length,
        beganOfAll: by.size / first.size,
        margin: total > 0 ? (own.get(product) ?? 0) / total : 0,
      }))
      .filter((one) => one.began > 0)
      .sort((a, b) => b.began - a.began || (a.product < b.product ? -1 : 1))
      .slice(0, PRODUCTS);
    return products.length > 0 ? [{ segment, clients: clients.length, products }] : [];
  });
}
