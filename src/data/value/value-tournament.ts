import { type RepeatVerdict, repeatVerdict } from "../../model/value/tournament/repeat-verdict.js";
import { defineStep } from "../run/step.js";
import { clientTraits } from "./client-traits.js";
import { valueSnapshots } from "./value-snapshots.js";

/** How repeat business is to be predicted; null where the data do not tell. */
export const valueTournament = defineStep(
  "value-tournament",
  async (context): Promise<RepeatVerdict | null> => {
    const { snapshots } = await valueSnapshots(context);
    return repeatVerdict(snapshots, await clientTraits(context));
  },
  { costly: true, module: import.meta.url },
);
