import { substream } from "../../model/numerics/substream.js";
import { earlyBehaviours } from "../../model/value/behaviour/early-behaviour.js";
import {
  type ProductRetention,
  retentionByFirstProduct,
} from "../../model/value/behaviour/retention-by-first-product.js";
import { type BehaviourLink, whatGoesWithValue } from "../../model/value/behaviour/what-goes-with-value.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { clientValues } from "./client-values.js";
import { SEED } from "./value-options.js";

/** What clients do in their first year, and what goes with it. */
export interface Behaviour {
  /** Clients whose first two years were seen. */
  readonly clients: number;
  readonly links: readonly BehaviourLink[];
  readonly retention: readonly ProductRetention[];
}

/** From a draw by chance of the clients where there are very many. */
export const behaviour = defineStep(
  "behaviour",
  async (context): Promise<Behaviour> => {
    const { histories, decisions, asOf } = await inputs(context);
    const { values } = await clientValues(context);
    const drawn = new Set(decisions.detailed.drawnByChance);
    const seenWhole = histories.filter(
      ({ clientId, leftTruncated }) => drawn.has(clientId) && !leftTruncated,
    );
    const behaviours = earlyBehaviours(seenWhole, decisions.purchases, decisions.terms, decisions.signals, {
      asOf,
      discountRateAnnual: context.settings.discountRate,
    });
    const clv = new Map(values.map((value) => [value.clientId, value.clv]));
    return {
      clients: behaviours.length,
      links: whatGoesWithValue(behaviours, clv, substream(SEED, "behaviour")),
      retention: retentionByFirstProduct(seenWhole, behaviours, decisions.purchases, decisions.terms, asOf),
    };
  },
  { costly: true, module: import.meta.url },
);
