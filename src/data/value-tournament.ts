import { type RepeatVerdict, repeatVerdict } from "../model/value/tournament/repeat-verdict.js";
import { inputs } from "./inputs.js";
import { defineStep } from "./step.js";
import { usableFeatures } from "./usable-features.js";
import { valueSnapshots } from "./value-snapshots.js";

/** How repeat business is to be predicted; null where the data do not tell. */
export const valueTournament = defineStep(
  "value-tournament",
  async (context): Promise<RepeatVerdict | null> => {
    const { clients } = await inputs(context);
    const { snapshots } = await valueSnapshots(context);
    const { features } = await usableFeatures(context);
    return repeatVerdict(snapshots, { accounts: clients, features });
  },
  { costly: true, module: import.meta.url },
);
