import { type HoldOneOut, holdOneOut } from "../../model/key-accounts/hold-one-out.js";
import { type ProductOffer, productRanker } from "../../model/key-accounts/next-products.js";
import { tabulateAccounts } from "../../model/lookalike/encoding/account-table.js";
import { epochDayOf } from "../../model/numerics/calendar.js";
import { substream } from "../../model/numerics/substream.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { accounts } from "../targeting/accounts.js";
import { SEED } from "../value/value-options.js";
import { keyAccounts } from "./key-accounts.js";

/** Next products of key accounts, and whether likeness finds them better than popularity. */
export interface NextProducts {
  /** null: too few clients added a product to tell. */
  readonly test: HoldOneOut | null;
  /** By client id: the first three. */
  readonly offers: ReadonlyMap<string, readonly ProductOffer[]>;
  /** By client id: what it bought, with the first day. */
  readonly bought: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Ids by row of the offers' `addedBy`. */
  readonly ids: readonly string[];
}

const OFFERS = 3;
const MOST_REFERENCES = 800;

export const nextProducts = defineStep("next-products", async (context): Promise<NextProducts> => {
  // Load
  const { decisions } = await inputs(context);
  const { clients, features } = await accounts(context);
  const { key } = await keyAccounts(context);

  // Derive
  const bought = firstBought(decisions.purchases);
  const usable = features.features.filter(({ role }) => role === "firmographic");
  const [table] = tabulateAccounts(usable, [clients]);
  const ids = clients.map(({ accountId }) => accountId);
  const drawn = new Set(decisions.detailed.drawnByChance);
  const references = ids
    .flatMap((id, row) =>
      drawn.has(id) && bought.has(id) ? [{ row, draw: substream(SEED, `product ${id}`)() }] : [],
    )
    .sort((a, b) => a.draw - b.draw)
    .slice(0, MOST_REFERENCES)
    .map(({ row }) => row);

  // Model
  const products = ids.map((id) => bought.get(id) ?? new Map());
  if (table === undefined || references.length === 0) return { test: null, offers: new Map(), bought, ids };
  const test = holdOneOut(table, products, references, substream(SEED, "hold one out"));
  const ranker = productRanker(table, products, references);
  const order = test?.beats ? "similar clients" : "popularity";
  return {
    test,
    offers: new Map(
      key.map(({ row, client }) => [client.clientId, ranker.ranked(row)[order].slice(0, OFFERS)]),
    ),
    bought,
    ids,
  };
});

function firstBought(
  purchases: readonly {
    readonly clientId: string;
    readonly product: string | null;
    readonly firstOn: string;
  }[],
): Map<string, Map<string, number>> {
  const bought = new Map<string, Map<string, number>>();
  for (const { clientId, product, firstOn } of purchases) {
    if (product === null) continue;
    const own = bought.get(clientId) ?? new Map<string, number>();
    const day = epochDayOf(firstOn);
    own.set(product, Math.min(day, own.get(product) ?? day));
    bought.set(clientId, own);
  }
  return bought;
}
