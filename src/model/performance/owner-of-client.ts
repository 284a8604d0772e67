import { group, rollup, sum } from "d3";

/** A client's business of one kind and product with one owner, as far as winning it goes. */
export interface FirstBusiness {
  readonly clientId: string;
  readonly firstOn: string;
  readonly product: string | null;
  readonly owner: string | null;
  readonly revenue: number;
}

/** Who won a client, and with what. */
export interface Acquisition {
  readonly rep: string | null;
  readonly firstProduct: string | null;
}

/**
 * Who sold most of the first day's business of each client, and the product that most of it was for; the owner that
 * the CRM states where the books name none.
 */
export function acquisitions(
  clients: readonly { readonly clientId: string; readonly firstOn: string; readonly owner: string | null }[],
  purchases: readonly FirstBusiness[],
): ReadonlyMap<string, Acquisition> {
  const purchasesOf = group(purchases, ({ clientId }) => clientId);
  return new Map(
    clients.map(({ clientId, firstOn, owner }) => {
      const first = (purchasesOf.get(clientId) ?? []).filter((line) => line.firstOn === firstOn);
      return [
        clientId,
        {
          rep: biggest(first, (line) => line.owner) ?? owner,
          firstProduct: biggest(first, (line) => line.product),
        },
      ];
    }),
  );
}

/** The name with most revenue over all lines that state one; of equals the first by alphabet. */
function biggest(
  lines: readonly FirstBusiness[],
  nameOf: (line: FirstBusiness) => string | null,
): string | null {
  const totals = rollup(
    lines,
    (own) => sum(own, ({ revenue }) => revenue),
    (line) => nameOf(line),
  );
  const [first] = [...totals]
    .flatMap(([name, revenue]) => (name === null ? [] : [{ name, revenue }]))
    .sort((a, b) => b.revenue - a.revenue || (a.name < b.name ? -1 : 1));
  return first?.name ?? null;
}
