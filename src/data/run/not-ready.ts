import type { z } from "zod";
import type { ValuedAccount } from "../../model/account.js";
import type { InferredFeatures } from "../../model/firmographics/infer-features.js";
import type { notReady } from "../published/common.js";

/** What a page publishes when its analysis could not run. */
export type NotReady = z.infer<typeof notReady>;

/** Why no prospect is ranked where prospects have no field that clients have. */
export const NOT_COMPARABLE =
  "nothing that clients are known by is known of prospects, so none of them can be compared with clients";

const FIELDS_NAMED = 3;

/** Why nothing can be said of what goes with value before the sale; null when it can. */
export function targetingObstacle(
  clients: readonly ValuedAccount[],
  { features, leftOut }: InferredFeatures,
): NotReady | null {
  if (clients.length === 0) {
    return {
      status: "too-little",
      reason: "too little was seen of every client's first months to say what it is worth",
      needs: null,
    };
  }
  if (features.length === 0) {
    return {
      status: "absent",
      reason: `nothing is known of clients before they buy: ${leftOut.length === 0 ? "they have no firmographics" : `no firmographic may be used (${whyLeftOut(leftOut)})`}`,
      needs: "clients.csv",
    };
  }
  return null;
}

/** Why prospects cannot be scored, though there is a list of them; null when they can. */
export function prospectsObstacle(
  clients: readonly ValuedAccount[],
  features: InferredFeatures,
): NotReady | null {
  if (!features.ofClientsOnly) return targetingObstacle(clients, features);
  return {
    status: "absent",
    reason: NOT_COMPARABLE,
    needs: {
      table: "prospects.csv",
      columns: features.features.map(({ name }) => name).slice(0, FIELDS_NAMED),
    },
  };
}

function whyLeftOut(leftOut: InferredFeatures["leftOut"]): string {
  const named = leftOut.slice(0, FIELDS_NAMED).map(({ name, reason }) => `${name}: ${reason}`);
  return [...named, ...(leftOut.length > FIELDS_NAMED ? [`${leftOut.length - FIELDS_NAMED} more`] : [])].join(
    "; ",
  );
}
