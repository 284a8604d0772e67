import { type IcpFinding, searchIcp } from "../model/icp/search-icp.js";
import { accounts } from "./accounts.js";
import { currentProfile } from "./field-names.js";
import { rankableProspects } from "./rankable-prospects.js";
import { defineStep } from "./step.js";
import { SEED } from "./value-options.js";

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
