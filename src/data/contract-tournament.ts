import { type ContractVerdict, contractVerdict } from "../model/value/tournament/contract-verdict.js";
import { inputs } from "./inputs.js";
import { defineStep } from "./step.js";
import { usableFeatures } from "./usable-features.js";
import { snapshotsApart, valueSnapshots } from "./value-snapshots.js";

/**
 * How the revenue of clients under contract was best predicted so far; null where the data do not tell. Days a whole
 * window apart: contracts come up for renewal once a term, so that half a window more tells little new.
 */
export const contractTournament = defineStep(
  "contract-tournament",
  async (context): Promise<ContractVerdict | null> => {
    const { clients } = await inputs(context);
    const known = await valueSnapshots(context);
    const { features } = await usableFeatures(context);
    return contractVerdict(snapshotsApart(known), { accounts: clients, features });
  },
  { costly: true, module: import.meta.url },
);
