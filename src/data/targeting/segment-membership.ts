import type { Account } from "../../model/account.js";
import { assignSegment } from "../../model/segments/assign-segment.js";
import type { Segment } from "../../model/segments/segmentation.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { accounts } from "./accounts.js";
import { segmentation } from "./segmentation.js";

/** The segment of every client and prospect, by id; empty where there are no segments. */
export interface SegmentMembership {
  readonly clients: ReadonlyMap<string, Segment>;
  readonly prospects: ReadonlyMap<string, Segment>;
}

export const segmentMembership = defineStep(
  "segment-membership",
  async (context): Promise<SegmentMembership> => {
    const found = await segmentation(context);
    const segments = new Map(found.segments.map((segment) => [segment.segmentId, segment]));
    const assign = (list: readonly Account[]) =>
      new Map(
        list.flatMap((account) => {
          const segment = segments.get(assignSegment(found, account)?.segmentId ?? "");
          return segment ? [[account.accountId, segment] as const] : [];
        }),
      );
    const { clients, features } = await accounts(context);
    return {
      clients: assign(clients),
      prospects: features.ofClientsOnly ? new Map() : assign((await inputs(context)).prospects),
    };
  },
);
