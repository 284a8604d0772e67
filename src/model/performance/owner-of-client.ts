import { group } from "d3";
import { nameWithMost } from "../numerics/name-with-most.js";

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

const revenueOf = ({ revenue }: FirstBusiness): number => revenue;

/**
 * Who sold most of the first day's business of each client, and the product that most of it was for; the owner that
 * the CRM states where the books name none.
 *
 * Of a client that began before the data, the first day that was seen is not the day it was won: the books say nothing.
 */
export function acquisitions(
  clients: readonly {
    readonly clientId: string;
    readonly firstOn: string;
    readonly leftTruncated: boolean;
    readonly owner: string | null;
  }[],
  purchases: readonly FirstBusiness[],
): ReadonlyMap<string, Acquisition> {
  const purchasesOf = group(purchases, ({ clientId }) => clientId);
  return new Map(
    clients.map(({ clientId, firstOn, leftTruncated, owner }) => {
      if (leftTruncated) return [clientId, { rep: owner, firstProduct: null }];
      const first = (purchasesOf.get(clientId) ?? []).filter((line) => line.firstOn === firstOn);
      return [
        clientId,
        {
          rep: nameWithMost(first, (line) => line.owner, revenueOf) ?? owner,
          firstProduct: nameWithMost(first, (line) => line.product, revenueOf),
        },
      ];
    }),
  );
}
