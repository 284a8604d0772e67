import { type IcpFinding, searchIcp } from "../../model/icp/search-icp.js";
import { rankableProspects } from "../prospects/rankable-prospects.js";
import { defineStep } from "../run/step.js";
import { SEED } from "../value/value-options.js";
import { accounts } from "./accounts.js";
import { currentProfile } from "./field-names.js";

/** The ideal customer profile by value, whom to avoid, and the current one by the same yardstick. */
export const icpFinding = defineStep(
  "icp-finding",
  async (context): Promise<IcpFinding> => {
    const { learnable, features } = await accounts(context);
    const prospects = await rankableProspects(context);
    const currentRule = await currentProfile(context);
    return searchIcp(learnable, prospects, features.features, {
      seed: SEED,
      ...(currentRule ? { currentRule } : {}),
    });
  },
  { costly: true, module: import.meta.url },
);
