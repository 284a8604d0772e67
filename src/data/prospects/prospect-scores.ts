import type { LookalikeResult } from "../../model/lookalike/prospect-score.js";
import { scoreProspects } from "../../model/lookalike/score-prospects.js";
import { defineStep } from "../run/step.js";
import { accounts } from "../targeting/accounts.js";
import { lookalikeInput } from "./lookalike-input.js";

/** Every prospect by what it is expected to be worth; null without prospects, and where nothing that clients are known by is known of them. */
export const prospectScores = defineStep(
  "prospect-scores",
  async (context): Promise<LookalikeResult | null> => {
    const input = await lookalikeInput(context);
    const { features } = await accounts(context);
    return input.prospects.length === 0 || features.ofClientsOnly ? null : scoreProspects(input);
  },
  { costly: true, module: import.meta.url },
);
