import { type SegmentOpening, segmentOpenings } from "../../model/lookalike/winning/segment-opening.js";
import { mayShow } from "../audience/audience.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { segmentMembership } from "../targeting/segment-membership.js";

/** What the clients of each segment began with; empty where products are unknown or may not be shown. */
export const openings = defineStep("openings", async (context): Promise<readonly SegmentOpening[]> => {
  if (!mayShow(context.audience, "product")) return [];
  const { drawnByChance, ofClients, clients } = (await inputs(context)).decisions.detailed;
  const { purchases } = (await inputs(context)).decisions;
  // Where only some clients are known in detail, the biggest would speak for all: those drawn by chance stand for them.
  const counted = new Set(clients.length < ofClients ? drawnByChance : clients);
  const segmentOf = new Map(
    [...(await segmentMembership(context)).clients].map(([clientId, { name }]) => [clientId, name]),
  );
  return segmentOpenings(
    purchases.filter(({ clientId }) => counted.has(clientId)),
    segmentOf,
  );
});
