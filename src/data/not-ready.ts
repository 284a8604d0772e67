import type { z } from "zod";
import type { ValuedAccount } from "../model/account.js";
import type { Feature } from "../model/feature.js";
import type { notReady } from "./published/common.js";

/** What a page publishes when its analysis could not run. */
export type NotReady = z.infer<typeof notReady>;

/** Why nothing can be said of what goes with value before the sale; null when it can. */
export function targetingObstacle(
  clients: readonly ValuedAccount[],
  features: readonly Feature[],
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
      reason: "nothing is known of clients before they buy: no firmographic may be used",
      needs: "clients.csv",
    };
  }
  return null;
}
