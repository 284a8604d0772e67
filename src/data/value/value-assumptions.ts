import { ascending } from "d3";
import { repeatSampleOf } from "../../model/value/fit-value-models.js";
import { purchaseHistoryOf } from "../../model/value/orders/order-history.js";
import {
  type RepeatAssumptions,
  repeatAssumptions,
} from "../../model/value/repeat/assumptions/repeat-assumptions.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";
import { valueTournament } from "./value-tournament.js";

const IN_ROUNDS =
  "Orders come in rounds: what is tested here is supposed of clients that may order on any day.";

/** What the models of repeat orders suppose, tested on the clients that they are learned from. */
export const valueAssumptions = defineStep(
  "value-assumptions",
  async (context): Promise<RepeatAssumptions> => {
    const { histories } = await inputs(context);
    if ((await valueTournament(context))?.model === "bg-bb") return { status: "skipped", reason: IN_ROUNDS };
    const sample = [...repeatSampleOf(histories)].sort((one, other) =>
      ascending(one.clientId, other.clientId),
    );
    return repeatAssumptions(sample.map(({ orders }) => purchaseHistoryOf(orders)));
  },
  { costly: true, module: import.meta.url },
);
