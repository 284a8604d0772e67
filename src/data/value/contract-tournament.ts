import { type ContractVerdict, contractVerdict } from "../../model/value/tournament/contract-verdict.js";
import { defineStep } from "../run/step.js";
import { clientTraits } from "./client-traits.js";
import { snapshotsApart, valueSnapshots } from "./value-snapshots.js";

/**
 * How the revenue of clients under contract was best predicted so far; null where the data do not tell. Days a whole
 * window apart: contracts come up for renewal once a term, so that half a window more tells little new.
 */
export const contractTournament = defineStep(
  "contract-tournament",
  async (context): Promise<ContractVerdict | null> => {
    const known = await valueSnapshots(context);
    return contractVerdict(snapshotsApart(known), await clientTraits(context));
  },
  { costly: true, module: import.meta.url },
);
