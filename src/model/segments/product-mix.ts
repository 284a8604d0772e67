import { type IndexRatio, indexRatio } from "../firmographics/index-ratio.js";

/** How much a product weighs in a segment. */
export interface ProductWeight {
  readonly product: string;
  /** Of the revenue of the segment's clients, and of all clients. */
  readonly shareOfRevenue: number;
  readonly shareOfAllRevenue: number;
  /** Clients of the segment that bought it, against the others, with a 90 % interval. */
  readonly buyers: IndexRatio;
}

/**
 * Product mix of the members among the clients: revenue by product of each client, most revenue first. What is credited
 * on balance (not above 0) counts as not bought. No revenue gives no products.
 */
export function productMix(
  clients: readonly Readonly<Record<string, number>>[],
  isMember: readonly boolean[],
): ProductWeight[] {
  const products = [...new Set(clients.flatMap((revenue) => Object.keys(revenue)))].sort();
  const total = (product: string | null, wanted: (row: number) => boolean) =>
    clients.reduce((sum, revenue, row) => {
      if (!wanted(row)) return sum;
      const amounts = Object.entries(revenue).filter(([name]) => product === null || name === product);
      return sum + amounts.reduce((part, [, amount]) => part + Math.max(0, amount), 0);
    }, 0);
  const inside = (row: number) => isMember[row] === true;
  const members = clients.filter((_, row) => inside(row)).length;
  const ofMembers = total(null, inside);
  const ofAll = total(null, () => true);
  const buying = (product: string, member: boolean) =>
    clients.filter(
      // A product may be called as what every object inherits.
      (revenue, row) =>
        inside(row) === member && Object.hasOwn(revenue, product) && (revenue[product] ?? 0) > 0,
    ).length;
  return products
    .map((product) => ({
      product,
      shareOfRevenue: ofMembers > 0 ? total(product, inside) / ofMembers : 0,
      shareOfAllRevenue: ofAll > 0 ? total(product, () => true) / ofAll : 0,
      buyers: indexRatio(buying(product, true), members, buying(product, false), clients.length - members),
    }))
    .filter(({ shareOfAllRevenue }) => shareOfAllRevenue > 0)
    .sort((a, b) => b.shareOfRevenue - a.shareOfRevenue);
}
