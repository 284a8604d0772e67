import { inferFeatures } from "../model/firmographics/infer-features.js";
import { type RepeatVerdict, repeatVerdict } from "../model/value/tournament/repeat-verdict.js";
import { inputs } from "./inputs.js";
import { defineStep } from "./step.js";
import { valueSnapshots } from "./value-snapshots.js";

/** How repeat business is to be predicted; null where the data do not tell. */
export const valueTournament = defineStep(
  "value-tournament",
  async (context): Promise<RepeatVerdict | null> => {
    const { clients, prospects } = await inputs(context);
    const { snapshots } = await valueSnapshots(context);
    const { use, howWeSold, banned } = context.settings.features;
    const { features } = inferFeatures(clients, prospects, {
      ...(use === null ? {} : { use }),
      howWeSold,
      banned,
    });
    return repeatVerdict(snapshots, { accounts: clients, features });
  },
  { costly: true, module: import.meta.url },
);
