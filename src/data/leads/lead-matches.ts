import { type LeadMatch, leadMatcher } from "../../model/leads/match-leads.js";
import type { LeadRecord } from "../../warehouse/decision-records.js";
import { inputs } from "../run/inputs.js";
import { defineStep } from "../run/step.js";

/** Every lead with the account that it belongs to, in the order of the leads. */
export const leadMatches = defineStep(
  "lead-matches",
  async (context): Promise<readonly (LeadMatch & { readonly lead: LeadRecord })[]> => {
    const { clients, prospects, decisions } = await inputs(context);
    const match = leadMatcher([...clients, ...prospects]);
    return decisions.leads.map((lead) => ({ lead, ...match(lead) }));
  },
);
